package dev.seveneight.shared.segment;

import static dev.seveneight.shared.segment.Dimensions.SURVEY;

import dev.seveneight.shared.segment.Segment.Part;
import dev.seveneight.shared.segment.SegmentPlan.Candidate;
import dev.seveneight.shared.segment.SegmentPlan.DecidedBy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The settings that decide which segments a response is counted in. Immutable.
 *
 * @param declared the properties that are dimensions; empty for all that do not look personal
 * @param crossings the pairs of dimensions that are counted together
 * @param outOfHeadline the surveys whose responses are counted by survey only, and not in
 *     everything
 * @param valueCap how many values of a dimension are counted separately
 */
public record SegmentRules(
    Optional<List<String>> declared,
    List<Crossing> crossings,
    Set<String> outOfHeadline,
    int valueCap) {

  /**
   * Returns the plan of a response's segments.
   *
   * @param builtIn the response's survey, channel and language, if present
   * @param properties the response's properties
   * @param share how much of the project's lists the response may fill
   */
  public SegmentPlan plan(
      Map<String, String> builtIn, Map<String, String> properties, Share share) {
    String survey = builtIn.get(SURVEY);
    boolean bySurveyOnly = survey != null && outOfHeadline.contains(survey);
    List<Candidate> candidates = new ArrayList<>();
    for (String dimension : Dimensions.BUILT_IN) {
      String value = builtIn.get(dimension);
      if (value != null) {
        candidates.add(ofField(dimension, value, bySurveyOnly));
      }
    }
    properties.forEach((name, value) -> candidates.add(ofProperty(name, value, bySurveyOnly)));
    return SegmentPlan.of(this, bySurveyOnly, candidates, share);
  }

  private Candidate ofField(String dimension, String value, boolean bySurveyOnly) {
    if (bySurveyOnly && !isCountedWithSurvey(dimension)) {
      return leftOut(dimension, value, NotCounted.OUT_OF_HEADLINE);
    }
    boolean isItself = dimension.equals(SURVEY) && outOfHeadline.contains(value);
    return counted(dimension, value, isItself ? DecidedBy.ITSELF : DecidedBy.VALUES);
  }

  private Candidate ofProperty(String name, String value, boolean bySurveyOnly) {
    if (Dimensions.BUILT_IN.contains(name)) {
      return leftOut(name, value, NotCounted.FIELD_NAME);
    }
    if (Dimensions.RESERVED.contains(name)) {
      return leftOut(name, value, NotCounted.RESERVED_NAME);
    }
    if (value.isEmpty()) {
      return leftOut(name, value, NotCounted.EMPTY_VALUE);
    }
    // A name or value that is not counted must not use up room in the lists.
    if (bySurveyOnly && !isCountedWithSurvey(name)) {
      return leftOut(name, value, NotCounted.OUT_OF_HEADLINE);
    }
    return declared
        .map(names -> ofDeclared(names, name, value))
        .orElseGet(() -> ofUndeclared(name, value));
  }

  private static Candidate ofDeclared(List<String> names, String name, String value) {
    if (!names.contains(name)) {
      return leftOut(name, value, NotCounted.NOT_DECLARED);
    }
    boolean isLong = value.codePointCount(0, value.length()) > Dimensions.LONGEST_DECLARED_VALUE;
    return counted(name, value, isLong ? DecidedBy.LENGTH : DecidedBy.VALUES);
  }

  private static Candidate ofUndeclared(String name, String value) {
    Optional<NotCounted> ofName = PersonalLook.ofName(name);
    if (ofName.isPresent()) {
      return leftOut(name, value, ofName.get());
    }
    Optional<NotCounted> ofValue = PersonalLook.ofValue(value);
    return new Candidate(
        name, value, ofValue.isPresent() ? DecidedBy.PERSONAL : DecidedBy.PROPERTIES, ofValue);
  }

  private static Candidate counted(String name, String value, DecidedBy decidedBy) {
    return new Candidate(name, value, decidedBy, Optional.empty());
  }

  private static Candidate leftOut(String name, String value, NotCounted reason) {
    return new Candidate(name, value, DecidedBy.REASON, Optional.of(reason));
  }

  /** Returns whether a survey out of the headline is also counted by this dimension. */
  private boolean isCountedWithSurvey(String dimension) {
    return dimension.equals(SURVEY)
        || crossings.stream()
            .anyMatch(crossing -> crossing.isOf(SURVEY) && crossing.isOf(dimension));
  }

  /**
   * Returns the segments of these parts.
   *
   * @param parts the parts by dimension
   * @param notCounted the names that are in no part, with their reasons
   * @param bySurveyOnly whether the response's survey is out of the headline
   */
  Segmentation segmentation(
      SortedMap<String, List<Part>> parts,
      SortedMap<String, NotCounted> notCounted,
      boolean bySurveyOnly) {
    List<Segment> segments = new ArrayList<>();
    if (!bySurveyOnly) {
      segments.add(Segment.EVERYTHING);
    }
    Set<String> counted = new HashSet<>();
    parts.forEach(
        (dimension, ofDimension) -> {
          if (!bySurveyOnly || dimension.equals(SURVEY)) {
            ofDimension.forEach(part -> segments.add(Segment.of(part)));
            counted.add(dimension);
          }
        });
    for (Crossing crossing : crossings) {
      List<Part> firsts = parts.getOrDefault(crossing.first(), List.of());
      List<Part> seconds = parts.getOrDefault(crossing.second(), List.of());
      if (!firsts.isEmpty() && !seconds.isEmpty() && (!bySurveyOnly || crossing.isOf(SURVEY))) {
        firsts.forEach(first -> seconds.forEach(second -> segments.add(Segment.of(first, second))));
        counted.addAll(List.of(crossing.first(), crossing.second()));
      }
    }
    SortedMap<String, NotCounted> reasons = new TreeMap<>(notCounted);
    for (String dimension : parts.keySet()) {
      if (!counted.contains(dimension)) {
        reasons.putIfAbsent(dimension, NotCounted.OUT_OF_HEADLINE);
      }
    }
    return new Segmentation(segments, reasons);
  }
}
