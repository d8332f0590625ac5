package dev.seveneight.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.shared.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the API answered.
 *
 * @param status the HTTP status
 * @param headers the headers; names are found in any case
 * @param text the body
 * @param log what the function logged meanwhile
 */
public record Answer(int status, Map<String, Object> headers, String text, String log) {
  /** The body as plain maps, lists, strings, numbers and truth values. */
  public Object json() {
    return Json.readStored(text);
  }

  /** A field of the body, which is an object. */
  public Object field(String name) {
    assertThat(object()).containsKey(name);
    return object().get(name);
  }

  /** The id in the body. */
  public String id() {
    return (String) field("id");
  }

  /** The body, which is an object. */
  @SuppressWarnings("unchecked")
  public Map<String, Object> object() {
    return (Map<String, Object>) json();
  }

  /** The body, which is a list. */
  public List<?> list() {
    return (List<?>) json();
  }

  /** Fails unless the status is this; the message shows the whole answer. */
  public Answer expect(int expectedStatus) {
    assertThat(status).as("status of %s", text).isEqualTo(expectedStatus);
    return this;
  }

  /**
   * The response in the reply to a request that created it, as it can be read: without the names
   * that are not counted.
   */
  public Map<String, Object> response() {
    Map<String, Object> response = new LinkedHashMap<>(object());
    response.keySet().removeAll(List.of("not_counted", "not_counted_because"));
    return response;
  }

  /** Fails unless this is a problem with this status and code, in the documented form. */
  public Answer expectProblem(int expectedStatus, String code) {
    expect(expectedStatus);
    assertThat(headers).containsEntry("content-type", "application/problem+json");
    assertThat(object())
        .containsEntry("type", "about:blank")
        .containsEntry("status", expectedStatus)
        .containsEntry("code", code)
        .containsEntry("request_id", TestInvocation.REQUEST_ID)
        .containsKey("title");
    return this;
  }

  /** Fails unless this is a 422 for exactly these fields, written as {@code field code}. */
  public Answer expectInvalid(String... fields) {
    expectProblem(422, "validation_failed");
    assertThat((List<?>) field("errors"))
        .extracting(
            error -> ((Map<?, ?>) error).get("field") + " " + ((Map<?, ?>) error).get("code"))
        .containsExactlyInAnyOrder(fields);
    return this;
  }
}
