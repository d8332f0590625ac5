package dev.seveneight.shared.route;

import dev.seveneight.shared.project.Scope;

/** The kind of caller that a route needs. */
public sealed interface CallerKind {
  /** Anybody: the route shows nobody's data. */
  CallerKind ANONYMOUS = new Anonymous();

  /**
   * A caller with an API key.
   *
   * @param scope the scope that the key must have
   */
  record WithKey(Scope scope) implements CallerKind {}

  /** Anybody, without a key. */
  record Anonymous() implements CallerKind {}

  /** Somebody with a link that we have signed: the path's parameter is the link's token. */
  record WithSignedLink() implements CallerKind {}

  /** A caller whose API key has this scope. */
  static CallerKind withKey(Scope scope) {
    return new WithKey(scope);
  }
}
