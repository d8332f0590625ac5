package dev.seveneight.shared.store.project;

import static dev.seveneight.shared.store.Attributes.bytesOf;
import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.isSet;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.numberOf;
import static dev.seveneight.shared.store.Attributes.optionalNumber;
import static dev.seveneight.shared.store.Attributes.optionalText;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;
import static dev.seveneight.shared.store.Attributes.textSetOf;
import static dev.seveneight.shared.store.Attributes.texts;
import static dev.seveneight.shared.store.Attributes.textsOf;

import dev.seveneight.shared.project.Caller;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.project.ProjectSecret;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.project.Settings;
import dev.seveneight.shared.segment.Crossing;
import dev.seveneight.shared.segment.ValueList;
import dev.seveneight.shared.store.Attributes;
import dev.seveneight.shared.store.BatchReader;
import dev.seveneight.shared.store.Cached;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.LedgerTiming;
import dev.seveneight.shared.store.MalformedItemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The table of projects: projects, their API keys, and the lists of their dimensions and values.
 * Partition key {@code pk}, sort key {@code sk}.
 *
 * <p>The partition key begins with the kind of its content: {@code project#} and the project's name
 * for the project, its dimensions and values; {@code key#} and a key's hash for the key; {@code
 * keys#} and the project's name for the list of its keys. The functions' policies in template.yaml
 * distinguish the partitions by these beginnings, so that a function can write those that it needs
 * and no others.
 *
 * <p>Keys and projects are cached for {@link LedgerTiming#CACHE_LIFETIME}, which is how long a
 * revoked key may continue to work.
 */
public final class ProjectTable {
  /** The partition key. */
  public static final String PARTITION_KEY = "pk";

  /** The sort key. */
  public static final String SORT_KEY = "sk";

  private static final String PROJECT_PARTITION = ProjectItemType.PROJECT.partition();
  private static final String KEY_PARTITION = ProjectItemType.KEY.partition();

  /** The sort key of a project's main item. */
  public static final String PROJECT_ITEM = ProjectItemType.PROJECT.place();

  private static final String KEY_ITEM = ProjectItemType.KEY.place();

  /** The attribute with a list's names or values. */
  public static final String LISTED = "listed";

  /**
   * The attribute that says that a list has rejected a name or a value, and therefore takes no
   * more.
   */
  public static final String FULL = "full";

  /** The attribute with the names or values of a list that were closed. */
  public static final String CLOSED = "closed";

  /** The attribute with the number of responses in which a property was watched. */
  public static final String SEEN = "seen";

  /** The attribute with the hashes of a property's first values, while it is watched. */
  public static final String EARLY = "early";

  /** The number of first responses in which an undeclared property is watched. */
  public static final int WATCHED = ValueList.WATCHED;

  /** The maximum number of closed names in a project. */
  public static final int MOST_CLOSED_NAMES = ValueList.MOST_CLOSED_NAMES;

  /** The maximum number of values of one dimension that an operator can close. */
  public static final int MOST_CLOSED_VALUES = 200;

  /** The attribute of a project that says that responses are counted by earlier settings. */
  public static final String STALE_SETTINGS = "stale_settings";

  /** The attribute with the project of an API key. */
  public static final String PROJECT = "project";

  /** The attribute with the scopes of an API key, by name. */
  public static final String SCOPES = "scopes";

  /** The attribute that says that an API key was revoked. */
  public static final String REVOKED = "revoked";

  /** The attribute with the id of an API key. */
  public static final String KEY_ID = "id";

  /**
   * The attribute with the second at which an API key expires. It is not the table's time-to-live
   * attribute, because an expired key stays listed.
   */
  public static final String VALID_UNTIL = "valid_until";

  private static final String KEEP_PERSONAL_DAYS = "keep_personal_days";
  private static final String DEFAULT_COUNTRY = "default_country";
  private static final String NAMES_ITEM = ProjectItemType.DIMENSIONS.place();

  private final ItemTable items;
  private final BatchReader batches;
  private final InstantSource clock;
  private final Cached<String, Caller> callers;
  private final Cached<String, Project> projects;

  /** Creates a reader of the table of this name. */
  public ProjectTable(DynamoDbClient dynamo, String table, InstantSource clock) {
    this.items = new ItemTable(dynamo, table);
    this.batches = new BatchReader(dynamo, table);
    this.clock = clock;
    this.callers = new Cached<>(clock, LedgerTiming.CACHE_LIFETIME, this::readCaller);
    this.projects = new Cached<>(clock, LedgerTiming.CACHE_LIFETIME, this::read);
  }

  /**
   * Returns the caller of a key, by its hash; empty if the key is unknown, revoked or expired. An
   * expiry takes effect at once, because it is cached with the key.
   */
  public Optional<Caller> callerOf(String keyHash) {
    return callers.get(keyHash).filter(caller -> !caller.isExpired(clock.instant()));
  }

  /** Returns the project, cached. */
  public Project project(String id) {
    return cached(id).orElseThrow(() -> noSuchProject(id));
  }

  /** Returns the project, cached; empty if there is none. */
  public Optional<Project> cached(String id) {
    return projects.get(id);
  }

  /** Returns the project if it is cached. Reads nothing. */
  Optional<Project> ifRemembered(String id) {
    return projects.ifRemembered(id);
  }

  /** Returns the current project, not cached. */
  public Project projectNow(String id) {
    return projects.lookUpAgain(id).orElseThrow(() -> noSuchProject(id));
  }

  /** Returns the current project, not cached; empty if there is none. */
  public Optional<Project> find(String id) {
    return projects.lookUpAgain(id);
  }

  /** Returns the key of the item that lists a project's dimensions. */
  public static Map<String, AttributeValue> namesKey(String project) {
    return key(project, NAMES_ITEM);
  }

  /** Returns the key of the item that lists a dimension's values. */
  public static Map<String, AttributeValue> valuesKey(String project, String dimension) {
    return key(project, ProjectItemType.VALUES.place() + dimension);
  }

  /** Returns the ids of all projects. Reads the whole table. */
  public List<String> ids() {
    return items
        .scan(PARTITION_KEY, "sk = :item", Map.of(":item", text(PROJECT_ITEM)))
        .map(ProjectTable::projectOf)
        .toList();
  }

  /** Returns the key of an item of a project. */
  public static Map<String, AttributeValue> key(String project, String thing) {
    return keyIn(partition(project), thing);
  }

  /** Returns the key of an item in a partition that is not a project's. */
  public static Map<String, AttributeValue> keyIn(String partition, String thing) {
    return Map.of(PARTITION_KEY, text(partition), SORT_KEY, text(thing));
  }

  /** Returns the key of an API key's item, by the hash of the API key. */
  public static Map<String, AttributeValue> keyOfHash(String keyHash) {
    return keyIn(KEY_PARTITION + keyHash, KEY_ITEM);
  }

  /** Returns the partition of a project's items. */
  public static String partition(String project) {
    return PROJECT_PARTITION + project;
  }

  /** Returns the project that an item of a project belongs to. */
  public static String projectOf(Map<String, AttributeValue> item) {
    return textOf(item, PARTITION_KEY).substring(PROJECT_PARTITION.length());
  }

  /** Returns the current list under this key; empty if nothing was ever listed. */
  public ValueList valueList(Map<String, AttributeValue> key) {
    return valueListOf(items.get(key));
  }

  /**
   * Reads the current lists under these keys in one request. A key that DynamoDB did not process is
   * missing from the result.
   */
  Map<Map<String, AttributeValue>, ValueList> valueLists(List<Map<String, AttributeValue>> keys) {
    return listsOf(together(keys));
  }

  /** Like {@link #valueLists}, but also reads the project in the same request and caches it. */
  Map<Map<String, AttributeValue>, ValueList> valueListsAndProject(
      String id, List<Map<String, AttributeValue>> keys) {
    Map<String, AttributeValue> project = key(id, PROJECT_ITEM);
    List<Map<String, AttributeValue>> both = new ArrayList<>(keys);
    both.add(project);
    Instant asked = clock.instant();
    Map<Map<String, AttributeValue>, Map<String, AttributeValue>> items = together(both);
    Map<String, AttributeValue> item = items.remove(project);
    if (item != null && !item.isEmpty()) {
      projects.put(id, fromItem(item), asked);
    }
    return listsOf(items);
  }

  /**
   * Reads the items under these keys in one request; an item that does not exist is empty. A key
   * that DynamoDB did not process is missing from the result.
   */
  private Map<Map<String, AttributeValue>, Map<String, AttributeValue>> together(
      List<Map<String, AttributeValue>> keys) {
    BatchReader.Batch found = batches.once(keys);
    Map<Map<String, AttributeValue>, Map<String, AttributeValue>> items = new HashMap<>();
    keys.forEach(key -> items.put(key, Map.of()));
    found
        .items()
        .forEach(
            item ->
                items.put(
                    Map.of(PARTITION_KEY, item.get(PARTITION_KEY), SORT_KEY, item.get(SORT_KEY)),
                    item));
    found.unprocessed().forEach(items::remove);
    return items;
  }

  private static Map<Map<String, AttributeValue>, ValueList> listsOf(
      Map<Map<String, AttributeValue>, Map<String, AttributeValue>> items) {
    Map<Map<String, AttributeValue>, ValueList> lists = new HashMap<>();
    items.forEach((key, item) -> lists.put(key, valueListOf(item)));
    return lists;
  }

  /** Reads a list from an item. */
  public static ValueList valueListOf(Map<String, AttributeValue> item) {
    return new ValueList(
        new TreeSet<>(textSetOf(item, LISTED)),
        isSet(item, FULL),
        new TreeSet<>(textSetOf(item, CLOSED)),
        seenOf(item),
        item.containsKey(EARLY)
            ? OptionalInt.of(textSetOf(item, EARLY).size())
            : OptionalInt.empty());
  }

  /**
   * Returns the number of watched responses. If the attribute was edited and is not a number, the
   * watch has ended.
   */
  private static long seenOf(Map<String, AttributeValue> item) {
    return item.containsKey(SEEN) ? optionalNumber(item, SEEN).orElse(WATCHED) : 0;
  }

  private Optional<Caller> readCaller(String keyHash) {
    Map<String, AttributeValue> item = items.get(keyOfHash(keyHash));
    if (item.isEmpty() || isSet(item, REVOKED)) {
      return Optional.empty();
    }
    return Optional.of(
        new Caller(
            textOf(item, PROJECT),
            textOf(item, KEY_ID),
            textsOf(item, SCOPES).stream()
                .flatMap(name -> Scope.named(name).stream())
                .collect(Collectors.toUnmodifiableSet()),
            item.containsKey(VALID_UNTIL)
                ? Optional.of(Instant.ofEpochSecond(numberOf(item, VALID_UNTIL)))
                : Optional.empty()));
  }

  private Optional<Project> read(String id) {
    Map<String, AttributeValue> item = items.get(key(id, PROJECT_ITEM));
    return item.isEmpty() ? Optional.empty() : Optional.of(fromItem(item));
  }

  private static IllegalStateException noSuchProject(String id) {
    return new IllegalStateException("a key names the project " + id + ", which is not there");
  }

  /** Returns the item of a new project. */
  public static Map<String, AttributeValue> newItem(
      String id, ProjectSecret secret, long createdAt) {
    Map<String, AttributeValue> item = new HashMap<>(key(id, PROJECT_ITEM));
    item.put("secret", Attributes.bytes(secret.toBytes()));
    item.put("epoch", number(1));
    item.put("settings_version", number(0));
    item.put("time_zone_fixed", flag(false));
    item.put("settings", settingsValue(Settings.DEFAULT));
    item.put("created_at", number(createdAt));
    return item;
  }

  /**
   * Reads a project from an item.
   *
   * @throws MalformedItemException if the item is not a project of ours
   */
  public static Project fromItem(Map<String, AttributeValue> item) {
    return new Project(
        projectOf(item),
        new ProjectSecret(bytesOf(item, "secret")),
        numberOf(item, "epoch"),
        settings(mapOf(item, "settings")),
        numberOf(item, "settings_version"),
        isSet(item, "time_zone_fixed"),
        isSet(item, STALE_SETTINGS));
  }

  /** Returns the stored form of settings. */
  public static AttributeValue settingsValue(Settings settings) {
    Map<String, AttributeValue> map = new HashMap<>();
    map.put("time_zone", text(settings.timeZone().getId()));
    settings.dimensions().ifPresent(names -> map.put("dimensions", texts(names)));
    map.put(
        "crossings",
        AttributeValue.fromL(
            settings.crossings().stream()
                .map(crossing -> texts(List.of(crossing.first(), crossing.second())))
                .toList()));
    map.put("value_cap", number(settings.valueCap()));
    map.put("too_few", number(settings.tooFew()));
    map.put("excluded_email_domains", texts(settings.excludedEmailDomains()));
    map.put("surveys_out_of_headline", texts(settings.surveysOutOfHeadline()));
    settings.keepPersonalDays().ifPresent(days -> map.put(KEEP_PERSONAL_DAYS, number(days)));
    settings.defaultCountry().ifPresent(country -> map.put(DEFAULT_COUNTRY, text(country)));
    return AttributeValue.fromM(map);
  }

  private static Settings settings(Map<String, AttributeValue> map) {
    List<Crossing> crossings = new ArrayList<>();
    for (AttributeValue pair : listOf(map, "crossings")) {
      crossings.add(crossing(pair));
    }
    return new Settings(
        timeZone(map),
        map.containsKey("dimensions") ? Optional.of(textsOf(map, "dimensions")) : Optional.empty(),
        List.copyOf(crossings),
        (int) numberOf(map, "value_cap"),
        (int) numberOf(map, "too_few"),
        Set.copyOf(textsOf(map, "excluded_email_domains")),
        Set.copyOf(textsOf(map, "surveys_out_of_headline")),
        map.containsKey(KEEP_PERSONAL_DAYS)
            ? Optional.of((int) numberOf(map, KEEP_PERSONAL_DAYS))
            : Optional.empty(),
        optionalText(map, DEFAULT_COUNTRY));
  }

  private static Crossing crossing(AttributeValue pair) {
    List<String> names = textsOf(Map.of("pair", pair), "pair");
    if (names.size() != 2 || names.get(0).equals(names.get(1))) {
      throw new MalformedItemException("a project has a crossing that is not of two dimensions");
    }
    return new Crossing(names.get(0), names.get(1));
  }

  private static ZoneId timeZone(Map<String, AttributeValue> settings) {
    try {
      return ZoneId.of(textOf(settings, "time_zone"));
    } catch (DateTimeException e) {
      throw new MalformedItemException("a project has no time zone", e);
    }
  }

  private static Map<String, AttributeValue> mapOf(Map<String, AttributeValue> item, String name) {
    if (!item.containsKey(name) || !item.get(name).hasM()) {
      throw new MalformedItemException("a project has no map " + name);
    }
    return item.get(name).m();
  }

  private static List<AttributeValue> listOf(Map<String, AttributeValue> item, String name) {
    if (!item.containsKey(name) || !item.get(name).hasL()) {
      throw new MalformedItemException("a project has no list " + name);
    }
    return item.get(name).l();
  }
}
