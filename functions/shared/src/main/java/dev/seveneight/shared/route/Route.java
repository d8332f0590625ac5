package dev.seveneight.shared.route;

import dev.seveneight.shared.project.Scope;
import java.util.List;
import java.util.Optional;

/**
 * A route of the API: a method, a path, and the kind of caller that it needs. Each feature has an
 * enum of its routes; {@link RouteTable} has them all.
 */
public interface Route {
  /** The media type of most replies. */
  List<String> JSON = List.of("application/json");

  /** The name of the enum's constant, which is unique among all routes. */
  String name();

  /** The method and the path. */
  RoutePattern pattern();

  /** The kind of caller that the route needs. */
  CallerKind caller();

  /** The media types of the replies, for {@code Accept}; some are names for the same type. */
  default List<String> mediaTypes() {
    return JSON;
  }

  /** The HTTP method. */
  default String method() {
    return pattern().method();
  }

  /** The path, with its parameter in braces. */
  default String path() {
    return pattern().path();
  }

  /** The scope that a key needs; empty for a route that needs no key. */
  default Optional<Scope> scope() {
    return caller() instanceof CallerKind.WithKey withKey
        ? Optional.of(withKey.scope())
        : Optional.empty();
  }
}
