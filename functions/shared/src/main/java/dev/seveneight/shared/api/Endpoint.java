package dev.seveneight.shared.api;

import dev.seveneight.shared.http.ApiReply;
import dev.seveneight.shared.http.Problem;

/** What answers the calls of one route. Safe for use by several threads. */
@FunctionalInterface
public interface Endpoint {
  /**
   * Answers a call.
   *
   * @throws Problem if the call cannot be done for a reason that the caller can understand
   */
  ApiReply answer(Call call);
}
