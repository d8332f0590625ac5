package dev.seveneight.ingest;

import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.number;

import dev.seveneight.shared.ledger.Content;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.segment.KnownValues;
import dev.seveneight.shared.store.ProjectTable;
import dev.seveneight.shared.store.ProjectTable.Listing;
import dev.seveneight.shared.store.Remembered;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * The lists of a project's dimensions and of their values. Each list is one item, so that whether
 * there is room is decided by one conditional write. A list that once had to refuse says so for
 * ever (until a rebuild): then what is refused later was refused from the beginning, and nothing is
 * counted in two places, also after the cap was raised or a value was removed.
 *
 * <p>Safe for use by several threads.
 */
final class KnownValuesTable {
  /** There is room, or it is listed already; and the list has never refused. */
  private static final String HAS_ROOM =
      "attribute_not_exists(#full) AND (attribute_not_exists(listed) OR contains(listed, :value)"
          + " OR size(listed) < :cap)";

  /** The list is as long as it may be. */
  private static final String IS_FULL = "size(listed) >= :cap";

  private static final Map<String, String> FULL = Map.of("#full", ProjectTable.FULL);

  private final DynamoDbClient dynamo;
  private final String table;
  private final Remembered<Map<String, AttributeValue>, Listing> listings;

  KnownValuesTable(
      DynamoDbClient dynamo, String table, ProjectTable projects, InstantSource clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.listings =
        new Remembered<>(clock, ProjectTable.REMEMBERED, key -> Optional.of(projects.listing(key)));
  }

  /** The lists of a project, which grow. */
  KnownValues of(Project project) {
    return new ListedValues(project) {
      @Override
      Listing listing(Map<String, AttributeValue> key) {
        return remembered(key);
      }

      @Override
      boolean takes(Map<String, AttributeValue> key, String value, int cap) {
        return KnownValuesTable.this.takes(key, value, cap);
      }
    };
  }

  /** Whether a response with this content would add to the project's lists. */
  boolean wouldGrow(Project project, Content content) {
    AtomicBoolean grows = new AtomicBoolean();
    KnownValues probe =
        new ListedValues(project) {
          @Override
          Listing listing(Map<String, AttributeValue> key) {
            return remembered(key);
          }

          @Override
          boolean takes(Map<String, AttributeValue> key, String value, int cap) {
            Listing listing = remembered(key);
            boolean isNew = !listing.listed().contains(value) && !listing.full();
            grows.compareAndSet(false, isNew);
            return isNew || listing.listed().contains(value);
          }
        };
    Intake.segments(project, content, probe);
    return grows.get();
  }

  /**
   * The lists of a project as they would grow: nothing is written. Not safe for several threads.
   */
  KnownValues rehearsalOf(Project project) {
    Map<Map<String, AttributeValue>, Listing> rehearsed = new HashMap<>();
    return new ListedValues(project) {
      @Override
      Listing listing(Map<String, AttributeValue> key) {
        return rehearsed.computeIfAbsent(
            key,
            absent -> {
              Listing now = remembered(key);
              return new Listing(new TreeSet<>(now.listed()), now.full());
            });
      }

      @Override
      boolean takes(Map<String, AttributeValue> key, String value, int cap) {
        Listing listing = listing(key);
        boolean room = !listing.full() && listing.listed().size() < cap;
        return listing.listed().contains(value) || (room && listing.listed().add(value));
      }
    };
  }

  private Listing remembered(Map<String, AttributeValue> key) {
    return listings.get(key).orElseThrow();
  }

  private boolean takes(Map<String, AttributeValue> key, String value, int cap) {
    Listing listing = remembered(key);
    if (listing.listed().contains(value)) {
      return true;
    }
    if (listing.full()) {
      return false;
    }
    return take(key, value, cap);
  }

  private boolean take(Map<String, AttributeValue> key, String value, int cap) {
    while (true) {
      try {
        Map<String, AttributeValue> grown =
            dynamo
                .updateItem(
                    update ->
                        update
                            .tableName(table)
                            .key(key)
                            .updateExpression("ADD listed :values")
                            .conditionExpression(HAS_ROOM)
                            .expressionAttributeNames(FULL)
                            .expressionAttributeValues(
                                Map.of(
                                    ":values", AttributeValue.fromSs(List.of(value)),
                                    ":value", AttributeValue.fromS(value),
                                    ":cap", number(cap)))
                            .returnValues(ReturnValue.ALL_NEW)
                            .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .attributes();
        listings.put(key, ProjectTable.listingOf(grown));
        return true;
      } catch (ConditionalCheckFailedException e) {
        Listing listing = ProjectTable.listingOf(e.item());
        if (listing.listed().contains(value) || listing.full()) {
          listings.put(key, listing);
          return listing.listed().contains(value);
        }
      }
      if (closes(key, cap)) {
        return false;
      }
      // A value was removed between the two writes: there is room again, and nothing was refused
      // yet.
    }
  }

  private boolean closes(Map<String, AttributeValue> key, int cap) {
    try {
      Map<String, AttributeValue> closed =
          dynamo
              .updateItem(
                  update ->
                      update
                          .tableName(table)
                          .key(key)
                          .updateExpression("SET #full = :full")
                          .conditionExpression(IS_FULL)
                          .expressionAttributeNames(FULL)
                          .expressionAttributeValues(
                              Map.of(":full", flag(true), ":cap", number(cap)))
                          .returnValues(ReturnValue.ALL_NEW))
              .attributes();
      listings.put(key, ProjectTable.listingOf(closed));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }
}
