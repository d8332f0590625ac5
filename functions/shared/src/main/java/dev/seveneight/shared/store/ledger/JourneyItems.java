package dev.seveneight.shared.store.ledger;

import static dev.seveneight.shared.store.Attributes.isSet;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.optionalNumber;
import static dev.seveneight.shared.store.Attributes.optionalText;
import static dev.seveneight.shared.store.Attributes.optionalTime;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.texts;
import static dev.seveneight.shared.store.Attributes.textsOf;

import dev.seveneight.shared.id.IdRule;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.nps.Category;
import dev.seveneight.shared.tally.CountedJourney;
import dev.seveneight.shared.tally.JourneyAnswer;
import dev.seveneight.shared.tally.Period;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
  public static final int BOUND = CountedJourney.MOST_ANSWERS;

  /** The entries by id of the response. */
  public static final String ANSWERS = ItemAttribute.ANSWERS;

  /** Says that the journey had too many answers to keep them. */
  public static final String OVERFLOWED = ItemAttribute.OVERFLOWED;

  /** What journeys with markers are listed as. */
  public static final String WITH_MARKERS = "journey-with-markers";

  /**
   * Says that a rebuild has taken out all entries, because none could be written, and has to fill
   * in what the responses say.
   */
  public static final String TO_BE_FILLED = "to_be_filled";

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
            ItemAttribute.REV, number(rev),
            ItemAttribute.TIME, number(answer.time()),
            ItemAttribute.DAY, text(answer.day().toString()),
            ItemAttribute.SCORE, number(answer.score()),
            ItemAttribute.SEGMENTS, texts(answer.segments())));
  }

  /** The marker of a response that is not an answer of this journey, or not any more. */
  public static AttributeValue marker(long rev, Instant since) {
    return AttributeValue.fromM(
        Map.of(ItemAttribute.REV, number(rev), ItemAttribute.GONE, number(since.getEpochSecond())));
  }

  /**
   * The entries of a journey by id of the response, as far as they can be read; none if it is
   * overflowed.
   */
  public static SortedMap<String, Entry> entries(Map<String, AttributeValue> journey) {
    SortedMap<String, Entry> entries = new TreeMap<>();
    stored(journey)
        .forEach((id, value) -> entry(id, value).ifPresent(entry -> entries.put(id, entry)));
    return entries;
  }

  /** Returns what can be read of a journey, for display. ImageJudge decides what is counted. */
  public static CountedJourney readable(Map<String, AttributeValue> journey) {
    return new CountedJourney(
        optionalText(journey, ItemAttribute.PROJECT).orElse(""),
        optionalNumber(journey, ItemAttribute.EPOCH).orElse(0),
        entries(journey).values().stream().flatMap(entry -> entry.answer().stream()).toList());
  }

  /** Whether entries can be written into a journey, or it is overflowed and takes none. */
  public static boolean isWhole(Map<String, AttributeValue> journey) {
    AttributeValue answers = journey.get(ANSWERS);
    boolean isOverflowed = isSet(journey, OVERFLOWED);
    return answers != null
        && answers.hasM()
        && isOverflowed == journey.containsKey(OVERFLOWED)
        && optionalNumber(journey, ItemAttribute.REV).isPresent();
  }

  private static Map<String, AttributeValue> stored(Map<String, AttributeValue> journey) {
    AttributeValue answers = journey.get(ANSWERS);
    return answers != null && answers.hasM() && !isSet(journey, OVERFLOWED)
        ? answers.m()
        : Map.of();
  }

  private static Optional<Entry> entry(String id, AttributeValue value) {
    if (!value.hasM() || !IdRule.isId(id)) {
      return Optional.empty();
    }
    Map<String, AttributeValue> entry = value.m();
    OptionalLong rev = optionalNumber(entry, ItemAttribute.REV);
    if (rev.isEmpty()) {
      return Optional.empty();
    }
    if (!entry.containsKey(ItemAttribute.GONE)) {
      return answer(id, entry)
          .map(answer -> new Entry(rev.getAsLong(), Optional.of(answer), Optional.empty()));
    }
    return optionalTime(entry, ItemAttribute.GONE)
        .map(gone -> new Entry(rev.getAsLong(), Optional.empty(), Optional.of(gone)));
  }

  private static Optional<JourneyAnswer> answer(String id, Map<String, AttributeValue> entry) {
    Optional<Instant> time = optionalTime(entry, ItemAttribute.TIME);
    OptionalLong score = optionalNumber(entry, ItemAttribute.SCORE);
    AttributeValue segments = entry.get(ItemAttribute.SEGMENTS);
    boolean isReadable =
        time.isPresent()
            && score.isPresent()
            && score.getAsLong() >= Category.LOWEST_SCORE
            && score.getAsLong() <= Category.HIGHEST_SCORE
            && segments != null
            && segments.hasL()
            && segments.l().stream().allMatch(key -> key.s() != null);
    if (!isReadable) {
      return Optional.empty();
    }
    return optionalText(entry, ItemAttribute.DAY)
        .flatMap(day -> Period.firstDay(Period.Unit.DAY, day, 0))
        .map(
            day ->
                new JourneyAnswer(
                    id,
                    time.get().getEpochSecond(),
                    day,
                    (int) score.getAsLong(),
                    textsOf(entry, ItemAttribute.SEGMENTS)));
  }
}
