package dev.seveneight.shared.segment;

import dev.seveneight.shared.segment.Segment.Part;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The possible segments of a response, from its content and the settings. The rest depends on the
 * project's lists. The plan names the lists that have to be read, and then decides by them. Pure
 * and immutable.
 */
public final class SegmentPlan {
  private final SegmentRules rules;
  private final boolean bySurveyOnly;
  private final List<Candidate> candidates;
  private final Share share;
  private final Set<String> noted;
  private final SortedMap<String, List<Part>> manyValued;

  /** The list that decides where a field or property of a response is counted. */
  enum DecidedBy {
    /** No list. It is not counted, for a reason that no list changes. */
    REASON,
    /** No list. Its value is too long, and is counted as "other". */
    LENGTH,
    /** The list of the dimension's values. */
    VALUES,
    /**
     * The list of the dimension's values, but the value is counted separately even if the list has
     * no room. This applies to a survey out of the headline. If it were counted with the other
     * surveys, whose responses are all part of everything, it could not be distinguished from them.
     */
    ITSELF,
    /** The list of properties, and then that of the values. */
    PROPERTIES,
    /**
     * The list of properties: the value looks personal. It is counted as "other" if the property is
     * a dimension, and does not make it one.
     */
    PERSONAL
  }

  /**
   * A field or property of a response.
   *
   * @param reason why it is not counted, if that is already decided
   */
  record Candidate(String name, String value, DecidedBy decidedBy, Optional<NotCounted> reason) {}

  private SegmentPlan(
      SegmentRules rules,
      boolean bySurveyOnly,
      List<Candidate> candidates,
      Share share,
      Set<String> noted,
      SortedMap<String, List<Part>> manyValued) {
    this.rules = rules;
    this.bySurveyOnly = bySurveyOnly;
    this.candidates = candidates;
    this.share = share;
    this.noted = noted;
    this.manyValued = manyValued;
  }

  static SegmentPlan of(
      SegmentRules rules, boolean bySurveyOnly, List<Candidate> candidates, Share share) {
    Set<String> noted =
        share == Share.WHOLE
            ? candidates.stream().map(Candidate::name).collect(Collectors.toSet())
            : Set.of();
    return new SegmentPlan(
        rules, bySurveyOnly, List.copyOf(candidates), share, noted, new TreeMap<>());
  }

  /**
   * Returns this plan for a response that also has values of a many-valued dimension. Such values
   * need no list. The response is in the segment of each value, and in one of all responses with
   * any value.
   *
   * @param values the values; an empty collection changes nothing
   */
  public SegmentPlan withValues(String dimension, Collection<String> values) {
    if (values.isEmpty()) {
      return this;
    }
    SortedMap<String, List<Part>> more = new TreeMap<>(manyValued);
    more.put(
        dimension,
        Stream.concat(
                Stream.of(Part.any(dimension)),
                values.stream().distinct().map(value -> Part.of(dimension, value)))
            .toList());
    return new SegmentPlan(rules, bySurveyOnly, candidates, share, noted, more);
  }

  /** Returns this plan without notes of the values of these properties, which are not new. */
  public SegmentPlan withoutNotesOf(Set<String> properties) {
    return new SegmentPlan(
        rules,
        bySurveyOnly,
        candidates,
        share,
        noted.stream().filter(name -> !properties.contains(name)).collect(Collectors.toSet()),
        manyValued);
  }

  /** Returns this plan without notes of any values. */
  public SegmentPlan withoutNotes() {
    return withoutNotesOf(noted);
  }

  /**
   * Returns the undeclared properties that are dimensions, or may become dimensions if there is
   * room, in the response's order. Empty for a response that may not add dimensions.
   */
  public List<String> newProperties() {
    return share == Share.COLLECTED
        ? List.of()
        : candidates.stream()
            .filter(candidate -> candidate.decidedBy() == DecidedBy.PROPERTIES)
            .map(Candidate::name)
            .toList();
  }

  /**
   * Returns the lists that have to be read for the decision. While the list of properties is
   * unknown, each property may be a dimension, but never more of them than a project can have.
   *
   * @param known the lists that are known so far
   */
  public Set<ListName> missingLists(Map<ListName, ValueList> known) {
    Share assumed = known.containsKey(ListName.PROPERTIES) ? share : Share.WHOLE;
    Deciding deciding = new Deciding(known, Set.of(), assumed);
    deciding.decide();
    deciding.asked.removeAll(known.keySet());
    return deciding.asked;
  }

  /**
   * Decides by the lists in their current state. A missing list counts as empty.
   *
   * @param done changes that were written for this response and need not be written again
   */
  public SegmentDecision decide(Map<ListName, ValueList> lists, Set<ListChange> done) {
    return new Deciding(lists, done, share).decide();
  }

  /** A decision in progress. */
  private final class Deciding {
    /** The lists with the changes so far. */
    private final Map<ListName, ValueList> lists;

    private final Set<ListChange> done;
    private final Share share;
    private final Set<ListName> asked = new LinkedHashSet<>();
    private final List<ListChange> changes = new ArrayList<>();
    private final SortedMap<String, List<Part>> parts = new TreeMap<>(manyValued);
    private final SortedMap<String, NotCounted> notCounted = new TreeMap<>();

    Deciding(Map<ListName, ValueList> lists, Set<ListChange> done, Share share) {
      this.lists = new HashMap<>(lists);
      this.done = done;
      this.share = share;
    }

    SegmentDecision decide() {
      candidates.forEach(this::place);
      return new SegmentDecision(rules.segmentation(parts, notCounted, bySurveyOnly), changes);
    }

    private void place(Candidate candidate) {
      String name = candidate.name();
      switch (candidate.decidedBy()) {
        case REASON -> leaveOut(name, candidate.reason().orElseThrow());
        case LENGTH -> count(Part.other(name));
        case VALUES -> placeValue(name, candidate.value());
        case ITSELF -> {
          placeValue(name, candidate.value());
          notCounted.remove(name);
          count(Part.of(name, candidate.value()));
        }
        case PERSONAL -> {
          ValueList properties = list(ListName.PROPERTIES);
          if (properties.listed().contains(name) && !properties.closed().contains(name)) {
            count(Part.other(name));
          } else {
            leaveOut(name, candidate.reason().orElseThrow());
          }
        }
        case PROPERTIES -> {
          endWatch(candidate);
          Optional<NotCounted> refusal = refusalOf(name);
          if (refusal.isPresent()) {
            leaveOut(name, refusal.get());
          } else {
            note(candidate);
            placeValue(name, candidate.value());
          }
        }
      }
    }

    private void count(Part part) {
      parts.put(part.dimension(), List.of(part));
    }

    private void leaveOut(String name, NotCounted reason) {
      notCounted.putIfAbsent(name, reason);
    }

    private ValueList list(ListName name) {
      asked.add(name);
      return lists.getOrDefault(name, ValueList.EMPTY);
    }

    private void change(ListChange change) {
      changes.add(change);
      lists.put(change.list(), change.appliedTo(list(change.list())));
    }

    /**
     * Returns why an undeclared property is not a dimension, or makes it one if that is allowed.
     */
    private Optional<NotCounted> refusalOf(String property) {
      ValueList properties = list(ListName.PROPERTIES);
      if (properties.closed().contains(property)) {
        return Optional.of(NotCounted.CLOSED);
      }
      if (properties.listed().contains(property)) {
        return Optional.empty();
      }
      if (share == Share.COLLECTED) {
        return Optional.of(NotCounted.NEW_NAME);
      }
      return properties.closed().size() < ValueList.MOST_CLOSED_NAMES
              && takes(ListName.PROPERTIES, property, Dimensions.MOST_PROPERTIES)
          ? Optional.empty()
          : Optional.of(NotCounted.NO_ROOM);
    }

    private void placeValue(String dimension, String value) {
      ListName name = ListName.valuesOf(dimension);
      ValueList values = list(name);
      int room = share.roomOf(rules.valueCap());
      if (values.closed().contains(value)) {
        count(Part.other(dimension));
      } else if (share == Share.COLLECTED && isLost(values, value, room)) {
        // It is not counted as "other": a key with the scope write may add the value later, and it
        // would be counted in two places.
        if (!done.contains(ListChange.readAgain(name))) {
          changes.add(ListChange.readAgain(name));
        }
        leaveOut(dimension, NotCounted.BEYOND_SHARE);
      } else {
        count(takes(name, value, room) ? Part.of(dimension, value) : Part.other(dimension));
      }
    }

    private static boolean isLost(ValueList values, String value, int room) {
      return !values.listed().contains(value) && !values.full() && values.listed().size() >= room;
    }

    /** Returns whether a list contains a name or value, or has room for it. */
    private boolean takes(ListName name, String value, int room) {
      ValueList list = list(name);
      if (list.listed().contains(value)) {
        return true;
      }
      if (list.full()) {
        return false;
      }
      boolean hasRoom = list.listed().size() < room;
      change(hasRoom ? ListChange.add(name, value, room) : ListChange.markFull(name, value, room));
      return hasRoom;
    }

    private void note(Candidate property) {
      ListChange note = ListChange.note(property.name(), property.value());
      if (noted.contains(property.name())
          && !done.contains(note)
          && list(note.list()).isWatched()) {
        changes.add(note);
      }
    }

    /** Ends the watch of a property, if the list that was returned for this note requires it. */
    private void endWatch(Candidate property) {
      ListChange note = ListChange.note(property.name(), property.value());
      if (done.contains(note) && list(note.list()).isWatchOver()) {
        if (list(note.list()).isNearUnique()
            && !list(ListName.PROPERTIES).closed().contains(property.name())) {
          change(ListChange.close(property.name()));
        }
        change(ListChange.endWatch(property.name()));
      }
    }
  }
}
