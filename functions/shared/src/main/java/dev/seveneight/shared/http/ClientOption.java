package dev.seveneight.shared.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Options that Delighted's clients and their documentation pass where parameters of a request go,
 * although they tell the client what to do. They arrive here as parameters of the query string. All
 * routes accept them with any value and ignore them, because they cannot change an answer.
 */
public enum ClientOption {
  /** README of the Python client: {@code Person.list(auto_handle_rate_limits=True)}. */
  AUTO_HANDLE_RATE_LIMITS,
  /** README of the Node client, beside {@link #AUTO_HANDLE_RATE_LIMITS}. */
  AUTO_HANDLE_RATE_LIMITS_MAX_RETRIES,
  /** Source of the Node client's paging. A function arrives as an empty text. */
  AUTO_HANDLE_RATE_LIMITS_CALLBACK;

  /** The names of all parameters that are ignored. */
  public static final Set<String> PARAMETERS =
      Arrays.stream(values()).map(ClientOption::parameter).collect(Collectors.toSet());

  /** The parameter. */
  public String parameter() {
    return name().toLowerCase(Locale.ROOT);
  }
}
