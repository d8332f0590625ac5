package dev.seveneight.shared.image;

import dev.seveneight.shared.image.ImageJudge.ItemKey;
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
    item.expect("person", ItemReader.requireId("person", key.id()));
    item.positive("rev");
    if (item.has("listing")) {
      item.expect("listing", key.project() + LISTED_AS);
      item.text("listed_at");
    }
    List<JourneyAnswer> answers = new ArrayList<>();
    boolean isOverflowed = item.isSet("overflowed");
    for (Map.Entry<String, Stored> entry : item.members("answers").entrySet()) {
      entry(key.project(), entry.getKey(), entry.getValue())
          .filter(answer -> !isOverflowed)
          .ifPresent(answers::add);
    }
    if (answers.size() > CountedJourney.MOST_ANSWERS) {
      throw new FlawException("answers has more entries than a journey holds");
    }
    return new Image.Journey(new CountedJourney(key.project(), item.positive("epoch"), answers));
  }

  /** The answer that an entry says; empty if it is the marker of one that is gone. */
  static Optional<JourneyAnswer> entry(String project, String response, Stored value)
      throws FlawException {
    ItemReader.requireId("answers", response);
    if (!(value instanceof Stored.Members members)) {
      throw new FlawException("answers has an entry that is not a map");
    }
    ItemReader entry = new ItemReader(members.members());
    entry.positive("rev");
    if (entry.has("gone")) {
      entry.whole("gone");
      return Optional.empty();
    }
    long time = entry.whole("time");
    long score = entry.whole("score");
    if (score > Category.HIGHEST_SCORE) {
      throw new FlawException("score is not within 0 to 10");
    }
    return Optional.of(
        new JourneyAnswer(
            response,
            time,
            entry.dayOf(time),
            (int) score,
            SegmentList.of(project, entry.elements("segments"))));
  }
}
