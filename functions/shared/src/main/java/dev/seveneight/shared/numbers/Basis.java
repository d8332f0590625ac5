package dev.seveneight.shared.numbers;

import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.validation.Parameters;
import java.util.Locale;
import java.util.Optional;

/** The parameter {@code basis}: what is counted. */
public enum Basis {
  /** Every response, by its day. */
  RESPONSES,

  /** Every person once, by the newest response and its day. This is the present standing. */
  PEOPLE,

  /**
   * Every person once, by the newest response up to the end of the range. Unlike the present
   * standing, this can be compared over time: a later response does not take the person out of an
   * earlier range. Known only for everything, see {@link
   * dev.seveneight.shared.numbers.PastStanding}.
   */
  PEOPLE_AT_END;

  /** Parses the parameter. Adds a field error if it is invalid. */
  public static Basis read(Parameters parameters) {
    Optional<String> text = parameters.text("basis");
    if (text.isEmpty()) {
      return RESPONSES;
    }
    for (Basis basis : values()) {
      if (basis.apiName().equals(text.get())) {
        return basis;
      }
    }
    parameters.reject("basis", Rule.FORMAT, "responses, people or people_at_end");
    return RESPONSES;
  }

  /** Whether people are counted and not responses. */
  public boolean isOfPeople() {
    return this != RESPONSES;
  }

  /** Returns the basis with which numbers of different times can be compared. */
  public Basis overTime() {
    return this == PEOPLE ? PEOPLE_AT_END : this;
  }

  /** Returns the kind of the tallies that are summed over a range. */
  Kind kind() {
    return switch (this) {
      case RESPONSES -> Kind.SCORE;
      case PEOPLE -> Kind.STANDING;
      case PEOPLE_AT_END -> throw new IllegalStateException("no tallies of one kind count it");
    };
  }

  /** Returns the name in the API. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
