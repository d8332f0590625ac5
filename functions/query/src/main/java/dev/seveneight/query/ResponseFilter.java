package dev.seveneight.query;

import static dev.seveneight.shared.store.Attributes.numberOf;
import static dev.seveneight.shared.store.Attributes.textsOf;

import dev.seveneight.shared.http.Parameters;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.nps.Category;
import dev.seveneight.shared.segment.Segment;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Which responses a list shows. Immutable.
 *
 * @param scores the scores that are shown
 * @param segments the keys of segments, all of which a response has to be in
 */
record ResponseFilter(Set<Integer> scores, List<String> segments) {
  private static final Set<Integer> ALL_SCORES =
      IntStream.rangeClosed(Category.LOWEST_SCORE, Category.HIGHEST_SCORE)
          .boxed()
          .collect(Collectors.toUnmodifiableSet());

  /** Reads the parameters {@code category} and {@code score}; says to them what is wrong. */
  static ResponseFilter read(Parameters parameters, Segment segment) {
    Set<Integer> scores = new HashSet<>(ALL_SCORES);
    scores.retainAll(scoresOfCategory(parameters));
    scores.retainAll(scoresNamed(parameters));
    return new ResponseFilter(
        Set.copyOf(scores), segment.parts().stream().map(part -> Segment.of(part).key()).toList());
  }

  /** Whether it leaves nothing out. */
  boolean isEverything() {
    return scores.equals(ALL_SCORES) && segments.isEmpty();
  }

  /** Whether an entry of the index is shown. */
  boolean shows(Map<String, AttributeValue> entry) {
    return shows((int) numberOf(entry, "score"), textsOf(entry, "segments"));
  }

  /** Whether a response is shown. */
  boolean shows(SurveyResponse response) {
    return shows(response.content().score(), response.segments());
  }

  private boolean shows(int score, List<String> segmentsOf) {
    return scores.contains(score) && segmentsOf.containsAll(segments);
  }

  private static Set<Integer> scoresOfCategory(Parameters parameters) {
    Optional<String> name = parameters.text("category");
    Optional<Category> category = name.flatMap(Category::named);
    if (name.isPresent() && category.isEmpty()) {
      parameters.reject("category", Rule.FORMAT, "detractor, passive or promoter");
    }
    return ALL_SCORES.stream()
        .filter(score -> category.isEmpty() || Category.of(score) == category.get())
        .collect(Collectors.toSet());
  }

  private static Set<Integer> scoresNamed(Parameters parameters) {
    Optional<String> text = parameters.text("score");
    if (text.isEmpty()) {
      return ALL_SCORES;
    }
    if (!text.get().matches("(10|[0-9])(,(10|[0-9]))*")) {
      parameters.reject("score", Rule.FORMAT, "scores from 0 to 10 with commas between, as 7,8");
      return ALL_SCORES;
    }
    Set<Integer> scores = new HashSet<>();
    for (String score : text.get().split(",", -1)) {
      scores.add(Integer.parseInt(score));
    }
    return scores;
  }
}
