package dev.seveneight.shared.segment;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The lists of one project in memory, as the store keeps them: who is refused once stays so. */
final class ValueLists implements KnownValues {
  private final int valueCap;
  private final Set<String> names = new HashSet<>();
  private final Map<String, Set<String>> valuesOf = new HashMap<>();
  private final Set<String> full = new HashSet<>();

  ValueLists(int valueCap) {
    this.valueCap = valueCap;
  }

  @Override
  public Optional<NotCounted> takeName(String property) {
    return takes(names, "", property, Dimensions.MOST_PROPERTIES)
        ? Optional.empty()
        : Optional.of(NotCounted.NO_ROOM);
  }

  @Override
  public boolean knowsName(String property) {
    return names.contains(property);
  }

  @Override
  public boolean hasRoomForName(String property) {
    return !names.contains(property)
        && !full.contains("")
        && names.size() < Dimensions.MOST_PROPERTIES;
  }

  @Override
  public ValuePlace takeValue(String dimension, String value) {
    return takes(
            valuesOf.computeIfAbsent(dimension, added -> new HashSet<>()),
            "values of " + dimension,
            value,
            valueCap)
        ? ValuePlace.ITSELF
        : ValuePlace.OTHER;
  }

  private boolean takes(Set<String> listed, String list, String value, int cap) {
    if (listed.contains(value)) {
      return true;
    }
    if (full.contains(list) || listed.size() >= cap) {
      full.add(list);
      return false;
    }
    return listed.add(value);
  }
}
