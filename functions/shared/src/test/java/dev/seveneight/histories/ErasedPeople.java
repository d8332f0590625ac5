package dev.seveneight.histories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.testing.ApiClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Erases people as everybody does, by the API, and remembers who they were. */
final class ErasedPeople {
  /** As long as a request takes: who had read the person before may write an answer until then. */
  private static final Duration REQUEST = Duration.ofSeconds(29);

  private final Map<String, ApiClient> clients;
  private final InstantSource clock;
  private final Map<String, Set<String>> erased = new TreeMap<>();
  private final Map<String, String> last = new TreeMap<>();
  private final Map<String, Instant> lastTime = new TreeMap<>();

  /**
   * Nobody yet.
   *
   * @param clients a client of the API for each project
   */
  ErasedPeople(Map<String, ApiClient> clients, InstantSource clock) {
    this.clients = clients;
    this.clock = clock;
  }

  void erase(String project, String person, boolean keepScores) {
    assertThat(ask(project, person, "?keep_scores=" + keepScores)).isEqualTo(202);
    erased.computeIfAbsent(project, absent -> new TreeSet<>()).add(person);
    last.put(project, person);
    lastTime.put(project, clock.instant());
  }

  /** Asks for all of them again, as one does when a batch was lost that was to go on with it. */
  void eraseAgain() {
    erased.forEach(
        (project, people) ->
            people.forEach(person -> assertThat(ask(project, person, "")).isIn(202, 404)));
  }

  /** Somebody to whom an answer may still be written by who knows nothing of the erasure. */
  Optional<String> justErased(String project) {
    return Optional.ofNullable(last.get(project))
        .filter(person -> clock.instant().isBefore(lastTime.get(project).plus(REQUEST)));
  }

  /** The ids of all of a project. */
  Set<String> of(String project) {
    return erased.getOrDefault(project, Set.of());
  }

  private int ask(String project, String person, String parameters) {
    return clients.get(project).delete("/v1/people/" + person + parameters).status();
  }
}
