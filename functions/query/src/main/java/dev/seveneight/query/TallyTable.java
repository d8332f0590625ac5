package dev.seveneight.query;

import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.tally.TallyKey;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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

  /** What a segment's tallies of a kind sum to. */
  Sums sum(String project, Segment segment, Kind kind, List<ReadPlan.Piece> pieces) {
    Map<String, Long> byName = new HashMap<>();
    for (ReadPlan.Piece piece : pieces) {
      read(project, segment, kind, piece)
          .forEach(tally -> Sums.add(tally, piece.isLess() ? -1 : 1, byName));
    }
    return new Sums(byName);
  }

  /**
   * A segment's tallies of a kind by the first day of each, days or months as the pieces have them;
   * those that there are.
   */
  SortedMap<LocalDate, Sums> byPeriod(
      String project, Segment segment, Kind kind, List<ReadPlan.Piece> pieces) {
    SortedMap<LocalDate, Sums> byFirstDay = new TreeMap<>();
    for (ReadPlan.Piece piece : pieces) {
      read(project, segment, kind, piece)
          .forEach(tally -> byFirstDay.put(firstDay(tally), Sums.of(tally)));
    }
    return byFirstDay;
  }

  private Iterable<Map<String, AttributeValue>> read(
      String project, Segment segment, Kind kind, ReadPlan.Piece piece) {
    String partition = TallyKey.partition(project, segment.key());
    if (partition.getBytes(StandardCharsets.UTF_8).length > LONGEST_PARTITION) {
      // Nothing can be counted there, and asking for it would fail.
      return List.of();
    }
    Map<String, AttributeValue> places =
        Map.of(
            ":partition", text(partition),
            ":first", text(TallyKey.place(kind, piece.unit(), piece.first())),
            ":last", text(TallyKey.place(kind, piece.unit(), piece.last())));
    return dynamo
        .queryPaginator(
            query ->
                query
                    .tableName(table)
                    .keyConditionExpression(IN_PLACES)
                    .expressionAttributeValues(places))
        .items();
  }

  private static LocalDate firstDay(Map<String, AttributeValue> tally) {
    return TallyKey.parse(textOf(tally, "pk"), textOf(tally, "sk")).period().firstDay();
  }
}
