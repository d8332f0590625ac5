package dev.seveneight.shared.tally;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a person's journey says to the tallies. Immutable.
 *
 * @param project whose it is
 * @param epoch the generation of tallies that it is counted in
 * @param answers in the order in which they were given; none if there were too many to keep
 */
public record CountedJourney(String project, long epoch, List<JourneyAnswer> answers)
    implements Counted {
  /** The most answers that a journey holds. One with more keeps none, and counts nothing. */
  public static final int MOST_ANSWERS = 200;

  /** The answers are put in order. */
  public CountedJourney {
    answers = answers.stream().sorted(JourneyAnswer.IN_ORDER).toList();
  }

  /** The answers that follow one another, line by line; a line has at least one. */
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

  /** Where the person stands: the newest answer of each line. */
  public List<JourneyAnswer> newest() {
    return lines().stream().map(line -> line.get(line.size() - 1)).toList();
  }
}
