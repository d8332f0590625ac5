package dev.seveneight.query;

import static dev.seveneight.testing.JsonObjects.objects;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps a copy of all responses by following their changes, as a client would: from the time of the
 * last change that it has seen. Deletions cannot be seen in this way.
 */
final class ChangeFollower {
  private final ApiClient api;
  private final Map<String, Map<String, Object>> seen = new HashMap<>();
  private long newest;
  private Optional<String> next = Optional.empty();

  ChangeFollower(ApiClient api) {
    this.api = api;
  }

  /** Reads all changes that there are to be read. */
  void catchUp() {
    do {
      readAPage();
    } while (next.isPresent());
  }

  /** Reads one page: the next one, or the first of what came since. */
  void readAPage() {
    String path =
        next.orElse("/v1/survey_responses?per_page=3&order=asc:updated_at&updated_since=" + newest);
    Answer answer = api.get(path).expect(200);
    for (Map<String, Object> response : objects(answer.list())) {
      long updated = ((Number) response.get("updated_at")).longValue();
      assertThat(updated).as("the order of changes").isGreaterThanOrEqualTo(newest);
      newest = updated;
      seen.put((String) response.get("id"), response);
    }
    next = Links.next(answer);
  }

  /** The newest of each response that was seen, by id. */
  Map<String, Map<String, Object>> seen() {
    return seen;
  }
}
