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
 * The registry of the item types of the table of projects. Each type has the beginning of its keys,
 * and what erasing and retention leave of it. A key part that ends in {@code #} is a beginning; an
 * empty one matches any text.
 */
@SuppressWarnings("ImmutableEnumChecker") // a record of enums
public enum ProjectItemType {
  /** A project: its secret, its epoch and its settings, as the project's owner wrote them. */
  PROJECT("project#", "project", untouched(Found.BY_OWNER)),

  /** The names of the properties that are a project's dimensions. */
  DIMENSIONS("project#", "dimensions", NOTHING_PERSONAL),

  /** The values of a dimension. They describe respondents and, at worst, are their own words. */
  VALUES(
      "project#",
      "values#",
      new Privacy(Found.BY_TALLY, Left.NOTHING, Left.COUNTED, Aging.WITH_THE_PERSON)),

  /** A project's trends, as the project's owner wrote them. */
  TRENDS("project#", "trends", untouched(Found.BY_OWNER)),

  /** The ids of some responses of an import. */
  IMPORT_CHUNK("project#", "import#", NOTHING_PERSONAL),

  /** The progress of a project's retention run. */
  RETENTION_CURSOR("project#", "retention", NOTHING_PERSONAL),

  /** The date of a project's last nightly run. */
  NIGHTLY_RUN("project#", "nightly", NOTHING_PERSONAL),

  /** The current job of a kind in a project. */
  JOB_PLACE("project#", "job#", NOTHING_PERSONAL),

  /** An API key, found by its hash. */
  KEY("key#", "key", untouched(Found.BY_OWNER)),

  /** An API key in the list of a project's keys. */
  LISTED_KEY("keys#", "", untouched(Found.BY_OWNER)),

  /** An operator's job. Its report can name people and responses by id. */
  JOB("~jobs", "", untouched(Found.BY_EXPIRY)),

  /** The state that a job keeps between its steps. */
  JOB_PAPER("~jobs#", "", untouched(Found.BY_EXPIRY)),

  /**
   * A record of the ledger's stream that was set aside. The item has the key of the record's item.
   */
  SET_ASIDE("~set-aside", "", untouched(Found.BY_OWNER));

  private final String partition;
  private final String place;
  private final Privacy privacy;

  ProjectItemType(String partition, String place, Privacy privacy) {
    this.partition = partition;
    this.place = place;
    this.privacy = privacy;
  }

  /** Returns the type of an item; empty for an item of a type that is not registered. */
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

  /** Returns the partition key, or its beginning. */
  public String partition() {
    return partition;
  }

  /** Returns the sort key, or its beginning. */
  public String place() {
    return place;
  }

  /** Returns what erasing and retention leave of an item. */
  public Privacy privacy() {
    return privacy;
  }
}
