package dev.seveneight.shared.segment;

import static dev.seveneight.shared.segment.Dimensions.SURVEY;

import dev.seveneight.shared.segment.Segment.Part;
import java.util.ArrayList;
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
   * The segments of a response.
   *
   * @param builtIn the response's survey, channel and language, as far as it has them
   * @param properties the response's properties
   * @param known the project's dimensions and values, which may grow by this
   */
  public List<Segment> segmentsOf(
      Map<String, String> builtIn, Map<String, String> properties, KnownValues known) {
    String survey = builtIn.get(SURVEY);
    boolean bySurveyOnly = survey != null && outOfHeadline.contains(survey);
    SortedMap<String, Part> parts = new TreeMap<>();
    for (String dimension : Dimensions.BUILT_IN) {
      String value = builtIn.get(dimension);
      if (value != null && (!bySurveyOnly || isCountedWithSurvey(dimension))) {
        parts.put(dimension, partOfBuiltIn(dimension, value, known));
      }
    }
    properties.forEach(
        (name, value) -> {
          if (!bySurveyOnly || isCountedWithSurvey(name)) {
            partOfProperty(name, value, known).ifPresent(part -> parts.putIfAbsent(name, part));
          }
        });

    List<Segment> segments = new ArrayList<>();
    if (!bySurveyOnly) {
      segments.add(Segment.EVERYTHING);
    }
    for (Part part : parts.values()) {
      if (!bySurveyOnly || part.dimension().equals(SURVEY)) {
        segments.add(Segment.of(part));
      }
    }
    for (Crossing crossing : crossings) {
      Part first = parts.get(crossing.first());
      Part second = parts.get(crossing.second());
      if (first != null && second != null && (!bySurveyOnly || crossing.isOf(SURVEY))) {
        segments.add(Segment.of(first, second));
      }
    }
    return segments;
  }

  /**
   * Returns the properties of a response that are dimensions, or would become some if there is
   * room, in their order. None if the settings declare which ones are.
   */
  public List<String> namesOf(Map<String, String> builtIn, Map<String, String> properties) {
    if (declared.isPresent()) {
      return List.of();
    }
    String survey = builtIn.get(SURVEY);
    boolean bySurveyOnly = survey != null && outOfHeadline.contains(survey);
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

  private Part partOfBuiltIn(String dimension, String value, KnownValues known) {
    Part part = part(dimension, value, known);
    // A survey out of the headline is counted by itself however many others there are: among the
    // other ones, which are all part of everything, nobody could tell it apart.
    return dimension.equals(SURVEY) && outOfHeadline.contains(value)
        ? Part.of(dimension, value)
        : part;
  }

  private Optional<Part> partOfProperty(String name, String value, KnownValues known) {
    if (isField(name, value)) {
      return Optional.empty();
    }
    if (declared.isPresent()) {
      return declared.get().contains(name)
          ? Optional.of(
              length(value) > Dimensions.LONGEST_DECLARED_VALUE
                  ? Part.other(name)
                  : part(name, value, known))
          : Optional.empty();
    }
    // The value is looked at before the name is taken: a property does not become a dimension by a
    // value that is none.
    if (PersonalLook.ofName(name)) {
      return Optional.empty();
    }
    if (PersonalLook.ofValue(value)) {
      return known.knowsName(name) ? Optional.of(Part.other(name)) : Optional.empty();
    }
    return known.takesName(name) ? Optional.of(part(name, value, known)) : Optional.empty();
  }

  /** Whether there is nothing to count a property by: its name is a field's, or it has no value. */
  private static boolean isField(String name, String value) {
    return Dimensions.BUILT_IN.contains(name) || value.isEmpty();
  }

  private static boolean isCountable(String name, String value) {
    return !isField(name, value) && !PersonalLook.ofName(name) && !PersonalLook.ofValue(value);
  }

  private static Part part(String dimension, String value, KnownValues known) {
    return known.takesValue(dimension, value) ? Part.of(dimension, value) : Part.other(dimension);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
