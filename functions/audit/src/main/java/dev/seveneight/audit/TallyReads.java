package dev.seveneight.audit;

import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.store.TallyItems;
import dev.seveneight.shared.tally.TallyKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Finds and reads the tallies of a project, also those of segments that no response is in any more.
 * Safe for use by several threads.
 */
final class TallyReads {
  private static final String BY_DAY = "ByDay";

  private static final String IN_DAYS = "#project = :project AND #day BETWEEN :first AND :last";

  private static final Map<String, String> NAMES = Map.of("#project", "project", "#day", "day");

  /** Before and after all days and months, which begin with a digit. */
  private static final String BEFORE_ALL = "/";

  private static final String AFTER_ALL = ":";

  private final DynamoDbClient dynamo;
  private final String table;
  private final ConsistentReads reads;

  TallyReads(DynamoDbClient dynamo, String table, ConsistentReads reads) {
    this.dynamo = dynamo;
    this.table = table;
    this.reads = reads;
  }

  /**
   * The keys of tallies whose day or month is between these two, a page of them. A month sorts
   * before its days.
   */
  IndexPage keys(
      String project, String first, String last, Optional<Map<String, Object>> from, int most) {
    return IndexPage.read(dynamo, byDay(project, first, last).limit(most), from);
  }

  /** All tallies whose day or month is between these two. */
  Set<TallyKey> between(String project, String first, String last) {
    Set<TallyKey> tallies = new HashSet<>();
    dynamo
        .queryPaginator(byDay(project, first, last).build())
        .items()
        .forEach(entry -> tallies.add(tallyOf(entry)));
    return tallies;
  }

  /** The first day or month of which there is a tally. */
  Optional<String> first(String project) {
    return end(project, true);
  }

  /** The last day or month of which there is a tally. */
  Optional<String> last(String project) {
    return end(project, false);
  }

  /** The items of these tallies as they are now; those that are not there are left out. */
  Map<TallyKey, Map<String, AttributeValue>> items(Collection<TallyKey> tallies) {
    Map<TallyKey, Map<String, AttributeValue>> found = new HashMap<>();
    reads
        .items(tallies.stream().map(TallyItems::key).toList())
        .forEach(item -> found.put(tallyOf(item), item));
    return found;
  }

  /** The tally whose key an item or an entry of the index has. */
  static TallyKey tallyOf(Map<String, AttributeValue> item) {
    return TallyKey.parse(textOf(item, "pk"), textOf(item, "sk"));
  }

  private Optional<String> end(String project, boolean first) {
    return dynamo
        .query(byDay(project, BEFORE_ALL, AFTER_ALL).scanIndexForward(first).limit(1).build())
        .items()
        .stream()
        .findFirst()
        .map(entry -> textOf(entry, "day"));
  }

  private QueryRequest.Builder byDay(String project, String first, String last) {
    return QueryRequest.builder()
        .tableName(table)
        .indexName(BY_DAY)
        .keyConditionExpression(IN_DAYS)
        .expressionAttributeNames(NAMES)
        .expressionAttributeValues(
            Map.of(":project", text(project), ":first", text(first), ":last", text(last)));
  }
}
