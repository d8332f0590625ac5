package dev.seveneight.shared.store.ledger;

import dev.seveneight.shared.image.Image;
import dev.seveneight.shared.image.ImageJudge;
import dev.seveneight.shared.image.Stored;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Converts ledger items, as the DynamoDB client returns them, for the judge of images. */
public final class Images {
  private static final Stored.Bytes BYTES = new Stored.Bytes();
  private static final Stored.Other OTHER = new Stored.Other();

  private Images() {}

  /** Converts an item. */
  public static Image of(Map<String, AttributeValue> item) {
    return ImageJudge.judge(stored(item));
  }

  /** Converts a response's entry in the index by time. */
  public static Image ofEntry(Map<String, AttributeValue> entry) {
    return ImageJudge.judgeEntry(stored(entry));
  }

  /** Returns the ids of a journey's malformed entries. */
  public static SortedSet<String> brokenEntries(
      String project, Map<String, AttributeValue> journey) {
    SortedSet<String> broken = new TreeSet<>();
    AttributeValue answers = journey.get(JourneyItems.ANSWERS);
    if (answers != null && answers.hasM()) {
      answers
          .m()
          .forEach(
              (id, entry) -> {
                if (!ImageJudge.isJourneyEntry(project, id, stored(entry))) {
                  broken.add(id);
                }
              });
    }
    return broken;
  }

  private static Map<String, Stored> stored(Map<String, AttributeValue> item) {
    Map<String, Stored> stored = new HashMap<>();
    item.forEach((name, value) -> stored.put(name, stored(value)));
    return stored;
  }

  private static Stored stored(AttributeValue value) {
    return switch (value.type()) {
      case S -> new Stored.Text(value.s());
      case N -> new Stored.Numeral(value.n());
      case BOOL -> new Stored.Truth(value.bool());
      case B -> BYTES;
      case L -> new Stored.Elements(value.l().stream().map(Images::stored).toList());
      case M -> new Stored.Members(stored(value.m()));
      default -> OTHER;
    };
  }
}
