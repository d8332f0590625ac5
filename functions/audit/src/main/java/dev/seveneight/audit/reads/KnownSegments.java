package dev.seveneight.audit.reads;

import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.project.Settings;
import dev.seveneight.shared.segment.Crossing;
import dev.seveneight.shared.segment.Dimensions;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.segment.Segment.Part;
import dev.seveneight.shared.segment.SegmentKey;
import dev.seveneight.shared.store.ItemQuery;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.project.ProjectTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The segments that a project's lists and settings know: everything, each listed value of each
 * dimension, and the crossings of those. A tally that the index of a project's days does not show
 * is found in one of them.
 *
 * <p>They are walked in a fixed order, first the single values and then crossing by crossing, so
 * that a place stays valid while the lists grow. Safe for use by several threads.
 */
public final class KnownSegments {
  private static final String GROUP = "group";
  private static final String FIRST = "first";
  private static final String SECOND = "second";

  /** The group of the segments of at most one dimension; comes before the crossings. */
  private static final String SINGLES = "";

  private static final String ALONE = "";

  private final ProjectTable projects;
  private final ItemTable items;

  public KnownSegments(ProjectTable projects, ItemTable items) {
    this.projects = projects;
    this.items = items;
  }

  /**
   * Some segments.
   *
   * @param keys their keys
   * @param next the place of the next segments, as a job stores it; empty at the end
   */
  record Some(List<String> keys, Optional<Map<String, Object>> next) {}

  /** The segments of each first part with each second part. */
  private record Group(NavigableSet<String> firsts, NavigableSet<String> seconds) {}

  /** Returns the segments after a place, or the first ones. */
  Some after(String project, Optional<Map<String, Object>> place, int most) {
    List<String> keys = new ArrayList<>();
    String atGroup = at(place, GROUP);
    NavigableMap<String, Group> groups = groups(project).tailMap(atGroup, true);
    for (Map.Entry<String, Group> group : groups.entrySet()) {
      boolean isBegun = place.isPresent() && group.getKey().equals(atGroup);
      Group of = group.getValue();
      for (String first : isBegun ? of.firsts().tailSet(at(place, FIRST), true) : of.firsts()) {
        boolean isHere = isBegun && first.equals(at(place, FIRST));
        for (String second :
            isHere ? of.seconds().tailSet(at(place, SECOND), false) : of.seconds()) {
          keys.add(second.equals(ALONE) ? first : first + "&" + second);
          if (keys.size() == most) {
            return new Some(
                keys, Optional.of(Map.of(GROUP, group.getKey(), FIRST, first, SECOND, second)));
          }
        }
      }
    }
    return new Some(keys, Optional.empty());
  }

  private static String at(Optional<Map<String, Object>> place, String name) {
    return place.map(at -> (String) at.get(name)).orElse("");
  }

  private NavigableMap<String, Group> groups(String project) {
    Settings settings = projects.projectNow(project).settings();
    Map<String, NavigableSet<String>> partsOf = partsOf(project, settings);
    NavigableSet<String> singles = new TreeSet<>(List.of(Segment.EVERYTHING.key()));
    partsOf.values().forEach(singles::addAll);
    NavigableMap<String, Group> groups = new TreeMap<>();
    groups.put(SINGLES, new Group(singles, new TreeSet<>(List.of(ALONE))));
    for (Crossing crossing : settings.crossings()) {
      groups.put(
          crossing.first() + " " + crossing.second(),
          new Group(
              partsOf.getOrDefault(crossing.first(), new TreeSet<>()),
              partsOf.getOrDefault(crossing.second(), new TreeSet<>())));
    }
    return groups;
  }

  /** Returns the parts of keys by dimension. */
  private Map<String, NavigableSet<String>> partsOf(String project, Settings settings) {
    Map<String, NavigableSet<String>> partsOf = new TreeMap<>();
    List<String> dimensions = new ArrayList<>(Dimensions.BUILT_IN);
    dimensions.addAll(projects.valueList(ProjectTable.namesKey(project)).listed());
    settings.dimensions().ifPresent(dimensions::addAll);
    dimensions.forEach(dimension -> add(partsOf, Part.other(dimension)));
    settings
        .surveysOutOfHeadline()
        .forEach(survey -> add(partsOf, Part.of(Dimensions.SURVEY, survey)));
    String before = textOf(ProjectTable.valuesKey(project, ""), ProjectTable.SORT_KEY);
    items
        .all(ItemQuery.ofPrefix(ProjectTable.partition(project), before).consistent())
        .forEach(
            item -> {
              String dimension = textOf(item, ProjectTable.SORT_KEY).substring(before.length());
              add(partsOf, Part.other(dimension));
              ProjectTable.valueListOf(item)
                  .listed()
                  .forEach(value -> add(partsOf, Part.of(dimension, value)));
            });
    return partsOf;
  }

  /**
   * Adds a part. A list that was edited by hand may have names or values that cannot be part of a
   * key.
   */
  private static void add(Map<String, NavigableSet<String>> partsOf, Part part) {
    String key = Segment.of(part).key();
    if (SegmentKey.flawOf(key).isEmpty()) {
      partsOf.computeIfAbsent(part.dimension(), absent -> new TreeSet<>()).add(key);
    }
  }
}
