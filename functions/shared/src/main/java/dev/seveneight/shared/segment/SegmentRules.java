package dev.seveneight.shared.segment;

import static dev.seveneight.shared.segment.Dimensions.SURVEY;

import dev.seveneight.shared.segment.Segment.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which segments a response is counted in. Immutable.
 *
 * @param declared the properties that are dimensions; empty for all that do not look personal
 * @param crossings the pairs of dimensions that are counted together
 * @param outOfHeadline the surveys whose responses are counted by survey only, and not in
 *     everything
 */
public record SegmentRules(
    Optional<List<String>> declared, List<Crossing> crossings, Set<String> outOfHeadline) {

  /**
   * The segments of a response, and the reasons why some of its properties are in none.
   *
   * @param builtIn the response's survey, channel and language, as far as it has them
   * @param properties the response's properties
   * @param known the project's dimensions and values, which may grow by this
   */
  public Segmentation segmentsOf(
      Map<String, String> builtIn, Map<String, String> properties, KnownValues known) {
    boolean bySurveyOnly = isOutOfHeadline(builtIn);
    SortedMap<String, Part> parts = new TreeMap<>();
    SortedMap<String, NotCounted> notCounted = new TreeMap<>();
    for (String dimension : Dimensions.BUILT_IN) {
      String value = builtIn.get(dimension);
      if (value != null) {
        placeOfBuiltIn(dimension, value, bySurveyOnly, known).putInto(parts, notCounted, dimension);
      }
    }
    properties.forEach(
        (name, value) ->
            placeOfProperty(name, value, bySurveyOnly, known).putInto(parts, notCounted, name));

    List<Segment> segments = new ArrayList<>();
    if (!bySurveyOnly) {
      segments.add(Segment.EVERYTHING);
    }
    Set<String> counted = new HashSet<>();
    for (Part part : parts.values()) {
      if (!bySurveyOnly || part.dimension().equals(SURVEY)) {
        segments.add(Segment.of(part));
        counted.add(part.dimension());
      }
    }
    for (Crossing crossing : crossings) {
      Part first = parts.get(crossing.first());
      Part second = parts.get(crossing.second());
      if (first != null && second != null && (!bySurveyOnly || crossing.isOf(SURVEY))) {
        segments.add(Segment.of(first, second));
        counted.add(first.dimension());
        counted.add(second.dimension());
      }
    }
    for (String dimension : parts.keySet()) {
      if (!counted.contains(dimension)) {
        notCounted.putIfAbsent(dimension, NotCounted.OUT_OF_HEADLINE);
      }
    }
    return new Segmentation(segments, notCounted);
  }

  /** Where a name is counted: a part of segments, or the reason why there is none. */
  private record Place(Optional<Part> part, Optional<NotCounted> reason) {
    static Place of(Part part) {
      return new Place(Optional.of(part), Optional.empty());
    }

    static Place none(NotCounted reason) {
      return new Place(Optional.empty(), Optional.of(reason));
    }

    void putInto(Map<String, Part> parts, Map<String, NotCounted> notCounted, String name) {
      part.ifPresent(each -> parts.put(name, each));
      reason.ifPresent(each -> notCounted.putIfAbsent(name, each));
    }
  }

  /**
   * Returns the properties of a response that are dimensions, or would become some if there is
   * room, in their order. None if the settings declare which ones are.
   */
  public List<String> namesOf(Map<String, String> builtIn, Map<String, String> properties) {
    if (declared.isPresent()) {
      return List.of();
    }
    boolean bySurveyOnly = isOutOfHeadline(builtIn);
    return properties.entrySet().stream()
        .filter(property -> !bySurveyOnly || isCountedWithSurvey(property.getKey()))
        .filter(property -> isCountable(property.getKey(), property.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * What else of a survey out of the headline is counted by: what is not must not use up room in
   * the lists.
   */
  private boolean isCountedWithSurvey(String dimension) {
    return dimension.equals(SURVEY)
        || crossings.stream()
            .anyMatch(crossing -> crossing.isOf(SURVEY) && crossing.isOf(dimension));
  }

  private boolean isOutOfHeadline(Map<String, String> builtIn) {
    String survey = builtIn.get(SURVEY);
    return survey != null && outOfHeadline.contains(survey);
  }

  private Place placeOfBuiltIn(
      String dimension, String value, boolean bySurveyOnly, KnownValues known) {
    if (bySurveyOnly && !isCountedWithSurvey(dimension)) {
      return Place.none(NotCounted.OUT_OF_HEADLINE);
    }
    Place place = placeOf(dimension, value, known);
    // A survey out of the headline always has a segment of its own: in that of the other surveys,
    // whose responses are all part of everything, it could not be told apart.
    return dimension.equals(SURVEY) && outOfHeadline.contains(value)
        ? Place.of(Part.of(dimension, value))
        : place;
  }

  private Place placeOfProperty(
      String name, String value, boolean bySurveyOnly, KnownValues known) {
    if (Dimensions.BUILT_IN.contains(name)) {
      return Place.none(NotCounted.FIELD_NAME);
    }
    if (value.isEmpty()) {
      return Place.none(NotCounted.EMPTY_VALUE);
    }
    if (bySurveyOnly && !isCountedWithSurvey(name)) {
      return Place.none(NotCounted.OUT_OF_HEADLINE);
    }
    return declared.isPresent()
        ? placeOfDeclared(declared.get(), name, value, known)
        : placeOfUndeclared(name, value, known);
  }

  private static Place placeOfUndeclared(String name, String value, KnownValues known) {
    // The value is judged before the name is taken: a property does not become a dimension by a
    // value that is not counted.
    Optional<NotCounted> ofName = PersonalLook.ofName(name);
    if (ofName.isPresent()) {
      return Place.none(ofName.get());
    }
    Optional<NotCounted> ofValue = PersonalLook.ofValue(value);
    if (ofValue.isPresent()) {
      return known.knowsName(name) ? Place.of(Part.other(name)) : Place.none(ofValue.get());
    }
    Optional<NotCounted> refused = known.takeName(name);
    return refused.isPresent() ? Place.none(refused.get()) : placeOf(name, value, known);
  }

  private static Place placeOfDeclared(
      List<String> names, String name, String value, KnownValues known) {
    if (!names.contains(name)) {
      return Place.none(NotCounted.NOT_DECLARED);
    }
    return length(value) > Dimensions.LONGEST_DECLARED_VALUE
        ? Place.of(Part.other(name))
        : placeOf(name, value, known);
  }

  private static boolean isCountable(String name, String value) {
    return !Dimensions.BUILT_IN.contains(name)
        && !value.isEmpty()
        && PersonalLook.ofName(name).isEmpty()
        && PersonalLook.ofValue(value).isEmpty();
  }

  private static Place placeOf(String dimension, String value, KnownValues known) {
    return switch (known.takeValue(dimension, value)) {
      case ITSELF -> Place.of(Part.of(dimension, value));
      case OTHER -> Place.of(Part.other(dimension));
      case NOWHERE -> Place.none(NotCounted.BEYOND_SHARE);
    };
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
