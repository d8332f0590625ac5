package dev.seveneight.histories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.histories.History.Crashes;
import dev.seveneight.testing.Thoroughness;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The histories have teeth: with any of these faults built into the code, one of them fails. Each
 * is a thing that the fold could seem to do without.
 */
class MutantsTest {
  private static final long END_OF_SEEDS = 12_001;

  private static final int AT_ONCE = 40;
  private static final int FEW = 4;

  /**
   * Of the rarest fault, one history in some thousands shows something. The first that does comes
   * soon after this seed.
   */
  private static final long FIRST_SEED = 2_001;

  private static final String TALLY_TABLE =
      "aggregate/src/main/java/dev/seveneight/aggregate/tallies/TallyWriter.java";
  private static final String JOURNEY_TABLE =
      "aggregate/src/main/java/dev/seveneight/aggregate/journeys/JourneyTable.java";
  private static final String FOLD = "aggregate/src/main/java/dev/seveneight/aggregate/Fold.java";
  private static final String STREAM = "shared/src/main/java/dev/seveneight/shared/stream/";

  /** In the quick build the first of them, which the first few histories notice. */
  static Stream<Mutant> mutants() {
    return allMutants().limit(Thoroughness.count(FEW, Integer.MAX_VALUE));
  }

  private static Stream<Mutant> allMutants() {
    return Stream.of(
        Mutant.of(
            "a tally is changed whatever its mark says",
            TALLY_TABLE,
            "\"attribute_not_exists(#mark) OR #mark < :first\"",
            "\"attribute_not_exists(#mark) OR #mark < :first OR #mark >= :first\""),
        Mutant.of(
            "sequence numbers are compared as the text that the stream gives",
            STREAM + "SequenceNumber.java",
            "\"0\".repeat(WIDTH - given.length()) + given",
            "given + \"0\".repeat(WIDTH - given.length())"),
        Mutant.of(
            "all shards share one mark",
            STREAM + "ShardId.java",
            "Sha256.of(value)",
            "Sha256.of(\"\")"),
        Mutant.of(
            "nothing is written when the records of a batch cancel out",
            TALLY_TABLE,
            "while (!left.isDone()) {",
            "while (!left.isDone() && !left.sum().isNone()) {"),
        Mutant.of(
            "a journey takes a revision whatever it knows",
            JOURNEY_TABLE,
            "OR answers.#id.#rev < :rev\"",
            "OR answers.#id.#rev < :rev OR answers.#id.#rev >= :rev\""),
        Mutant.of(
            "a journey that is not there is made",
            JOURNEY_TABLE,
            """
            result.inTheWay().orElseThrow();
                if (journey.isEmpty()) {
                  return Optional.of(Outcome.NO_JOURNEY);""",
            """
              result.inTheWay().orElseThrow();
              if (journey.isEmpty()) {
              ledger.update(
                  ItemUpdate.of(LedgerItems.key(keyOf(change)))
                      .set("type", text("journey"))
                      .set("project", text(change.project()))
                      .set("person", text(change.person()))
                      .set("rev", number(1))
                      .set("epoch", number(1))
                      .set("answers", AttributeValue.fromM(Map.of())));
              return Optional.empty();"""),
        Mutant.of(
            "what an item was is not taken away",
            FOLD,
            "Contribution.delta(counted(record.before()), counted(record.after()))",
            "Contribution.delta(Optional.empty(), counted(record.after()))"),
        Mutant.of(
            "what an item was stays when it becomes invalid",
            FOLD,
            "Contribution.delta(counted(record.before()), counted(record.after()))",
            "Contribution.delta(counted(record.before()), counted(record.after().orElse(null) instanceof"
                + " Image.Invalid ? record.before() : record.after()))"),
        Mutant.of(
            "a journey takes no correction under the same revision",
            JOURNEY_TABLE,
            "if (known.answer().equals(truth.answer())) {",
            "if (known.rev() > 0) {"),
        Mutant.of(
            "an answer that comes after its person was erased stays",
            FOLD,
            "erasures.eraseLate(withoutJourney, setAside);",
            ""),
        Mutant.of(
            "an erasure ends when the index has nothing, however far that is behind",
            "aggregate/src/main/java/dev/seveneight/aggregate/erasure/Erasures.java",
            "return !at.isBefore(erasing.since().plus(LedgerTiming.INDEX_LAG));",
            "return true;"),
        Mutant.inRebuild(
            "a rebuild does not raise the marks",
            "audit/src/main/java/dev/seveneight/audit/rebuild/TallyCorrection.java",
            "raised.put(name, mark);",
            ""),
        Mutant.inRebuild(
            "a journey learns from what lies behind a rebuild's fence",
            FOLD,
            "return fence.isEmpty()",
            "return true"),
        Mutant.inRebuild(
            "a tally without a mark counts what lies behind a rebuild's fence",
            TALLY_TABLE,
            "behindFence ? HAS_A_MARK_BEFORE : HAS_NOT_COUNTED",
            "behindFence ? HAS_NOT_COUNTED : HAS_NOT_COUNTED"));
  }

  /**
   * The quick build tries only some mutants, but a change of the code must not break the others.
   */
  @ParameterizedTest
  @MethodSource("allMutants")
  void shouldCompile(Mutant mutant, @TempDir Path folder) {
    assertThat(MutantClasses.of(mutant, folder)).isNotNull();
  }

  @Test
  void shouldNoticeNothingWithoutAFault(@TempDir Path folder) {
    String code = "while (!left.isDone()) {";
    ClassLoader asItIs = MutantClasses.of(Mutant.of("none", TALLY_TABLE, code, code), folder);

    for (int seed = 1; seed <= 20; seed++) {
      assertThat(fails(Functions.of(asItIs), seed, false)).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void shouldNotice(Mutant mutant, @TempDir Path folder) {
    Functions functions = Functions.of(MutantClasses.of(mutant, folder));

    // In small groups: a parallel stream goes on for long after it has found something.
    boolean noticed =
        LongStream.iterate(FIRST_SEED, seed -> seed < END_OF_SEEDS, seed -> seed + AT_ONCE)
            .anyMatch(
                first ->
                    LongStream.range(first, first + AT_ONCE)
                        .parallel()
                        .anyMatch(seed -> fails(functions, seed, mutant.inRebuild())));

    assertThat(noticed).as("noticed within 10,000 histories").isTrue();
  }

  private static boolean fails(Functions functions, long seed, boolean inRebuild) {
    // A rebuild costs enough writes without dying after each.
    Crashes crashes = inRebuild ? Crashes.NEVER : Crashes.AFTER_EVERY_WRITE;
    try {
      History.inMemory(functions, seed, crashes, 0, inRebuild).run();
      return false;
    } catch (AssertionError e) {
      return true;
    }
  }
}
