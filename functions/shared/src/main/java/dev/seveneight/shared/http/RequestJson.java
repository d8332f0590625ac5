package dev.seveneight.shared.http;

import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.json.MalformedJsonException;
import dev.seveneight.shared.json.WrittenNumber;

/** Reads the JSON in the bodies of requests. */
public final class RequestJson {
  private RequestJson() {}

  /**
   * Returns the body as plain maps, lists, strings, {@link WrittenNumber}s and truth values.
   *
   * @throws Problem 400 if it is not JSON, nests too deep, names a field twice or is not UTF-8
   */
  public static Object read(String body) {
    try {
      return Json.read(body);
    } catch (MalformedJsonException e) {
      throw Problem.of(ErrorCode.MALFORMED_BODY, e.getMessage());
    }
  }
}
