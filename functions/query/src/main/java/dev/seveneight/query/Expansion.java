package dev.seveneight.query;

import dev.seveneight.shared.http.Parameters;
import dev.seveneight.shared.http.Rule;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What of a response an answer can show as a whole: the parameter {@code expand}. */
enum Expansion {
  /** The person instead of the person's id. */
  PERSON,
  /** The notes, which are always there; Delighted's clients may ask for them. */
  NOTES;

  /** The parameter. */
  static final String NAME = "expand";

  /**
   * Reads the parameter, which may be given several times; says to the parameters what is wrong.
   */
  static Set<Expansion> read(Parameters parameters) {
    Set<Expansion> asked = EnumSet.noneOf(Expansion.class);
    for (String name : parameters.texts(NAME)) {
      Optional<Expansion> named =
          Arrays.stream(values()).filter(each -> each.apiName().equals(name)).findFirst();
      if (named.isEmpty()) {
        parameters.reject(NAME, Rule.FORMAT, "person or notes");
      }
      named.ifPresent(asked::add);
    }
    return asked;
  }

  /** The parameters that ask for these. */
  static Map<String, String> parameters(Set<Expansion> asked) {
    Map<String, String> parameters = new TreeMap<>();
    for (Expansion expansion : asked) {
      parameters.put(NAME + "[" + parameters.size() + "]", expansion.apiName());
    }
    return parameters;
  }

  /** The name that the API uses. */
  String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
