package dev.seveneight.shared.api;

import dev.seveneight.shared.http.ApiRequest;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.HeaderName;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.log.RequestLine;
import dev.seveneight.shared.project.ApiKey;
import dev.seveneight.shared.project.Caller;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.store.project.ProjectTable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Finds the caller of a request by its API key, and checks the key's scope. Immutable and safe for
 * use by several threads.
 */
final class KeyCheck {
  private final ProjectTable projects;

  KeyCheck(ProjectTable projects) {
    this.projects = projects;
  }

  /**
   * Returns the caller of a request.
   *
   * @param scope the scope that the route needs
   * @param line receives the key's id, also if the key lacks the scope
   * @throws Problem 401 if the request has no valid key, 403 if the key lacks the scope
   */
  Caller caller(Scope scope, ApiRequest request, RequestLine line) {
    Caller caller = callerOf(request);
    line.caller(caller.keyId(), caller.project());
    if (!caller.may(scope)) {
      throw Problem.of(
          ErrorCode.INSUFFICIENT_SCOPE, "this needs a key with the scope " + scope.apiName());
    }
    return caller;
  }

  private Caller callerOf(ApiRequest request) {
    return request
        .header("authorization")
        .flatMap(KeyCheck::keyIn)
        .flatMap(key -> projects.callerOf(ApiKey.hash(key)))
        .orElseThrow(
            () ->
                Problem.of(
                        ErrorCode.UNAUTHORIZED,
                        "send the key as the user name of HTTP Basic, or as Authorization: Bearer")
                    .withHeader(HeaderName.WWW_AUTHENTICATE, "Basic realm=\"Seven-Eight\""));
  }

  private static Optional<String> keyIn(String authorization) {
    String[] parts = authorization.strip().split(" +", 2);
    if (parts.length != 2) {
      return Optional.empty();
    }
    if (parts[0].equalsIgnoreCase("bearer")) {
      return Optional.of(parts[1]);
    }
    if (!parts[0].equalsIgnoreCase("basic")) {
      return Optional.empty();
    }
    try {
      String credentials = new String(Base64.getDecoder().decode(parts[1]), StandardCharsets.UTF_8);
      int colon = credentials.indexOf(':');
      return Optional.of(colon < 0 ? credentials : credentials.substring(0, colon));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
