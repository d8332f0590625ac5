package dev.seveneight.query.parameters;

import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.reply.Expansion;
import dev.seveneight.shared.validation.Parameters;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The parameter {@code expand}: parts of the reply that are shown in full. */
public final class ExpandParameter {
  private ExpandParameter() {}

  /**
   * Parses the parameter, which may be given several times. Adds a field error for each invalid
   * value.
   */
  public static Set<Expansion> read(Parameters parameters) {
    Set<Expansion> asked = EnumSet.noneOf(Expansion.class);
    for (String name : parameters.texts(Expansion.NAME)) {
      Optional<Expansion> named = Expansion.named(name);
      if (named.isEmpty()) {
        parameters.reject(Expansion.NAME, Rule.FORMAT, Expansion.VALUES);
      }
      named.ifPresent(asked::add);
    }
    return asked;
  }

  /** Returns the parameters that request these parts. */
  public static Map<String, String> parameters(Set<Expansion> asked) {
    Map<String, String> parameters = new TreeMap<>();
    for (Expansion expansion : asked) {
      parameters.put(Expansion.NAME + "[" + parameters.size() + "]", expansion.apiName());
    }
    return parameters;
  }
}
