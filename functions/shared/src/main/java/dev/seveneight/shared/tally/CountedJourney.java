package dev.seveneight.shared.tally;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The counted content of a person's journey. Immutable.
 *
 * @param project the project of the journey
 * @param epoch the generation of tallies in which it is counted
 * @param answers in the order in which they were given; empty if there were too many to keep
 */
public record CountedJourney(String project, long epoch, List<JourneyAnswer> answers)
    implements Counted {
  /**
   * The maximum number of answers of a journey. A journey with more keeps no answers and counts
   * nothing.
   */
  public static final int MOST_ANSWERS = 200;

  /** Puts the answers in order. */
  public CountedJourney {
    answers = answers.stream().sorted(JourneyAnswer.IN_ORDER).toList();
  }

  /** Returns the consecutive answers of each line; a line has at least one. */
  public Collection<List<JourneyAnswer>> lines() {
    Map<String, List<JourneyAnswer>> lines = new TreeMap<>();
    for (JourneyAnswer answer : answers) {
      lines.computeIfAbsent(answer.line(), absent -> new ArrayList<>()).add(answer);
    }
    return lines.values();
  }

  /** Returns when the newest answer was given; empty if there is none. */
  public Optional<Instant> lastAnswerAt() {
    return answers.isEmpty()
        ? Optional.empty()
        : Optional.of(Instant.ofEpochSecond(answers.get(answers.size() - 1).time()));
  }

  /** Returns the newest answer of each line, which is the person's current standing. */
  public List<JourneyAnswer> newest() {
    return lines().stream().map(line -> line.get(line.size() - 1)).toList();
  }
}
