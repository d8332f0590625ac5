package dev.seveneight.shared.store;

import dev.seveneight.shared.project.Settings;
import dev.seveneight.shared.segment.Dimensions;
import dev.seveneight.shared.segment.KnownValues;
import dev.seveneight.shared.segment.NotCounted;
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

  ValueLists(String project, Settings settings) {
    this.project = project;
    this.valueCap = settings.valueCap();
  }

  /** The list that is kept under a key. */
  abstract ValueList valueList(Map<String, AttributeValue> key);

  /** Whether the list has this, or takes it because it holds fewer than the cap. */
  abstract boolean takes(Map<String, AttributeValue> key, String value, int cap);

  @Override
  public final boolean knowsName(String property) {
    return valueList(ProjectTable.namesKey(project)).listed().contains(property);
  }

  @Override
  public final boolean hasRoomForName(String property) {
    ValueList names = valueList(ProjectTable.namesKey(project));
    return !names.full()
        && !names.listed().contains(property)
        && names.listed().size() < Dimensions.MOST_PROPERTIES;
  }

  @Override
  public final Optional<NotCounted> takeName(String property) {
    return takes(ProjectTable.namesKey(project), property, Dimensions.MOST_PROPERTIES)
        ? Optional.empty()
        : Optional.of(NotCounted.NO_ROOM);
  }

  @Override
  public final ValuePlace takeValue(String dimension, String value) {
    return takes(ProjectTable.valuesKey(project, dimension), value, valueCap)
        ? ValuePlace.ITSELF
        : ValuePlace.OTHER;
  }
}
