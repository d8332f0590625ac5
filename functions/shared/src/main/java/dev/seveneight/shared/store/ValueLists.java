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
    return valueList(ProjectTable.namesKey(project)).listed().contains(property);
  }

  @Override
  public final boolean hasRoomForName(String property) {
    ValueList names = valueList(ProjectTable.namesKey(project));
    return share == Share.WHOLE
        && !names.full()
        && !names.listed().contains(property)
        && names.listed().size() < Dimensions.MOST_PROPERTIES;
  }

  @Override
  public final Optional<NotCounted> takeName(String property) {
    if (share == Share.COLLECTED) {
      return knowsName(property) ? Optional.empty() : Optional.of(NotCounted.NEW_NAME);
    }
    return takes(ProjectTable.namesKey(project), property, Dimensions.MOST_PROPERTIES)
        ? Optional.empty()
        : Optional.of(NotCounted.NO_ROOM);
  }

  @Override
  public final ValuePlace takeValue(String dimension, String value) {
    Map<String, AttributeValue> key = ProjectTable.valuesKey(project, dimension);
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
