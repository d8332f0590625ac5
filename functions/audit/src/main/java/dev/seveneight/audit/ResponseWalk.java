package dev.seveneight.audit;

import static dev.seveneight.shared.store.Attributes.isSet;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.numberOf;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;
import static dev.seveneight.shared.store.Attributes.texts;

import dev.seveneight.shared.Parallel;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.LedgerItems;
import dev.seveneight.shared.store.ProjectTable;
import dev.seveneight.shared.store.ValueListTable;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Moves a project's responses into the epoch of a rebuild. Each move is a change like any other to
 * the stream: it takes the response out of the tallies of the old epoch and puts it into those of
 * the new one. What it says, and when it was changed last, stay as they are.
 */
final class ResponseWalk {
  /** How many responses a page holds. */
  private static final int PAGE = 500;

  private static final String IN_TIME = "listing = :listing AND listed_at BETWEEN :first AND :last";

  /** Nobody has written the response since it was read, and it was not moved before. */
  private static final String IS_AS_READ_AND_BEHIND = "rev = :rev AND epoch < :epoch";

  private static final String MOVE = "SET epoch = :epoch, rev = :next";
  private static final String AND_SEGMENT = ", #segments = :segments";

  private final DynamoDbClient dynamo;
  private final String table;
  private final ProjectTable projects;
  private final ValueListTable knownValues;
  private final Parallel parallel;

  ResponseWalk(
      DynamoDbClient dynamo,
      String table,
      ProjectTable projects,
      ValueListTable knownValues,
      Parallel parallel) {
    this.dynamo = dynamo;
    this.table = table;
    this.projects = projects;
    this.knownValues = knownValues;
    this.parallel = parallel;
  }

  /** The page of responses that a job has come to. */
  Page page(Job job) {
    RebuiltDays days = RebuiltDays.of(job);
    return Page.read(
        dynamo,
        QueryRequest.builder()
            .tableName(table)
            .indexName("ByTime")
            .keyConditionExpression(IN_TIME)
            .expressionAttributeValues(
                Map.of(
                    ":listing", text(LedgerItems.listing(job.project(), LedgerItems.RESPONSE)),
                    ":first", text(days.firstPlace()),
                    ":last", text(days.lastPlace())))
            .limit(PAGE),
        job);
  }

  /** Those of a page that are to be moved, as far as the index knows. */
  static List<Map<String, AttributeValue>> behind(Page page, Job job, long epoch) {
    RebuiltDays days = RebuiltDays.of(job);
    return page.entries().stream()
        .filter(entry -> numberOf(entry, "epoch") < epoch)
        .filter(entry -> days.contains(LocalDate.parse(textOf(entry, "day"))))
        .toList();
  }

  /**
   * Moves responses.
   *
   * @param segmentAnew whether to derive their segments from the project's settings again
   * @return how many were moved by this
   */
  long move(
      String project, List<Map<String, AttributeValue>> entries, long epoch, boolean segmentAnew) {
    return parallel
        .map(
            entries,
            entry ->
                segmentAnew
                    ? moveAnew(projects.project(project), textOf(entry, LedgerItems.KEY), epoch)
                    : move(entry, epoch))
        .stream()
        .filter(moved -> moved)
        .count();
  }

  private boolean move(Map<String, AttributeValue> entry, long epoch) {
    Map<String, AttributeValue> item = entry;
    while (isBehind(item, epoch)) {
      try {
        update(textOf(entry, LedgerItems.KEY), numberOf(item, "rev"), epoch, Map.of());
        return true;
      } catch (ConditionalCheckFailedException e) {
        item = e.item();
      } catch (TransactionConflictException e) {
        // It is being written this moment.
        item = read(textOf(entry, LedgerItems.KEY));
      }
    }
    return false;
  }

  private boolean moveAnew(Project project, String key, long epoch) {
    Map<String, AttributeValue> item = read(key);
    while (isBehind(item, epoch)) {
      SurveyResponse response = LedgerItems.response(item).orElseThrow();
      List<String> segments =
          response.content().segments(project.settings().segmentRules(), knownValues.of(project));
      try {
        update(key, response.rev(), epoch, Map.of(":segments", texts(segments)));
        return true;
      } catch (ConditionalCheckFailedException e) {
        item = e.item();
      } catch (TransactionConflictException e) {
        item = read(key);
      }
    }
    return false;
  }

  /** What is left of a deleted response counts nothing in any epoch. */
  private static boolean isBehind(Map<String, AttributeValue> item, long epoch) {
    return !item.isEmpty() && !isSet(item, LedgerItems.GONE) && numberOf(item, "epoch") < epoch;
  }

  private void update(String key, long rev, long epoch, Map<String, AttributeValue> segments) {
    Map<String, AttributeValue> values = new HashMap<>(segments);
    values.put(":epoch", number(epoch));
    values.put(":rev", number(rev));
    values.put(":next", number(rev + 1));
    UpdateItemRequest.Builder update =
        UpdateItemRequest.builder()
            .tableName(table)
            .key(Map.of(LedgerItems.KEY, text(key)))
            .updateExpression(segments.isEmpty() ? MOVE : MOVE + AND_SEGMENT)
            .conditionExpression(IS_AS_READ_AND_BEHIND)
            .expressionAttributeValues(values)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    if (!segments.isEmpty()) {
      update.expressionAttributeNames(Map.of("#segments", "segments"));
    }
    dynamo.updateItem(update.build());
  }

  private Map<String, AttributeValue> read(String key) {
    return dynamo
        .getItem(
            get ->
                get.tableName(table).key(Map.of(LedgerItems.KEY, text(key))).consistentRead(true))
        .item();
  }
}
