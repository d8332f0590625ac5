package dev.seveneight.query;

import dev.seveneight.shared.json.Json;
import dev.seveneight.testing.ApiClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Responses that a test sends before it asks. Not safe for several threads. */
public final class Given {
  private final List<Map<String, Object>> responses = new ArrayList<>();

  /** A response of this time. */
  public Given response(String time, int score) {
    return response(time, score, Map.of());
  }

  /** A response of this time with properties. */
  public Given response(String time, int score, Map<String, String> properties) {
    return response(time, score, properties, Map.of());
  }

  /** A response of this time with properties and other fields. */
  public Given response(
      String time, int score, Map<String, String> properties, Map<String, Object> fields) {
    Map<String, Object> response = new LinkedHashMap<>(fields);
    response.put("score", score);
    response.put("created_at", Instant.parse(time).getEpochSecond());
    response.put("person_properties", properties);
    responses.add(response);
    return this;
  }

  /** Sends them; the answers are those of the batch. */
  public List<?> sendTo(ApiClient api) {
    return api.post("/v1/survey_responses/batch", Json.write(responses)).expect(200).list();
  }

  /**
   * Sends one after the other. Those of a batch are taken in at the same time, and which of two new
   * values comes first to a list that is nearly full is then a matter of chance.
   */
  public void sendOneByOneTo(ApiClient api) {
    responses.forEach(each -> api.post("/v1/survey_responses", Json.write(each)).expect(201));
  }
}
