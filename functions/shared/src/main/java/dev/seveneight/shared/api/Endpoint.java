package dev.seveneight.shared.api;

import dev.seveneight.shared.http.ApiReply;
import dev.seveneight.shared.http.Problem;

/** Handles the calls of one route. Implementations are safe for use by several threads. */
@FunctionalInterface
public interface Endpoint {
  /**
   * Handles a call and returns the reply.
   *
   * @throws Problem if the call cannot be done for a reason that the caller can understand
   */
  ApiReply reply(Call call);
}
