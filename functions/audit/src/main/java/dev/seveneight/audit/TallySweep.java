package dev.seveneight.audit;

import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.Parallel;
import dev.seveneight.shared.store.ChangedDays;
import dev.seveneight.shared.store.ShardProgress;
import dev.seveneight.shared.store.TallyItems;
import dev.seveneight.shared.stream.Mark;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.tally.TallyKey;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Takes out of a project's tallies what they hold in epochs in which nothing lives any more, found
 * by the index of the project's days: a tally may be of a segment that no response has any more.
 */
final class TallySweep {
  /** How many tallies a page holds. */
  private static final int PAGE = 100;

  private final DynamoDbClient dynamo;
  private final String table;
  private final ShardProgress progress;
  private final ChangedDays changedDays;
  private final Parallel parallel;
  private final InstantSource clock;

  TallySweep(
      DynamoDbClient dynamo,
      String table,
      ShardProgress progress,
      ChangedDays changedDays,
      Parallel parallel,
      InstantSource clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.progress = progress;
    this.changedDays = changedDays;
    this.parallel = parallel;
    this.clock = clock;
  }

  /**
   * A tally and what is to be done to it.
   *
   * @param tally which tally
   * @param correction what is to be done to it
   */
  record Found(TallyKey tally, TallyCorrection correction) {}

  /** The page of tallies that a job has come to. */
  Page page(Job job) {
    return Page.read(
        dynamo,
        QueryRequest.builder()
            .tableName(table)
            .indexName("ByDay")
            .keyConditionExpression("#project = :project")
            .expressionAttributeNames(Map.of("#project", "project"))
            .expressionAttributeValues(Map.of(":project", text(job.project())))
            .limit(PAGE),
        job);
  }

  /**
   * Says where every shard stands that is folded in up to here: what comes again of it is not
   * counted any more, also by tallies that have never counted anything of it. The marks that {@link
   * #found} asks for are these places.
   */
  void drawFences() {
    progress.ofAll().forEach(progress::fence);
  }

  /**
   * The tallies of a page in which nothing lives in older epochs any more, and that still hold
   * something there or have a mark before the fences.
   */
  List<Found> found(Page page, Job job, long epoch) {
    RebuiltDays days = RebuiltDays.of(job);
    Map<String, Mark> marks = marks();
    List<TallyKey> tallies =
        page.entries().stream()
            .map(entry -> TallyKey.parse(textOf(entry, "pk"), textOf(entry, "sk")))
            // All journeys were moved, and of the responses those of the days.
            .filter(tally -> tally.kind() != Kind.SCORE || days.contains(tally.period()))
            .toList();
    return parallel
        .map(tallies, tally -> new Found(tally, TallyCorrection.of(read(tally), epoch, marks)))
        .stream()
        .filter(found -> !found.correction().isDone())
        .toList();
  }

  /** Corrects tallies. */
  void correct(String project, List<Found> found, long epoch) {
    if (found.isEmpty()) {
      return;
    }
    Map<String, Mark> marks = marks();
    // Before the marks: the nightly run strips the marks of the days that it finds there.
    changedDays.note(
        project,
        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
        found.stream()
            .map(each -> each.tally().period().firstDay().toString())
            .collect(Collectors.toCollection(TreeSet::new)));
    parallel.map(found, each -> correct(each, epoch, marks));
  }

  private Found correct(Found found, long epoch, Map<String, Mark> marks) {
    TallyCorrection correction = found.correction();
    while (!correction.isDone()) {
      Map<String, AttributeValue> item;
      try {
        write(found.tally(), correction.update());
        item = correction.after();
      } catch (ConditionalCheckFailedException e) {
        // The aggregate function has counted something meanwhile.
        item = e.item();
      }
      correction = TallyCorrection.of(item, epoch, marks);
    }
    return found;
  }

  private void write(TallyKey tally, TallyCorrection.Update update) {
    dynamo.updateItem(
        request -> {
          request
              .tableName(table)
              .key(TallyItems.key(tally))
              .updateExpression(update.expression())
              .conditionExpression(update.condition())
              .expressionAttributeNames(update.names())
              .expressionAttributeValues(update.values())
              .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        });
  }

  /** The marks of a tally that has counted everything up to the fences. */
  private Map<String, Mark> marks() {
    Instant now = clock.instant();
    Map<String, Mark> marks = new HashMap<>();
    progress
        .ofAll()
        .forEach(
            shard ->
                shard
                    .fence()
                    .map(fence -> Mark.of(fence, shard.time()))
                    .filter(mark -> !mark.isOutlived(now))
                    .ifPresent(mark -> marks.put(shard.shard().markName(), mark)));
    return marks;
  }

  private Map<String, AttributeValue> read(TallyKey tally) {
    return dynamo
        .getItem(get -> get.tableName(table).key(TallyItems.key(tally)).consistentRead(true))
        .item();
  }
}
