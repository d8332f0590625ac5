package dev.seveneight.shared.image;

import dev.seveneight.shared.image.ImageJudge.ItemKey;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.nps.Category;
import dev.seveneight.shared.tally.CountedJourney;
import dev.seveneight.shared.tally.JourneyAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges the item of a person's journey. */
final class JourneyJudge {
  private static final String LISTED_AS = "#journey-with-markers";

  private JourneyJudge() {}

  static Image image(ItemReader item, ItemKey key) throws FlawException {
    item.expect(ItemAttribute.PERSON, ItemReader.requireId(ItemAttribute.PERSON, key.id()));
    item.positive(ItemAttribute.REV);
    if (item.has(ItemAttribute.LISTING)) {
      item.expect(ItemAttribute.LISTING, key.project() + LISTED_AS);
      item.text(ItemAttribute.LISTED_AT);
    }
    List<JourneyAnswer> answers = new ArrayList<>();
    boolean isOverflowed = item.isSet(ItemAttribute.OVERFLOWED);
    for (Map.Entry<String, Stored> entry : item.members(ItemAttribute.ANSWERS).entrySet()) {
      entry(key.project(), entry.getKey(), entry.getValue())
          .filter(answer -> !isOverflowed)
          .ifPresent(answers::add);
    }
    if (answers.size() > CountedJourney.MOST_ANSWERS) {
      throw new FlawException("answers has more entries than a journey holds");
    }
    return new Image.Journey(
        new CountedJourney(key.project(), item.positive(ItemAttribute.EPOCH), answers));
  }

  /** Returns the answer in an entry; empty if it is the marker of an answer that was removed. */
  static Optional<JourneyAnswer> entry(String project, String response, Stored value)
      throws FlawException {
    ItemReader.requireId(ItemAttribute.ANSWERS, response);
    if (!(value instanceof Stored.Members members)) {
      throw new FlawException("answers has an entry that is not a map");
    }
    ItemReader entry = new ItemReader(members.members());
    entry.positive(ItemAttribute.REV);
    if (entry.has(ItemAttribute.GONE)) {
      entry.whole(ItemAttribute.GONE);
      return Optional.empty();
    }
    long time = entry.whole(ItemAttribute.TIME);
    long score = entry.whole(ItemAttribute.SCORE);
    if (score > Category.HIGHEST_SCORE) {
      throw new FlawException("score is not within 0 to 10");
    }
    return Optional.of(
        new JourneyAnswer(
            response,
            time,
            entry.dayOf(time),
            (int) score,
            SegmentList.of(project, entry.elements(ItemAttribute.SEGMENTS))));
  }
}
