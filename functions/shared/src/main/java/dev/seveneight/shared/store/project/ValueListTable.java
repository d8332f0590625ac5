package dev.seveneight.shared.store.project;

import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.ledger.Content;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.project.Settings;
import dev.seveneight.shared.segment.ListChange;
import dev.seveneight.shared.segment.ListName;
import dev.seveneight.shared.segment.SegmentPlan;
import dev.seveneight.shared.segment.Share;
import dev.seveneight.shared.segment.ValueList;
import dev.seveneight.shared.segment.ValueLists;
import dev.seveneight.shared.store.Cached;
import dev.seveneight.shared.store.ItemQuery;
import dev.seveneight.shared.store.ItemRefusedException;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.ItemUpdate;
import dev.seveneight.shared.store.LedgerTiming;
import dev.seveneight.shared.store.WriteCondition;
import dev.seveneight.shared.store.WriteResult;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The lists of a project's dimensions and of their values. Each list is one item, so that one
 * conditional write decides whether there is room. A list that has rejected a value is marked as
 * full until a rebuild. So a value that is rejected later was rejected from the beginning, and
 * nothing is counted in two places, also after the cap was raised or a value was removed.
 *
 * <p>Lists are cached for {@link LedgerTiming#CACHE_LIFETIME}. Safe for use by several threads and
 * functions. A request that is repeated after a failure may note a value twice, which makes it less
 * likely that a property is closed.
 */
public final class ValueListTable {
  /**
   * There is room, or the value is listed already; the list has never rejected a value, and the
   * value is not closed.
   */
  private static final WriteCondition HAS_ROOM =
      WriteCondition.of(
              "attribute_not_exists(#full) AND (attribute_not_exists(listed)"
                  + " OR contains(listed, :value) OR size(listed) < :cap)"
                  + " AND (attribute_not_exists(closed) OR NOT contains(closed, :value))")
          .named("#full", ProjectTable.FULL);

  /** The list has its maximum length, and does not have the value. */
  private static final WriteCondition HAS_NO_ROOM =
      WriteCondition.of("size(listed) >= :cap AND NOT contains(listed, :value)");

  /** The watch has not seen enough responses. */
  private static final WriteCondition IS_WATCHED =
      WriteCondition.of("attribute_not_exists(seen) OR seen < :watched")
          .with(":watched", number(ValueList.WATCHED));

  /** The property is a dimension. */
  private static final WriteCondition IS_LISTED = WriteCondition.of("contains(listed, :value)");

  /** The watch has not ended, and the property was not restored. */
  private static final WriteCondition IS_NOT_ENDED = WriteCondition.of("attribute_exists(early)");

  /** The list exists and was not opened under this name. */
  private static final WriteCondition IS_NOT_OPENED =
      WriteCondition.of(
          "attribute_exists(pk) AND (attribute_not_exists(opening) OR opening <> :opening)");

  private static final String OPENING = "opening";

  /**
   * The length of a hash. With this length, two of a hundred values hardly ever have the same hash.
   */
  private static final int HASH_BYTES = 6;

  private final ItemTable items;
  private final ProjectTable projects;
  private final InstantSource clock;
  private final Cached<Map<String, AttributeValue>, ValueList> lists;

  /** Keeps the lists in the table of projects. */
  public ValueListTable(
      DynamoDbClient dynamo, String table, ProjectTable projects, InstantSource clock) {
    this.items = new ItemTable(dynamo, table);
    this.projects = projects;
    this.clock = clock;
    this.lists =
        new Cached<>(
            clock, LedgerTiming.CACHE_LIFETIME, key -> Optional.of(projects.valueList(key)));
  }

  /** Returns the lists of a project. */
  public ValueLists of(Project project) {
    return new Stored(project);
  }

  /**
   * Returns the project as cached. If it is not cached, one request reads it together with the
   * lists that a response with this content may depend on.
   */
  public Project project(String id, Content content, Share share) {
    if (projects.ifRemembered(id).isEmpty()) {
      // The settings are not known yet: most projects have no others.
      SegmentPlan plan = content.segmentPlan(Settings.DEFAULT.segmentRules(), share);
      List<Map<String, AttributeValue>> missing =
          notCached(id, plan.missingLists(cachedProperties(id)));
      readAhead(() -> projects.valueListsAndProject(id, missing));
    }
    return projects.project(id);
  }

  private Map<ListName, ValueList> cachedProperties(String project) {
    return lists
        .ifRemembered(key(project, ListName.PROPERTIES))
        .map(list -> Map.of(ListName.PROPERTIES, list))
        .orElse(Map.of());
  }

  /** Returns the keys of those of the lists that are not cached. */
  private List<Map<String, AttributeValue>> notCached(String project, Set<ListName> names) {
    return names.stream()
        .map(name -> key(project, name))
        .filter(key -> lists.ifRemembered(key).isEmpty())
        .toList();
  }

  private void readAhead(Supplier<Map<Map<String, AttributeValue>, ValueList>> reading) {
    Instant asked = clock.instant();
    reading.get().forEach((key, list) -> lists.put(key, list, asked));
  }

  private static Map<String, AttributeValue> key(String project, ListName list) {
    return list.dimension()
        .map(dimension -> ProjectTable.valuesKey(project, dimension))
        .orElseGet(() -> ProjectTable.namesKey(project));
  }

  /** The lists of one project. */
  private final class Stored implements ValueLists {
    private final Project project;

    Stored(Project project) {
      this.project = project;
    }

    @Override
    public ValueList read(ListName list) {
      return lists.get(key(list)).orElseThrow();
    }

    @Override
    public Map<ListName, ValueList> read(SegmentPlan plan) {
      Map<ListName, ValueList> read = new HashMap<>(cachedProperties(project.id()));
      // The list of properties determines which other lists are needed.
      for (Set<ListName> missing = plan.missingLists(read);
          !missing.isEmpty();
          missing = plan.missingLists(read)) {
        List<Map<String, AttributeValue>> keys = notCached(project.id(), missing);
        if (keys.size() > 1) {
          readAhead(() -> projects.valueLists(keys));
        }
        missing.forEach(name -> read.put(name, read(name)));
      }
      return read;
    }

    @Override
    public ValueList write(ListChange change) {
      Map<String, AttributeValue> key = key(change.list());
      ItemUpdate update = ItemUpdate.of(key);
      return switch (change.kind()) {
        case ADD ->
            update(
                key,
                update
                    .add(ProjectTable.LISTED, setOf(change.value()))
                    .onlyIf(withCap(HAS_ROOM, change)));
        case MARK_FULL ->
            update(
                key,
                update.set(ProjectTable.FULL, flag(true)).onlyIf(withCap(HAS_NO_ROOM, change)));
        case NOTE -> note(key, change.value());
        case CLOSE ->
            update(
                key,
                update
                    .add(ProjectTable.CLOSED, setOf(change.value()))
                    .onlyIf(IS_LISTED.with(":value", text(change.value()))));
        case END_WATCH -> update(key, update.remove(ProjectTable.EARLY).onlyIf(IS_NOT_ENDED));
        case READ_AGAIN -> lists.lookUpAgain(key).orElseThrow();
      };
    }

    private Map<String, AttributeValue> key(ListName list) {
      return ValueListTable.key(project.id(), list);
    }

    private ValueList note(Map<String, AttributeValue> key, String value) {
      Instant asked = clock.instant();
      try {
        return update(
            key,
            ItemUpdate.of(key)
                .add(ProjectTable.SEEN, number(1))
                .add(ProjectTable.EARLY, setOf(hash(value)))
                .onlyIf(IS_WATCHED));
      } catch (ItemRefusedException e) {
        // The item was edited by hand, and nothing can be noted in it.
        ValueList unwatched = lists.get(key).orElseThrow().unwatched();
        lists.put(key, unwatched, asked);
        return unwatched;
      }
    }

    private String hash(String value) {
      return HexFormat.of().formatHex(project.secret().hmac("early value", value), 0, HASH_BYTES);
    }
  }

  private static WriteCondition withCap(WriteCondition condition, ListChange change) {
    return condition.with(":value", text(change.value())).with(":cap", number(change.room()));
  }

  private static AttributeValue setOf(String value) {
    return AttributeValue.fromSs(List.of(value));
  }

  /** Updates a list on condition, and caches its new state, whether it was updated or not. */
  private ValueList update(Map<String, AttributeValue> key, ItemUpdate update) {
    Instant asked = clock.instant();
    WriteResult result = items.update(update.returningTheItem());
    Map<String, AttributeValue> after =
        result.isWritten() ? result.written() : result.inTheWay().orElseGet(() -> items.get(key));
    ValueList list = ProjectTable.valueListOf(after);
    lists.put(key, list, asked);
    return list;
  }

  /**
   * Opens the lists of a project for values that they had rejected. A rebuild then derives the
   * segments of all responses again, so nothing is counted in two places. Cached lists are out of
   * date for a while.
   *
   * @param opening the name of this opening; opening the lists again under the same name changes
   *     nothing, even later
   */
  public void open(Project project, String opening) {
    openOne(ProjectTable.namesKey(project.id()), opening);
    String ofValues = textOf(ProjectTable.valuesKey(project.id(), ""), ProjectTable.SORT_KEY);
    items
        .all(ItemQuery.ofPrefix(ProjectTable.partition(project.id()), ofValues).consistent())
        .forEach(
            item ->
                openOne(
                    ProjectTable.key(project.id(), textOf(item, ProjectTable.SORT_KEY)), opening));
  }

  private void openOne(Map<String, AttributeValue> key, String opening) {
    AttributeValue name = text(opening);
    // If the condition fails, there is no such list, or it was opened before and may be full again.
    items.update(
        ItemUpdate.of(key)
            .set(OPENING, name)
            .remove(ProjectTable.FULL)
            .onlyIf(IS_NOT_OPENED.with(":opening", name)));
  }
}
