package dev.seveneight.audit.upkeep;

import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.audit.reads.TallyReads;
import dev.seveneight.shared.project.Settings;
import dev.seveneight.shared.segment.Dimensions;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.segment.ValueList;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.ItemUpdate;
import dev.seveneight.shared.store.WriteCondition;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.store.tally.TallyItems;
import dev.seveneight.shared.tally.TallyKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Keeps a project's lists of values consistent with the tallies. A value that is no longer counted
 * is removed, because it may be data of an erased person. The ingest function caches a list for a
 * minute, so a response may still come with a value that was removed. Then the value is counted and
 * not listed, and the next nightly run adds it again.
 *
 * <p>Safe for use by several threads.
 */
public final class ListedValues {
  /** The list has the value. */
  private static final WriteCondition IS_LISTED = WriteCondition.of("contains(listed, :value)");

  /** The list does not have the value. */
  private static final WriteCondition IS_NOT_LISTED =
      WriteCondition.of("attribute_not_exists(listed) OR NOT contains(listed, :value)");

  private final ItemTable lists;
  private final ProjectTable projects;
  private final TallyReads tallies;

  public ListedValues(ItemTable lists, ProjectTable projects, TallyReads tallies) {
    this.lists = lists;
    this.projects = projects;
    this.tallies = tallies;
  }

  /** Removes the value that a segment is made of from its list, if the segment has no tally. */
  boolean removeIfNotCounted(String project, String segment) {
    Optional<Segment.Part> part = listedPart(segment);
    return part.isPresent() && !tallies.hasTally(project, segment) && delete(project, part.get());
  }

  /**
   * Adds the values that these tallies count to the lists that do not have them, even to full
   * lists, because a value that is counted separately must be listed.
   *
   * @return the number of added values
   */
  int addCounted(String project, Collection<TallyKey> of) {
    Map<String, List<TallyKey>> bySegment = new TreeMap<>();
    for (TallyKey tally : of) {
      if (listedPart(tally.segment()).isPresent()) {
        bySegment.computeIfAbsent(tally.segment(), absent -> new ArrayList<>()).add(tally);
      }
    }
    if (bySegment.isEmpty()) {
      return 0;
    }
    Map<String, ValueList> lists = new HashMap<>();
    Settings settings = projects.projectNow(project).settings();
    Set<String> byThemselves = settings.surveysOutOfHeadline();
    Set<String> closedNames =
        new TreeSet<>(projects.valueList(ProjectTable.namesKey(project)).closed());
    settings.dimensions().ifPresent(closedNames::removeAll);
    int added = 0;
    for (Map.Entry<String, List<TallyKey>> segment : bySegment.entrySet()) {
      Segment.Part part = listedPart(segment.getKey()).orElseThrow();
      String value = part.value().orElseThrow();
      ValueList list =
          lists.computeIfAbsent(
              part.dimension(),
              dimension -> projects.valueList(ProjectTable.valuesKey(project, dimension)));
      // A survey out of the headline is counted separately whether or not it found room.
      boolean needsNoList =
          part.dimension().equals(Dimensions.SURVEY) && byThemselves.contains(value);
      // What was closed is counted until a rebuild has moved it, and must not be listed again.
      boolean isClosed = closedNames.contains(part.dimension()) || list.closed().contains(value);
      if (!list.listed().contains(value)
          && !isClosed
          && !needsNoList
          && isCounted(segment.getValue())
          && add(project, part)) {
        added++;
      }
    }
    return added;
  }

  private boolean isCounted(List<TallyKey> of) {
    return tallies.items(of).values().stream()
        .anyMatch(item -> !TallyItems.counters(item).isNone());
  }

  private boolean delete(String project, Segment.Part part) {
    String value = part.value().orElseThrow();
    return lists
        .update(
            ItemUpdate.of(ProjectTable.valuesKey(project, part.dimension()))
                .removeFromSet(ProjectTable.LISTED, AttributeValue.fromSs(List.of(value)))
                .onlyIf(IS_LISTED.with(":value", text(value))))
        .isWritten();
  }

  private boolean add(String project, Segment.Part part) {
    String value = part.value().orElseThrow();
    return lists
        .update(
            ItemUpdate.of(ProjectTable.valuesKey(project, part.dimension()))
                .add(ProjectTable.LISTED, AttributeValue.fromSs(List.of(value)))
                .onlyIf(IS_NOT_LISTED.with(":value", text(value))))
        .isWritten();
  }

  /** Returns the dimension and value of a segment of one value that belongs into a list. */
  private static Optional<Segment.Part> listedPart(String segment) {
    List<Segment.Part> parts = Segment.parse(segment).parts();
    return parts.size() == 1
            && parts.get(0).value().isPresent()
            && !Dimensions.RESERVED.contains(parts.get(0).dimension())
        ? Optional.of(parts.get(0))
        : Optional.empty();
  }
}
