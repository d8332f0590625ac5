package dev.seveneight.shared.route;

import static dev.seveneight.shared.route.RoutePattern.get;

import java.util.List;

/** The route of the API's own description. */
@SuppressWarnings("ImmutableEnumChecker") // records of strings and enums
public enum OpenApiRoute implements Route {
  /** Describes all routes. It contains no project's data, so it needs no key. */
  GET_OPEN_API(get("/v1/openapi.yaml"), CallerKind.ANONYMOUS);

  private final RoutePattern pattern;
  private final CallerKind caller;

  OpenApiRoute(RoutePattern pattern, CallerKind caller) {
    this.pattern = pattern;
    this.caller = caller;
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
    return List.of("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml");
  }
}
