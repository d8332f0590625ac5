package dev.seveneight.shared.numbers;

import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.validation.Parameters;
import java.util.Locale;
import java.util.Optional;

/** The parameter {@code basis}: what is counted. */
public enum Basis {
  /** Every response, by the day on which it was given. */
  RESPONSES(Kind.SCORE),
  /** Every person once, where the newest answer puts them, by its day. */
  PEOPLE(Kind.STANDING);

  private final Kind kind;

  Basis(Kind kind) {
    this.kind = kind;
  }

  /** Reads the parameter; says to it what is wrong. */
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

  /** The tallies that know it. */
  Kind kind() {
    return kind;
  }

  /** The name that the API uses. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
