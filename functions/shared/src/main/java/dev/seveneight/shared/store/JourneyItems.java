package dev.seveneight.shared.store;

import static dev.seveneight.shared.store.Attributes.isSet;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.numberOf;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;
import static dev.seveneight.shared.store.Attributes.texts;
import static dev.seveneight.shared.store.Attributes.textsOf;

import dev.seveneight.shared.tally.CountedJourney;
import dev.seveneight.shared.tally.JourneyAnswer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How a person's journey stands in the ledger: a map from a response's id to what the journey knows
 * of it. An entry is an answer, or the marker of one that is gone: deleted, excluded, or somebody
 * else's by now. Markers are kept for as long as a record of the answer may come again.
 *
 * <p>A journey with a marker is listed by the time of its newest one, so that the nightly run finds
 * it.
 */
public final class JourneyItems {
  /** The most entries that a journey holds. One with more is overflowed and counts nothing. */
  public static final int BOUND = 200;

  /** The entries by id of the response. */
  public static final String ANSWERS = "answers";

  /** Says that the journey had too many answers to keep them. */
  public static final String OVERFLOWED = "overflowed";

  /** What journeys with markers are listed as. */
  public static final String WITH_MARKERS = "journey-with-markers";

  private JourneyItems() {}

  /**
   * What a journey knows of a response.
   *
   * @param rev the response's revision
   * @param answer the answer; empty for a marker
   * @param goneSince when a marker was set
   */
  public record Entry(long rev, Optional<JourneyAnswer> answer, Optional<Instant> goneSince) {}

  /** The entry of an answer. */
  public static AttributeValue answer(long rev, JourneyAnswer answer) {
    return AttributeValue.fromM(
        Map.of(
            "rev", number(rev),
            "time", number(answer.time()),
            "day", text(answer.day().toString()),
            "score", number(answer.score()),
            "segments", texts(answer.segments())));
  }

  /** The marker of a response that is not an answer of this journey, or not any more. */
  public static AttributeValue marker(long rev, Instant since) {
    return AttributeValue.fromM(Map.of("rev", number(rev), "gone", number(since.getEpochSecond())));
  }

  /** The entries of a journey by id of the response; none if it is overflowed. */
  public static SortedMap<String, Entry> entries(Map<String, AttributeValue> journey) {
    SortedMap<String, Entry> entries = new TreeMap<>();
    AttributeValue answers = journey.get(ANSWERS);
    if (answers != null && answers.hasM() && !isSet(journey, OVERFLOWED)) {
      answers.m().forEach((id, entry) -> entries.put(id, entry(id, entry.m())));
    }
    return entries;
  }

  /** What a journey says to the tallies. */
  public static CountedJourney counted(Map<String, AttributeValue> journey) {
    return new CountedJourney(
        textOf(journey, "project"),
        numberOf(journey, "epoch"),
        entries(journey).values().stream().flatMap(entry -> entry.answer().stream()).toList());
  }

  private static Entry entry(String id, Map<String, AttributeValue> entry) {
    long rev = numberOf(entry, "rev");
    return entry.containsKey("gone")
        ? new Entry(
            rev, Optional.empty(), Optional.of(Instant.ofEpochSecond(numberOf(entry, "gone"))))
        : new Entry(
            rev,
            Optional.of(
                new JourneyAnswer(
                    id,
                    numberOf(entry, "time"),
                    LocalDate.parse(textOf(entry, "day")),
                    (int) numberOf(entry, "score"),
                    textsOf(entry, "segments"))),
            Optional.empty());
  }
}
