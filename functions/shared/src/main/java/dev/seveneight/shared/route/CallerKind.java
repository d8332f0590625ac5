package dev.seveneight.shared.route;

import dev.seveneight.shared.project.Scope;

/** The kind of caller that a route needs. */
public sealed interface CallerKind {
  /** Any caller: the route returns no project's data. */
  CallerKind ANONYMOUS = new Anonymous();

  /**
   * A caller with an API key.
   *
   * @param scope the scope that the key must have
   */
  record WithKey(Scope scope) implements CallerKind {}

  /** Any caller, without a key. */
  record Anonymous() implements CallerKind {}

  /** A caller with a link that Seven-Eight has signed. The path's parameter is the link's token. */
  record WithSignedLink() implements CallerKind {}

  /** Returns the kind of caller whose API key has this scope. */
  static CallerKind withKey(Scope scope) {
    return new WithKey(scope);
  }
}
