package dev.seveneight.query.parameters;

import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.nps.Category;
import dev.seveneight.shared.validation.Parameters;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The parameters that select scores: a category and {@code score}. */
public final class ScoresParameter {
  /** All valid scores. */
  public static final Set<Integer> ALL =
      IntStream.rangeClosed(Category.LOWEST_SCORE, Category.HIGHEST_SCORE)
          .boxed()
          .collect(Collectors.toUnmodifiableSet());

  private ScoresParameter() {}

  /**
   * Parses both parameters and returns the scores that match both. Adds a field error for each that
   * is invalid.
   *
   * @param categoryName the name of the category's parameter
   */
  public static Set<Integer> read(Parameters parameters, String categoryName) {
    Set<Integer> scores = new HashSet<>(ofCategory(parameters, categoryName));
    scores.retainAll(named(parameters));
    return Set.copyOf(scores);
  }

  private static Set<Integer> ofCategory(Parameters parameters, String categoryName) {
    Optional<String> name = parameters.text(categoryName);
    Optional<Category> category = name.flatMap(Category::named);
    if (name.isPresent() && category.isEmpty()) {
      parameters.reject(categoryName, Rule.FORMAT, "detractor, passive or promoter");
    }
    return ALL.stream()
        .filter(score -> category.isEmpty() || Category.of(score) == category.get())
        .collect(Collectors.toSet());
  }

  private static Set<Integer> named(Parameters parameters) {
    Optional<String> text = parameters.text("score");
    if (text.isEmpty()) {
      return ALL;
    }
    if (!text.get().matches("(10|[0-9])(,(10|[0-9]))*")) {
      parameters.reject("score", Rule.FORMAT, "scores from 0 to 10 with commas between, as 7,8");
      return ALL;
    }
    Set<Integer> scores = new HashSet<>();
    for (String score : text.get().split(",", -1)) {
      scores.add(Integer.parseInt(score));
    }
    return scores;
  }
}
