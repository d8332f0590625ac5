package dev.seveneight.shared.reply;

import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.ledger.Content;
import dev.seveneight.shared.ledger.Exclusion;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.segment.Dimensions;
import dev.seveneight.shared.segment.NotCounted;
import dev.seveneight.shared.segment.Segment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Writes the JSON of a response: Delighted's fields, then ours. */
public final class ResponseJson {
  /** The field of a reply to a new response that lists the names that are not counted. */
  public static final String NOT_COUNTED = "not_counted";

  /** The field of a reply to a new response that gives the reason for each of these names. */
  public static final String NOT_COUNTED_BECAUSE = "not_counted_because";

  /** The fields that replies have and that a change ignores when they are sent back. */
  public static final Set<String> READ_ONLY =
      Set.of(
          "id",
          "survey_type",
          "category",
          "permalink",
          "created_at",
          "updated_at",
          "uncounted_properties",
          NOT_COUNTED,
          NOT_COUNTED_BECAUSE);

  private ResponseJson() {}

  /**
   * Returns the response as a JSON object.
   *
   * @param permalink its URL
   */
  public static Map<String, Object> of(SurveyResponse response, String permalink) {
    Content content = response.content();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", response.id().value());
    json.put("person", content.person().orElse(null));
    json.put("survey_type", "nps");
    json.put("score", content.score());
    json.put("category", response.category().apiName());
    json.put("comment", content.comment().orElse(null));
    json.put("permalink", permalink);
    json.put("created_at", response.createdAt().getEpochSecond());
    json.put("updated_at", response.updatedAt().getEpochSecond());
    json.put("person_properties", content.sortedProperties());
    json.put("notes", content.notes().map(Json::readStoredExactly).orElse(List.of()));
    json.put("tags", content.tags());
    json.put(
        "additional_answers",
        content.additionalAnswers().map(Json::readStoredExactly).orElse(List.of()));
    json.put("survey", content.survey().orElse(null));
    json.put("channel", content.channel().orElse(null));
    json.put("language", content.language().orElse(null));
    json.put("excluded", content.excluded().map(Exclusion::apiName).orElse(null));
    json.put("uncounted_properties", uncountedProperties(response));
    return json;
  }

  /** Returns the reasons of properties that are not counted, by name, in the form of replies. */
  public static Map<String, String> reasons(SortedMap<String, NotCounted> notCounted) {
    Map<String, String> reasons = new LinkedHashMap<>();
    notCounted.forEach((name, reason) -> reasons.put(name, reason.apiName()));
    return reasons;
  }

  /**
   * Returns the properties that are stored but are no dimension of the response. A property with
   * the name of a field or a reserved name is never a dimension, because the dimension with that
   * name is not made of properties.
   */
  private static List<String> uncountedProperties(SurveyResponse response) {
    Set<String> counted =
        response.segments().stream()
            .flatMap(key -> Segment.find(key).stream())
            .flatMap(segment -> segment.parts().stream())
            .map(Segment.Part::dimension)
            .collect(Collectors.toSet());
    return response.content().sortedProperties().keySet().stream()
        .filter(name -> !counted.contains(name) || !Dimensions.isPropertyName(name))
        .toList();
  }
}
