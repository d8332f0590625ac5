package dev.seveneight.query.parameters;

import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.reply.Expansion;
import dev.seveneight.shared.validation.Parameters;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The parameter {@code expand}. */
public final class ExpandParameter {
  private ExpandParameter() {}

  /** Reads the parameter, which may be given several times. Adds an error for each wrong value. */
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

  /** Returns the parameters that ask for these. */
  public static Map<String, String> parameters(Set<Expansion> asked) {
    Map<String, String> parameters = new TreeMap<>();
    for (Expansion expansion : asked) {
      parameters.put(Expansion.NAME + "[" + parameters.size() + "]", expansion.apiName());
    }
    return parameters;
  }
}
