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
 * The items of people's journeys in the ledger. A journey maps a response's id to an entry. An
 * entry is an answer, or the marker of an answer that is no longer part of the journey: it was
 * deleted, excluded, or now belongs to another person. Markers are kept for as long as a stream
 * record of the answer may be delivered again.
 *
 * <p>A journey with a marker is listed by the time of its newest marker, so that the nightly run
 * finds it.
 */
public final class JourneyItems {
  /**
   * The maximum number of entries of a journey. A journey with more is overflowed and counts
   * nothing.
   */
  public static final int BOUND = CountedJourney.MOST_ANSWERS;

  /** The attribute with the entries, by the response's id. */
  public static final String ANSWERS = ItemAttribute.ANSWERS;

  /** The attribute that marks a journey that had too many answers to keep them. */
  public static final String OVERFLOWED = ItemAttribute.OVERFLOWED;

  /** The name under which journeys with markers are listed. */
  public static final String WITH_MARKERS = "journey-with-markers";

  /**
   * The attribute that marks a journey whose entries a rebuild has removed, because no entry could
   * be written, and has to restore from the responses.
   */
  public static final String TO_BE_FILLED = "to_be_filled";

  private JourneyItems() {}

  /**
   * The entry of a response in a journey.
   *
   * @param rev the response's revision
   * @param answer the answer; empty for a marker
   * @param goneSince when a marker was set
   */
  public record Entry(long rev, Optional<JourneyAnswer> answer, Optional<Instant> goneSince) {}

  /** Returns the entry of an answer. */
  public static AttributeValue answer(long rev, JourneyAnswer answer) {
    return AttributeValue.fromM(
        Map.of(
            ItemAttribute.REV, number(rev),
            ItemAttribute.TIME, number(answer.time()),
            ItemAttribute.DAY, text(answer.day().toString()),
            ItemAttribute.SCORE, number(answer.score()),
            ItemAttribute.SEGMENTS, texts(answer.segments())));
  }

  /** Returns the marker of a response that is not, or no longer, an answer of this journey. */
  public static AttributeValue marker(long rev, Instant since) {
    return AttributeValue.fromM(
        Map.of(ItemAttribute.REV, number(rev), ItemAttribute.GONE, number(since.getEpochSecond())));
  }

  /**
   * Returns the readable entries of a journey, by the response's id; empty if the journey is
   * overflowed.
   */
  public static SortedMap<String, Entry> entries(Map<String, AttributeValue> journey) {
    SortedMap<String, Entry> entries = new TreeMap<>();
    stored(journey)
        .forEach((id, value) -> entry(id, value).ifPresent(entry -> entries.put(id, entry)));
    return entries;
  }

  /** Returns the readable part of a journey, for display. ImageJudge decides what is counted. */
  public static CountedJourney readable(Map<String, AttributeValue> journey) {
    return new CountedJourney(
        optionalText(journey, ItemAttribute.PROJECT).orElse(""),
        optionalNumber(journey, ItemAttribute.EPOCH).orElse(0),
        entries(journey).values().stream().flatMap(entry -> entry.answer().stream()).toList());
  }

  /**
   * Returns whether a journey is well formed: it accepts entries, or it is overflowed and takes no
   * entries.
   */
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
