package dev.seveneight.shared.http;

import static dev.seveneight.shared.http.RoutePattern.get;

import java.util.List;

/** The route of the API's own description. */
public enum OpenApiRoute implements Route {
  /** Describes all routes. It is nobody's data, so it needs no key. */
  GET_OPEN_API(
      get("/v1/openapi.yaml"),
      CallerKind.ANONYMOUS,
      List.of("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml"));

  private final RoutePattern pattern;
  private final CallerKind caller;
  private final List<String> mediaTypes;

  OpenApiRoute(RoutePattern pattern, CallerKind caller, List<String> mediaTypes) {
    this.pattern = pattern;
    this.caller = caller;
    this.mediaTypes = mediaTypes;
  }

  @Override
  public RoutePattern pattern() {
    return pattern;
  }

  @Override
  public CallerKind caller() {
    return caller;
  }

  @Override
  public List<String> mediaTypes() {
    return mediaTypes;
  }
}
