package dev.seveneight.aggregate;

import static dev.seveneight.aggregate.CorruptionScene.NEIGHBOUR;
import static dev.seveneight.aggregate.CorruptionScene.PROJECT;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.ledger.Sending;
import dev.seveneight.shared.ledger.SuppressionReason;
import dev.seveneight.shared.ledger.SurveyRequest;
import dev.seveneight.shared.project.ProjectSecret;
import dev.seveneight.shared.store.ledger.ErasureItems;
import dev.seveneight.shared.store.ledger.JourneyItems;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.ledger.SendingItems;
import dev.seveneight.testing.Thoroughness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * Whatever somebody writes into one item by hand: the counting goes on for everybody else, and when
 * the item is corrected or deleted, the tallies are right again without a rebuild.
 */
class CorruptItemsTest {
  private static final Instant TIME = Instant.parse("2026-03-05T12:00:00Z");
  private static final int NTH = 8;
  private static final ProjectSecret SECRET = new ProjectSecret(new byte[32]);

  /** Attributes that an item of another state or type has. */
  private static final List<String> ADDED =
      List.of(
          "added_later",
          "answers",
          "comment",
          "erasing",
          "excluded",
          "gone",
          "overflowed",
          "person",
          "properties",
          "segments");

  /**
   * One corruption.
   *
   * @param what says which, for a failure
   */
  private record Case(
      String what, Map<String, AttributeValue> right, Map<String, AttributeValue> corrupt) {}

  /** The tallies with an item that nobody corrupts, and after it is deleted. */
  private record Untouched(SortedMap<String, String> right, SortedMap<String, String> deleted) {
    private static Untouched of(Map<String, AttributeValue> item) {
      CorruptionScene scene = new CorruptionScene(0);
      assertThat(begins(scene, item)).isTrue();
      scene.deliver();
      SortedMap<String, String> right = scene.tallies(PROJECT);
      scene.remove(item);
      scene.deliver();
      return new Untouched(right, scene.tallies(PROJECT));
    }
  }

  /** The items that the ledger has. */
  enum Subject {
    RESPONSE,
    EXCLUDED_RESPONSE,
    DELETED_RESPONSE,
    JOURNEY,
    PERSON,
    PERSON_BEING_ERASED,
    TOMBSTONE,
    IDENTITY,
    SURVEY_REQUEST,
    UNSUBSCRIBE,
    BOUNCE;

    private Map<String, AttributeValue> item() {
      return switch (this) {
        case RESPONSE -> response().item();
        case EXCLUDED_RESPONSE -> response().leftOut().item();
        case DELETED_RESPONSE -> response().gone();
        case JOURNEY ->
            SampleJourney.of(
                PROJECT,
                "jo",
                1,
                response().toPersonsResponse(),
                SampleResponse.of(PROJECT, "before", 7).at(5).toPersonsResponse());
        case PERSON -> LedgerItems.item(person());
        case PERSON_BEING_ERASED -> ErasureItems.item(person(), true, TIME);
        case TOMBSTONE -> ErasureItems.tombstone(SECRET, person(), true, TIME);
        case IDENTITY ->
            LedgerItems.identity(
                PROJECT, SECRET, new Identity(Identity.Kind.EMAIL, "jo@example.com"), "jo", 1);
        case SURVEY_REQUEST ->
            SendingItems.item(
                new SurveyRequest(
                    PROJECT,
                    "request",
                    1,
                    1,
                    "jo",
                    TIME,
                    TIME,
                    SurveyRequest.State.PENDING,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
        case UNSUBSCRIBE -> SendingItems.entry(person(), SuppressionReason.UNSUBSCRIBED, 1);
        case BOUNCE -> SendingItems.entry(person(), SuppressionReason.BOUNCED, 1);
      };
    }

    private static SampleResponse response() {
      return SampleResponse.of(PROJECT, "r1", 9).in("", "plan=pro").commented("Fine.").by("jo");
    }

    private static Person person() {
      return new Person(
          PROJECT,
          "jo",
          1,
          1,
          TIME,
          TIME,
          Optional.of("jo@example.com"),
          Optional.empty(),
          Optional.empty(),
          Optional.of("Jo"),
          new TreeMap<>(),
          new Sending(Optional.of(TIME), Optional.of(TIME), Optional.of(TIME)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldGoOnCountingWhateverAnAttributeBecomes(Subject subject) {
    Set<String> attributes = new TreeSet<>(subject.item().keySet());
    attributes.addAll(ADDED);
    List<Case> cases = new ArrayList<>();
    for (String attribute : attributes) {
      if (!attribute.equals(LedgerItems.KEY)) {
        Corruptions.values()
            .forEach(
                (name, value) ->
                    cases.add(
                        new Case(
                            subject + ": " + attribute + " is " + name,
                            subject.item(),
                            with(subject.item(), attribute, value))));
      }
    }
    expectToGoOn(cases, 100);
  }

  @Test
  void shouldGoOnCountingWhateverTheSegmentsOfAResponseBecome() {
    Map<String, AttributeValue> response = Subject.RESPONSE.item();
    List<Case> cases = new ArrayList<>();
    for (List<String> segments : Corruptions.segments()) {
      cases.add(
          new Case(
              "segments are " + segments,
              response,
              with(response, "segments", Optional.of(texts(segments)))));
    }
    expectToGoOn(cases, 30);
  }

  @Test
  void shouldGoOnCountingWhateverAnEntryOfAJourneyBecomes() {
    Map<String, AttributeValue> journey = Subject.JOURNEY.item();
    Map<String, AttributeValue> entry = journey.get(JourneyItems.ANSWERS).m().get("r1").m();
    List<Case> cases = new ArrayList<>();
    for (String attribute : entry.keySet()) {
      Corruptions.values()
          .forEach(
              (name, value) ->
                  cases.add(
                      new Case(
                          "an entry's " + attribute + " is " + name,
                          journey,
                          withEntry(
                              journey, AttributeValue.fromM(with(entry, attribute, value))))));
    }
    for (List<String> segments : Corruptions.segments()) {
      cases.add(
          new Case(
              "an entry's segments are " + segments,
              journey,
              withEntry(
                  journey,
                  AttributeValue.fromM(with(entry, "segments", Optional.of(texts(segments)))))));
    }
    Corruptions.values()
        .forEach(
            (name, value) ->
                value.ifPresent(
                    other ->
                        cases.add(
                            new Case("an entry is " + name, journey, withEntry(journey, other)))));
    expectToGoOn(cases, 150);
  }

  @ParameterizedTest
  @EnumSource(names = {"RESPONSE", "JOURNEY"})
  void shouldContinueWhenAnItemNamesAnotherProject(Subject subject) {
    List<Case> cases = new ArrayList<>();
    for (String project : List.of(NEIGHBOUR, "~changed", "~progress", "", "Acme", "acme#x")) {
      cases.add(
          new Case(
              subject + " of " + project,
              subject.item(),
              with(subject.item(), "project", Optional.of(text(project)))));
    }
    expectToGoOn(cases, 3);
  }

  /**
   * Fails unless the counting goes on in each case, and in more than so many of them: the store
   * itself keeps a key of an index from being of another type.
   */
  private static void expectToGoOn(List<Case> all, int fewest) {
    List<Case> cases = Thoroughness.every(NTH, all);
    Map<Map<String, AttributeValue>, Untouched> untouched = new HashMap<>();
    cases.forEach(each -> untouched.computeIfAbsent(each.right(), Untouched::of));
    long taken =
        IntStream.range(0, cases.size())
            .parallel()
            .filter(i -> goesOn(cases.get(i), i, untouched.get(cases.get(i).right())))
            .count();
    assertThat(taken).isGreaterThan(Thoroughness.count(fewest / NTH, fewest));
  }

  /**
   * Somebody corrupts the item; others go on; somebody corrects it; somebody deletes it. Whether
   * the store takes the corrupt item.
   */
  private static boolean goesOn(Case each, int seed, Untouched untouched) {
    String what = each.what();
    CorruptionScene scene = new CorruptionScene(seed);
    assertThat(begins(scene, each.right())).isTrue();
    if (!isTaken(scene, each.corrupt())) {
      return false;
    }
    scene.deliver();
    SortedMap<String, String> whenCorrupt = scene.tallies(PROJECT);
    scene.put(SampleResponse.of(NEIGHBOUR, "after", 3).item());
    scene.deliver();
    assertThat(scene.tallies(NEIGHBOUR))
        .as("the neighbour's tallies, %s", what)
        .isEqualTo(
            Map.of(
                " score#day#2026-03-05 1.s8", "1",
                " score#day#2026-03-05 1.s3", "1",
                " score#month#2026-03 1.s8", "1",
                " score#month#2026-03 1.s3", "1"));
    assertThat(scene.tallies(PROJECT)).as("nothing moves, %s", what).isEqualTo(whenCorrupt);
    scene.deliverAgain();
    assertThat(scene.tallies(PROJECT)).as("delivered again, %s", what).isEqualTo(whenCorrupt);

    scene.put(each.right());
    scene.deliver();
    assertThat(scene.tallies(PROJECT)).as("corrected, %s", what).isEqualTo(untouched.right());

    isTaken(scene, each.corrupt());
    scene.deliver();
    scene.remove(each.right());
    scene.deliver();
    assertThat(scene.tallies(PROJECT)).as("deleted, %s", what).isEqualTo(untouched.deleted());
    scene.deliverAgain();
    assertThat(scene.tallies(PROJECT))
        .as("deleted and delivered again, %s", what)
        .isEqualTo(untouched.deleted());
    return true;
  }

  /** A neighbour's response, and the item when it is right, with the journey of its person. */
  private static boolean begins(CorruptionScene scene, Map<String, AttributeValue> right) {
    scene.put(SampleResponse.of(NEIGHBOUR, "before", 8).item());
    scene.put(SampleJourney.empty(PROJECT, "jo", 1));
    scene.deliver();
    return isTaken(scene, right);
  }

  private static boolean isTaken(CorruptionScene scene, Map<String, AttributeValue> item) {
    try {
      scene.put(item);
      return true;
    } catch (DynamoDbException e) {
      return false;
    }
  }

  private static Map<String, AttributeValue> withEntry(
      Map<String, AttributeValue> journey, AttributeValue entry) {
    Map<String, AttributeValue> entries = new HashMap<>(journey.get(JourneyItems.ANSWERS).m());
    entries.put("r1", entry);
    return with(journey, JourneyItems.ANSWERS, Optional.of(AttributeValue.fromM(entries)));
  }

  private static Map<String, AttributeValue> with(
      Map<String, AttributeValue> item, String name, Optional<AttributeValue> value) {
    Map<String, AttributeValue> other = new HashMap<>(item);
    other.remove(name);
    value.ifPresent(present -> other.put(name, present));
    return other;
  }

  @Test
  void shouldNoteWhichItemIsInvalid() {
    CorruptionScene scene = new CorruptionScene(1);
    List<String> keys = new ArrayList<>();
    for (Subject subject : List.of(Subject.RESPONSE, Subject.JOURNEY)) {
      scene.put(with(subject.item(), "rev", Optional.of(text("first"))));
      keys.add(subject.item().get(LedgerItems.KEY).s());
    }

    scene.deliver();

    assertThat(new TreeSet<>(scene.setAside())).isEqualTo(new TreeSet<>(keys));
  }
}
