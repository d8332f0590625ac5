package dev.seveneight.query;

import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.shared.nps.Category;
import dev.seveneight.shared.nps.ScoreCounts;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.tally.ScoreCounters;
import dev.seveneight.shared.tally.TallyKey;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads tallies. What a question costs grows with the days that it spans, never with the responses
 * that they hold.
 */
final class TallyTable {
  /** The longest partition key that DynamoDB takes, in bytes. */
  private static final int LONGEST_PARTITION = 2_048;

  private static final String IN_PLACES = "pk = :partition AND sk BETWEEN :first AND :last";

  private final DynamoDbClient dynamo;
  private final String table;

  TallyTable(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /** The scores of a segment's responses of these days. */
  ScoreTally scores(String project, Segment segment, DayRange range) {
    String partition = TallyKey.partition(project, segment.key());
    if (partition.getBytes(StandardCharsets.UTF_8).length > LONGEST_PARTITION) {
      // Nothing can be counted there, and asking for it would fail.
      return ScoreTally.NONE;
    }
    ScoreTally sum = ScoreTally.NONE;
    for (ReadPlan.Piece piece : ReadPlan.of(range)) {
      sum = sum.plus(read(partition, piece));
    }
    return sum;
  }

  private ScoreTally read(String partition, ReadPlan.Piece piece) {
    Map<String, Long> byName = new HashMap<>();
    dynamo
        .queryPaginator(
            query ->
                query
                    .tableName(table)
                    .keyConditionExpression(IN_PLACES)
                    .expressionAttributeValues(
                        Map.of(
                            ":partition", text(partition),
                            ":first", text(TallyKey.place(Kind.SCORE, piece.unit(), piece.first())),
                            ":last", text(TallyKey.place(Kind.SCORE, piece.unit(), piece.last())))))
        .items()
        .forEach(tally -> sum(tally, byName));
    return tally(byName);
  }

  /**
   * Sums the counters of all epochs: while tallies are rebuilt, responses stand some in one and
   * some in the next.
   */
  private static void sum(Map<String, AttributeValue> tally, Map<String, Long> byName) {
    tally.forEach(
        (attribute, value) -> {
          int dot = attribute.indexOf('.');
          if (dot > 0 && value.n() != null) {
            byName.merge(attribute.substring(dot + 1), Long.parseLong(value.n()), Long::sum);
          }
        });
  }

  private static ScoreTally tally(Map<String, Long> byName) {
    long[] countOf = new long[Category.HIGHEST_SCORE + 1];
    for (int score = 0; score < countOf.length; score++) {
      countOf[score] = byName.getOrDefault(ScoreCounters.withScore(score), 0L);
    }
    return new ScoreTally(ScoreCounts.of(countOf), byName.getOrDefault(ScoreCounters.EXCLUDED, 0L));
  }
}
