package dev.seveneight.shared.store;

import dev.seveneight.shared.project.Settings;
import dev.seveneight.shared.segment.Dimensions;
import dev.seveneight.shared.segment.KnownValues;
import dev.seveneight.shared.segment.NotCounted;
import dev.seveneight.shared.segment.Share;
import dev.seveneight.shared.segment.ValuePlace;
import dev.seveneight.shared.store.ProjectTable.ValueList;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Which of a project's lists a question about its values is about, and how long that list may be.
 */
abstract class ValueLists implements KnownValues {
  private final String project;
  private final int valueCap;
  private final Share share;

  ValueLists(String project, Settings settings, Share share) {
    this.project = project;
    this.valueCap = settings.valueCap();
    this.share = share;
  }

  /** The list that is kept under a key. */
  abstract ValueList valueList(Map<String, AttributeValue> key);

  /** Whether the list has this, or takes it because it holds fewer than the cap. */
  abstract boolean takes(Map<String, AttributeValue> key, String value, int cap);

  /**
   * Whether the list has this, or takes it because it has never refused any and holds fewer than
   * this many. A list that does not take it refuses nothing for that: others may bring it later.
   */
  abstract boolean takesWithin(Map<String, AttributeValue> key, String value, int most);

  @Override
  public final boolean knowsName(String property) {
    ValueList names = names();
    return names.listed().contains(property) && !names.closed().contains(property);
  }

  @Override
  public final boolean hasRoomForName(String property) {
    ValueList names = names();
    return share == Share.WHOLE
        && names.takesWithin(property, Dimensions.MOST_PROPERTIES)
        && names.closed().size() < ProjectTable.MOST_CLOSED_NAMES;
  }

  @Override
  public final Optional<NotCounted> takeName(String property) {
    ValueList names = names();
    if (names.closed().contains(property)) {
      return Optional.of(NotCounted.CLOSED);
    }
    if (names.listed().contains(property)) {
      return Optional.empty();
    }
    if (share == Share.COLLECTED) {
      return Optional.of(NotCounted.NEW_NAME);
    }
    if (names.closed().size() < ProjectTable.MOST_CLOSED_NAMES
        && takes(ProjectTable.namesKey(project), property, Dimensions.MOST_PROPERTIES)) {
      return Optional.empty();
    }
    return Optional.of(
        names().closed().contains(property) ? NotCounted.CLOSED : NotCounted.NO_ROOM);
  }

  private ValueList names() {
    return valueList(ProjectTable.namesKey(project));
  }

  @Override
  public final ValuePlace takeValue(String dimension, String value) {
    Map<String, AttributeValue> key = ProjectTable.valuesKey(project, dimension);
    if (valueList(key).closed().contains(value)) {
      return ValuePlace.OTHER;
    }
    if (share == Share.WHOLE) {
      return takes(key, value, valueCap) ? ValuePlace.ITSELF : ValuePlace.OTHER;
    }
    if (takesWithin(key, value, valueCap / 2)) {
      return ValuePlace.ITSELF;
    }
    // Only a list that has refused a value puts it among the others: otherwise a key that writes
    // may bring it later, and it would be counted in two places.
    return valueList(key).full() ? ValuePlace.OTHER : ValuePlace.NOWHERE;
  }
}
