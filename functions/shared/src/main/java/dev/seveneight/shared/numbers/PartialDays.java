package dev.seveneight.shared.numbers;

import dev.seveneight.shared.image.Image;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.store.ledger.Images;
import dev.seveneight.shared.tally.CountedResponse;
import dev.seveneight.shared.tally.ScoreCounters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The responses of the partial days at both ends of a range, which have no tallies. They are read
 * once and counted for each segment of the reply. Immutable.
 */
final class PartialDays {
  /** The partial days of a range of whole days. */
  static final PartialDays NONE = new PartialDays(List.of());

  private final List<Entry> entries;

  private record Entry(String counter, String comment, List<String> segments) {}

  private PartialDays(List<Entry> entries) {
    this.entries = entries;
  }

  /**
   * Returns the partial days with these entries of the index by time. An invalid entry is not
   * counted, like in the tallies.
   */
  static PartialDays of(List<Map<String, AttributeValue>> entries) {
    List<Entry> read = new ArrayList<>(entries.size());
    for (Map<String, AttributeValue> entry : entries) {
      if (Images.ofEntry(entry) instanceof Image.Response response) {
        response.said().ifPresent(said -> read.add(entry(said.counted())));
      }
    }
    return new PartialDays(read);
  }

  private static Entry entry(CountedResponse response) {
    boolean excluded = response.isExcluded();
    boolean comments = !excluded && response.hasComment();
    return new Entry(
        excluded ? ScoreCounters.EXCLUDED : ScoreCounters.withScore(response.score()),
        comments ? ScoreCounters.withComment(response.score()) : "",
        response.segments());
  }

  /** Returns the counters of a segment's responses, in the form of a tally's counters. */
  CounterSums of(Segment segment) {
    String key = segment.key();
    Map<String, Long> byName = new HashMap<>();
    for (Entry entry : entries) {
      if (entry.segments().contains(key)) {
        byName.merge(entry.counter(), 1L, Long::sum);
        byName.merge(entry.comment(), 1L, Long::sum);
      }
    }
    byName.remove("");
    return new CounterSums(byName);
  }
}
