package dev.seveneight.shared.store.project;

import static dev.seveneight.shared.ledger.Privacy.NOTHING_PERSONAL;
import static dev.seveneight.shared.ledger.Privacy.untouched;

import dev.seveneight.shared.ledger.Privacy;
import dev.seveneight.shared.ledger.Privacy.Aging;
import dev.seveneight.shared.ledger.Privacy.Found;
import dev.seveneight.shared.ledger.Privacy.Left;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The registry of the item types of the table of projects: each with how its keys begin, and what
 * erasing and retention leave of it. A key part that ends in {@code #} is a beginning; an empty one
 * stands for any.
 */
@SuppressWarnings("ImmutableEnumChecker") // a record of enums
public enum ProjectItemType {
  /** A project: its secret, its epoch and its settings, as the project's owner wrote them. */
  PROJECT("project#", "project", untouched(Found.BY_OWNER)),

  /** The names of the properties that a project counts by. */
  DIMENSIONS("project#", "dimensions", NOTHING_PERSONAL),

  /** The values of a dimension: what respondents are, in their own words at worst. */
  VALUES(
      "project#",
      "values#",
      new Privacy(Found.BY_TALLY, Left.NOTHING, Left.COUNTED, Aging.WITH_THE_PERSON)),

  /** A project's trends, as the project's owner wrote them. */
  TRENDS("project#", "trends", untouched(Found.BY_OWNER)),

  /** The ids of some responses of an import. */
  IMPORT_CHUNK("project#", "import#", NOTHING_PERSONAL),

  /** How far a project's retention has come. */
  RETENTION_CURSOR("project#", "retention", NOTHING_PERSONAL),

  /** The date of a project's last nightly run. */
  NIGHTLY_RUN("project#", "nightly", NOTHING_PERSONAL),

  /** Which job of a kind a project has. */
  JOB_PLACE("project#", "job#", NOTHING_PERSONAL),

  /** An API key, found by its hash. */
  KEY("key#", "key", untouched(Found.BY_OWNER)),

  /** An API key in the list of a project's keys. */
  LISTED_KEY("keys#", "", untouched(Found.BY_OWNER)),

  /** An operator's job. Its report can name people and responses by id. */
  JOB("~jobs", "", untouched(Found.BY_EXPIRY)),

  /** What a job remembers between its steps. */
  JOB_PAPER("~jobs#", "", untouched(Found.BY_EXPIRY)),

  /** A record of the ledger's stream that was set aside. It has the key of the record's item. */
  SET_ASIDE("~set-aside", "", untouched(Found.BY_OWNER));

  private final String partition;
  private final String place;
  private final Privacy privacy;

  ProjectItemType(String partition, String place, Privacy privacy) {
    this.partition = partition;
    this.place = place;
    this.privacy = privacy;
  }

  /** The type of an item; empty for an item of a type that is not registered. */
  public static Optional<ProjectItemType> of(Map<String, AttributeValue> item) {
    return Stream.of(values())
        .filter(type -> fits(type.partition, item.get(ProjectTable.PARTITION_KEY).s()))
        .filter(type -> fits(type.place, item.get(ProjectTable.SORT_KEY).s()))
        .findFirst();
  }

  private static boolean fits(String registered, String text) {
    return registered.endsWith("#") ? text.startsWith(registered) : isAnyOr(registered, text);
  }

  private static boolean isAnyOr(String registered, String text) {
    return registered.isEmpty() || registered.equals(text);
  }

  /** The partition key, or how it begins. */
  public String partition() {
    return partition;
  }

  /** The sort key, or how it begins. */
  public String place() {
    return place;
  }

  /** What erasing and retention leave of an item. */
  public Privacy privacy() {
    return privacy;
  }
}
