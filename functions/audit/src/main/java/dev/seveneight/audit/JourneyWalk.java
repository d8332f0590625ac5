package dev.seveneight.audit;

import static dev.seveneight.shared.store.Attributes.isSet;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.numberOf;
import static dev.seveneight.shared.store.Attributes.optionalText;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.Parallel;
import dev.seveneight.shared.ledger.ResponseId;
import dev.seveneight.shared.store.JourneyItems;
import dev.seveneight.shared.store.JourneyItems.Entry;
import dev.seveneight.shared.store.LedgerItems;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * Moves the journeys of a project's people into the epoch of a rebuild, and takes out of them what
 * the responses do not say any more. Answers that a journey lacks are not put in here: moving their
 * responses has the aggregate function write them again.
 */
final class JourneyWalk {
  /** How many people a page holds. */
  private static final int PAGE = 100;

  /** How many items a read of several may ask for. */
  private static final int MOST_KEYS = 100;

  private static final Duration BETWEEN_READS = Duration.ofMillis(100);

  /** How many entries one update replaces: its expression has a bound. The next walk does more. */
  private static final int MOST_MARKERS = 100;

  /** Nobody has written the journey since it was read. */
  private static final String IS_AS_READ = "#rev = :rev";

  private static final String MOVE = "SET epoch = :epoch, #rev = :next";

  private final DynamoDbClient dynamo;
  private final String table;
  private final Parallel parallel;
  private final Pause pause;
  private final InstantSource clock;

  JourneyWalk(
      DynamoDbClient dynamo, String table, Parallel parallel, Pause pause, InstantSource clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.parallel = parallel;
    this.pause = pause;
    this.clock = clock;
  }

  /**
   * What a journey needs.
   *
   * @param journey as it was read
   * @param epoch the epoch that it is to be in
   * @param wrong the entries that are no answers of this journey, with the revision that says so
   */
  record Need(Map<String, AttributeValue> journey, long epoch, SortedMap<String, Long> wrong) {
    /**
     * Whether a later walk has to see that it was met. Not for a few wrong entries: they are
     * replaced in this walk, and while answers are deleted or left out, each walk meets some whose
     * record is still on its way.
     */
    boolean asksForAnotherWalk() {
      return numberOf(journey, "epoch") < epoch || wrong.size() > MOST_MARKERS;
    }
  }

  /**
   * What was done.
   *
   * @param moved journeys that are in the epoch by this
   * @param repaired journeys that had an entry that was wrong
   */
  record Done(long moved, long repaired) {}

  /** The page of people that a job has come to. */
  Page page(Job job) {
    return Page.read(
        dynamo,
        QueryRequest.builder()
            .tableName(table)
            .indexName("ByTime")
            .keyConditionExpression("listing = :listing")
            .expressionAttributeValues(
                Map.of(":listing", text(LedgerItems.listing(job.project(), LedgerItems.PERSON))))
            .limit(PAGE),
        job);
  }

  /** What the journeys of a page's people need. */
  List<Need> needs(Page page, String project, long epoch) {
    return parallel
        .map(
            page.entries(),
            entry -> {
              String person = LedgerItems.idOf(textOf(entry, "listed_at"));
              return need(read(LedgerItems.journeyKey(project, person)), epoch);
            })
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** Does what journeys need. */
  Done meet(List<Need> needs) {
    long moved = 0;
    long repaired = 0;
    for (Done done : parallel.map(needs, this::meet)) {
      moved += done.moved();
      repaired += done.repaired();
    }
    return new Done(moved, repaired);
  }

  /** Empty if there is no such journey, which is so when the person was erased. */
  private Optional<Need> need(Map<String, AttributeValue> journey, long epoch) {
    if (journey.isEmpty()) {
      return Optional.empty();
    }
    SortedMap<String, Long> wrong = wrong(journey);
    return wrong.isEmpty() && numberOf(journey, "epoch") >= epoch
        ? Optional.empty()
        : Optional.of(new Need(journey, epoch, wrong));
  }

  private SortedMap<String, Long> wrong(Map<String, AttributeValue> journey) {
    String project = textOf(journey, "project");
    String person = textOf(journey, "person");
    SortedMap<String, Entry> answers = JourneyItems.entries(journey);
    answers.values().removeIf(entry -> entry.answer().isEmpty());
    Map<String, Map<String, AttributeValue>> responses = responses(project, answers.keySet());
    SortedMap<String, Long> wrong = new TreeMap<>();
    answers.forEach(
        (id, entry) -> {
          Map<String, AttributeValue> response = responses.getOrDefault(id, Map.of());
          if (response.isEmpty()) {
            wrong.put(id, entry.rev() + 1);
          } else if (isSet(response, LedgerItems.GONE)
              || response.containsKey("excluded")
              || optionalText(response, "person").filter(person::equals).isEmpty()) {
            wrong.put(id, numberOf(response, "rev"));
          }
        });
    return wrong;
  }

  /** The responses of these ids as they are now, as far as they are there. */
  private Map<String, Map<String, AttributeValue>> responses(String project, Iterable<String> ids) {
    List<Map<String, AttributeValue>> keys = new ArrayList<>();
    ids.forEach(id -> keys.add(key(LedgerItems.responseKey(project, new ResponseId(id)))));
    Map<String, Map<String, AttributeValue>> found = new HashMap<>();
    for (int i = 0; i < keys.size(); i += MOST_KEYS) {
      Map<String, KeysAndAttributes> left =
          Map.of(table, wanted(keys.subList(i, Math.min(keys.size(), i + MOST_KEYS))));
      while (!left.isEmpty()) {
        Map<String, KeysAndAttributes> asked = left;
        BatchGetItemResponse answer = dynamo.batchGetItem(get -> get.requestItems(asked));
        answer
            .responses()
            .getOrDefault(table, List.of())
            .forEach(item -> found.put(textOf(item, "id"), item));
        left = answer.unprocessedKeys();
        if (!left.isEmpty()) {
          // What is left is what the store could not read at that rate.
          pause.take(BETWEEN_READS);
        }
      }
    }
    return found;
  }

  private static KeysAndAttributes wanted(List<Map<String, AttributeValue>> keys) {
    return KeysAndAttributes.builder()
        .keys(keys)
        .consistentRead(true)
        .projectionExpression("id, rev, gone, excluded, person")
        .build();
  }

  private Done meet(Need first) {
    Optional<Need> need = Optional.of(first);
    while (need.isPresent()) {
      try {
        write(need.get());
        return new Done(
            numberOf(need.get().journey(), "epoch") < first.epoch() ? 1 : 0,
            need.get().wrong().isEmpty() ? 0 : 1);
      } catch (ConditionalCheckFailedException e) {
        need = need(e.item(), first.epoch());
      } catch (TransactionConflictException e) {
        need = need(read(textOf(first.journey(), LedgerItems.KEY)), first.epoch());
      }
    }
    return new Done(0, 0);
  }

  private void write(Need need) {
    Map<String, AttributeValue> journey = need.journey();
    long rev = numberOf(journey, "rev");
    Map<String, String> names = new HashMap<>();
    Map<String, AttributeValue> values = new HashMap<>();
    StringBuilder expression = new StringBuilder(MOVE);
    names.put("#rev", "rev");
    values.put(":rev", number(rev));
    values.put(":next", number(rev + 1));
    values.put(":epoch", number(Math.max(need.epoch(), numberOf(journey, "epoch"))));
    Instant now = clock.instant();
    int place = 0;
    for (Map.Entry<String, Long> entry : need.wrong().entrySet()) {
      if (place == MOST_MARKERS) {
        break;
      }
      names.put("#" + place, entry.getKey());
      values.put(":" + place, JourneyItems.marker(entry.getValue(), now));
      expression.append(", answers.#").append(place).append(" = :").append(place);
      place++;
    }
    if (place > 0) {
      // Listed, so that the markers are found and removed.
      String project = textOf(journey, "project");
      String person = textOf(journey, "person");
      values.put(":listing", text(LedgerItems.listing(project, JourneyItems.WITH_MARKERS)));
      values.put(":at", text(LedgerItems.listedAt(now.getEpochSecond(), person)));
      expression.append(", listing = :listing, listed_at = :at");
    }
    dynamo.updateItem(
        update ->
            update
                .tableName(table)
                .key(key(textOf(journey, LedgerItems.KEY)))
                .updateExpression(expression.toString())
                .conditionExpression(IS_AS_READ)
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
  }

  private Map<String, AttributeValue> read(String key) {
    return dynamo.getItem(get -> get.tableName(table).key(key(key)).consistentRead(true)).item();
  }

  private static Map<String, AttributeValue> key(String key) {
    return Map.of(LedgerItems.KEY, text(key));
  }
}
