package dev.seveneight.shared.http;

/** What answers the calls of one route. Safe for use by several threads. */
@FunctionalInterface
public interface Endpoint {
  /**
   * Answers a call.
   *
   * @throws Problem if the call cannot be done for a reason that the caller can understand
   */
  ApiAnswer answer(Call call);
}
