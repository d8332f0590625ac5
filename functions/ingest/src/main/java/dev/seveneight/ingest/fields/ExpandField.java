package dev.seveneight.ingest.fields;

import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.project.Caller;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.reply.Expansion;
import dev.seveneight.shared.validation.Fields;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The field {@code expand} of a body that writes a response: a name or a list of names. Delighted's
 * client for Ruby sends it when it saves a response that it has read with {@code expand}, and
 * expects the same form in the reply.
 */
public final class ExpandField {
  private ExpandField() {}

  /** Reads the field. Adds a field error for each invalid value. */
  public static Set<Expansion> read(Fields fields) {
    Set<Expansion> asked = EnumSet.noneOf(Expansion.class);
    Object value = fields.any(Expansion.NAME).orElse(List.of());
    for (Object each : value instanceof List<?> list ? list : List.of(value)) {
      Optional<Expansion> named =
          each instanceof String name ? Expansion.named(name) : Optional.empty();
      if (named.isEmpty()) {
        fields.reject(Expansion.NAME, Rule.FORMAT, Expansion.VALUES);
      }
      named.ifPresent(asked::add);
    }
    return asked;
  }

  /**
   * Checks that the caller may read the parts that the reply would show.
   *
   * @throws Problem 403 if the caller requests any part and does not have the scope read
   */
  public static void requireAllowed(Caller caller, Set<Expansion> asked) {
    if (!asked.isEmpty() && !caller.may(Scope.READ)) {
      throw Problem.of(
          ErrorCode.INSUFFICIENT_SCOPE,
          "expand shows what is stored, so it needs a key with the scope read");
    }
  }
}
