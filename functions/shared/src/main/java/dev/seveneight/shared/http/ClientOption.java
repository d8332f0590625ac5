package dev.seveneight.shared.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Options of Delighted's clients that arrive here as query parameters, because the clients and
 * their documentation pass them like parameters of a request. All routes accept them with any value
 * and ignore them, because they are meant for the client.
 */
public enum ClientOption {
  /** README of the Python client: {@code Person.list(auto_handle_rate_limits=True)}. */
  AUTO_HANDLE_RATE_LIMITS,
  /** README of the Node client, next to {@link #AUTO_HANDLE_RATE_LIMITS}. */
  AUTO_HANDLE_RATE_LIMITS_MAX_RETRIES,
  /** Source of the Node client's paging. A function arrives as an empty text. */
  AUTO_HANDLE_RATE_LIMITS_CALLBACK;

  /** The names of all ignored parameters. */
  public static final Set<String> PARAMETERS =
      Arrays.stream(values()).map(ClientOption::parameter).collect(Collectors.toSet());

  /** Returns the name of the parameter. */
  public String parameter() {
    return name().toLowerCase(Locale.ROOT);
  }
}
