package dev.seveneight.shared.numbers;

import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.validation.Parameters;
import java.util.Locale;
import java.util.Optional;

/** The parameter {@code basis}: what is counted. */
public enum Basis {
  /** Every response, by its day. */
  RESPONSES(Kind.SCORE),
  /** Every person once, by the newest response and its day. */
  PEOPLE(Kind.STANDING);

  private final Kind kind;

  Basis(Kind kind) {
    this.kind = kind;
  }

  /** Parses the parameter. Adds a field error if it is invalid. */
  public static Basis read(Parameters parameters) {
    Optional<String> text = parameters.text("basis");
    if (text.isEmpty() || text.get().equals(RESPONSES.apiName())) {
      return RESPONSES;
    }
    if (!text.get().equals(PEOPLE.apiName())) {
      parameters.reject("basis", Rule.FORMAT, "responses or people");
    }
    return PEOPLE;
  }

  /** Returns the kind of tallies that count it. */
  Kind kind() {
    return kind;
  }

  /** Returns the name in the API. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
