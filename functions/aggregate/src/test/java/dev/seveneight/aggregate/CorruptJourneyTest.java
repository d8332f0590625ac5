package dev.seveneight.aggregate;

import static dev.seveneight.aggregate.CorruptionScene.NEIGHBOUR;
import static dev.seveneight.aggregate.CorruptionScene.PROJECT;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;
import static dev.seveneight.shared.store.Attributes.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.aggregate.journeys.JourneyDoubt;
import dev.seveneight.aggregate.journeys.JourneyTable;
import dev.seveneight.aggregate.stream.StreamPosition;
import dev.seveneight.shared.image.Image;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.ledger.Images;
import dev.seveneight.shared.store.ledger.JourneyItems;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.project.SetAsideItems;
import dev.seveneight.shared.stream.SequenceNumber;
import dev.seveneight.shared.tally.JourneyAnswer;
import dev.seveneight.testing.StoreInterference;
import dev.seveneight.testing.Thoroughness;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Journeys whose own item, or the item of a response, somebody has corrupted by hand. */
@Timeout(60)
class CorruptJourneyTest {
  private final CorruptionScene scene = new CorruptionScene(7);
  private final SampleResponse response =
      SampleResponse.of(PROJECT, "r1", 8).in("", "plan=pro").by("jo");

  @BeforeEach
  void letJoAnswer() {
    scene.put(SampleJourney.empty(PROJECT, "jo", 1));
    scene.put(response.item());
    scene.deliver();
    assertThat(answers()).containsOnlyKeys("r1");
  }

  static Stream<Arguments> faultsThatTakeNoEntry() {
    return Stream.of(
        Arguments.of("answers", Optional.empty()),
        Arguments.of("answers", Optional.of(text("none"))),
        Arguments.of("answers", Optional.of(texts(List.of("r1")))),
        Arguments.of("rev", Optional.empty()),
        Arguments.of("rev", Optional.of(text("5"))),
        Arguments.of("overflowed", Optional.of(text("yes"))));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("faultsThatTakeNoEntry")
  void shouldSetARecordAsideThatAJourneyCannotTake(
      String attribute, Optional<AttributeValue> value) {
    corruptJourney(attribute, value);
    scene.put(SampleResponse.of(PROJECT, "r2", 3).by("jo").at(800).item());
    scene.put(SampleResponse.of(NEIGHBOUR, "r3", 3).item());

    scene.deliver();

    assertThat(scene.tallies(NEIGHBOUR)).hasSize(2);
    assertThat(scene.tallies(PROJECT)).containsEntry(" score#day#2026-03-05 1.s3", "1");
    assertThat(untilRebuild()).containsExactly(PROJECT + "#r#r2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rev", "time", "day", "score", "segments"})
  void shouldWriteANewerRevisionOverAnEntryThatCannotBeRead(String attribute) {
    AttributeValue entry = journey().get(JourneyItems.ANSWERS).m().get("r1");
    Map<String, AttributeValue> corrupt = new HashMap<>(entry.m());
    corrupt.remove(attribute);
    corruptJourney(
        JourneyItems.ANSWERS,
        Optional.of(AttributeValue.fromM(Map.of("r1", AttributeValue.fromM(corrupt)))));
    scene.deliver();
    assertThat(steps()).isEmpty();

    scene.put(response.scored(9).item());
    scene.deliver();

    assertThat(answers().get("r1")).isEqualTo(response.scored(9).toPersonsResponse());
    assertThat(steps()).isNotEmpty();
    assertThat(untilRebuild()).isEmpty();
  }

  /** By hand, nobody has to write another revision. */
  @Test
  void shouldForgetAResponseThatIsCorruptAndKnowItAgainWhenItIsCorrected() {
    Map<String, String> before = scene.tallies(PROJECT);

    corruptResponse("segments", texts(List.of("", "pro")));
    scene.deliver();
    assertThat(answers()).isEmpty();
    assertThat(scene.tallies(PROJECT)).isEmpty();

    scene.put(response.item());
    scene.deliver();
    assertThat(answers()).containsOnlyKeys("r1");
    assertThat(scene.tallies(PROJECT)).isEqualTo(before);
    assertThat(untilRebuild()).isEmpty();
  }

  @Test
  void shouldTakeACorrectionWithTheSameRevision() {
    corruptResponse("score", text("8"));
    scene.deliver();
    Map<String, AttributeValue> corrected = new HashMap<>(response.item());
    corrected.put("score", AttributeValue.fromN("10"));
    corrected.put("category", text("promoter"));

    scene.put(corrected);
    scene.deliver();

    assertThat(answers().get("r1").score()).isEqualTo(10);
    assertThat(scene.tallies(PROJECT)).containsEntry(" standing#day#2026-03-05 1.s10", "1");
  }

  @Test
  void shouldForgetAResponseThatIsCorruptAndThenDeleted() {
    corruptResponse("rev", text("first"));
    scene.deliver();
    scene.remove(response.item());
    scene.deliver();

    assertThat(answers()).isEmpty();
    assertThat(scene.tallies(PROJECT)).isEmpty();
  }

  @Test
  void shouldAddAResponseWhosePersonWasUnreadableBefore() {
    corruptResponse("person", AttributeValue.fromN("7"));
    scene.deliver();
    assertThat(answers()).isEmpty();

    scene.put(response.item());
    scene.deliver();

    assertThat(answers()).containsOnlyKeys("r1");
  }

  @Test
  void shouldSettleTheSameWhateverComesAgainInWhateverOrder() {
    for (long seed : Thoroughness.seeds(10, 50).toArray()) {
      Random random = new Random(seed);
      int steps = 1 + random.nextInt(6);
      boolean isCorrupt = false;
      for (int step = 0; step < steps; step++) {
        isCorrupt = random.nextBoolean();
        if (isCorrupt) {
          corruptResponse("segments", texts(List.of("", "a=%", "x" + step)));
        } else {
          scene.put(response.item());
        }
        if (random.nextBoolean()) {
          scene.deliver();
        }
      }
      scene.deliver();
      scene.deliverEachAgain(random);

      assertThat(answers().containsKey("r1")).as("seed %s", seed).isEqualTo(!isCorrupt);
      assertThat(scene.tallies(PROJECT).isEmpty()).as("seed %s", seed).isEqualTo(isCorrupt);
    }
  }

  /**
   * A revision that cannot be read says nothing of what came before: what stands is what was
   * written last.
   */
  @Test
  void shouldKnowOfAResponseInTheJourneyOfItsPersonAlone() {
    SampleResponse ofAl = response.scored(8).by("al");
    scene.put(SampleJourney.empty(PROJECT, "al", 1));
    scene.put(ofAl.item());
    scene.deliver();
    assertThat(answers()).doesNotContainKey("r1");
    corruptResponse(ofAl, "rev", text("first"));
    scene.deliver();

    scene.put(ofAl.scored(9).item());
    scene.deliver();

    assertThat(answers()).doesNotContainKey("r1");
    assertThat(JourneyItems.readable(scene.item(LedgerItems.journeyKey(PROJECT, "al"))).answers())
        .extracting(JourneyAnswer::score)
        .containsExactly(9);
  }

  /** An invocation that was given up may have read the response before somebody corrected it. */
  @Test
  void shouldReplaceAConcurrentEntryWithTheSameRevision() {
    scene.put(SampleJourney.empty(PROJECT, "jo", 1));
    scene.put(response.scored(9).item());
    Map<String, AttributeValue> outdated =
        SampleJourney.of(PROJECT, "jo", 2, response.scored(3).toPersonsResponse());
    AtomicBoolean isWritten = new AtomicBoolean();
    StoreInterference otherInvocation =
        (request, sender) -> {
          if (request instanceof UpdateItemRequest && !isWritten.getAndSet(true)) {
            scene.put(outdated);
          }
          return sender.send();
        };
    JourneyTable journeys =
        new JourneyTable(
            new ItemTable(otherInvocation.before(scene.dynamo()), "LedgerTable"),
            JourneyItems.BOUND);

    JourneyTable.Outcome outcome =
        journeys.settle(
            new JourneyDoubt(
                PROJECT, "jo", "r1", 1, new StreamPosition(SequenceNumber.of("1"), Instant.EPOCH)));

    assertThat(outcome).isEqualTo(JourneyTable.Outcome.DONE);
    assertThat(isWritten).isTrue();
    assertThat(answers().get("r1").score()).isEqualTo(9);
  }

  private void corruptJourney(String attribute, Optional<AttributeValue> value) {
    Map<String, AttributeValue> journey = new HashMap<>(journey());
    journey.remove(attribute);
    value.ifPresent(present -> journey.put(attribute, present));
    scene.put(journey);
    assertThat(Images.of(journey)).isInstanceOf(Image.Invalid.class);
  }

  private void corruptResponse(String attribute, AttributeValue value) {
    corruptResponse(response, attribute, value);
  }

  private void corruptResponse(SampleResponse response, String attribute, AttributeValue value) {
    Map<String, AttributeValue> item = new HashMap<>(response.item());
    item.put(attribute, value);
    scene.put(item);
  }

  private Map<String, AttributeValue> journey() {
    return scene.item(LedgerItems.journeyKey(PROJECT, "jo"));
  }

  /** The answers that the journey has, by id. */
  private Map<String, JourneyAnswer> answers() {
    Map<String, JourneyAnswer> answers = new HashMap<>();
    JourneyItems.readable(journey()).answers().forEach(answer -> answers.put(answer.id(), answer));
    return answers;
  }

  private List<String> steps() {
    return scene.tallies(PROJECT).keySet().stream()
        .filter(tally -> !tally.contains(" score#"))
        .toList();
  }

  private List<String> untilRebuild() {
    return scene.scan("ProjectTable").stream()
        .filter(item -> textOf(item, "pk").equals(SetAsideItems.PARTITION))
        .filter(item -> item.get(SetAsideItems.NEEDS_REBUILD).bool())
        .map(item -> textOf(item, SetAsideItems.ITEM_KEY))
        .toList();
  }
}
