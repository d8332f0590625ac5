package dev.seveneight.bench;

import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.tally.TallyKey;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How many responses a project has in one year.
 *
 * @param responses how many
 * @param isFull whether its tallies are as full as they can be, and not those of the responses
 */
record ScaleSize(int responses, boolean isFull) {
  private static final List<Integer> SIZES = List.of(1_000, 10_000, 100_000, 1_000_000);

  /** From the smallest to the largest, and the full one. */
  static List<ScaleSize> upTo(int largest) {
    List<ScaleSize> sizes = new ArrayList<>();
    for (int size : SIZES) {
      if (size <= largest) {
        sizes.add(new ScaleSize(size, false));
      }
    }
    sizes.add(new ScaleSize(SIZES.get(0), true));
    return sizes;
  }

  /** How tables call it. */
  String title() {
    return isFull ? "every day full" : String.format(Locale.ROOT, "%,d", responses);
  }

  /**
   * The project of this size whose responses have so many values; names are equally long, as they
   * are a part of what is read.
   */
  String project(int values) {
    String start = values == ScaleQuestion.MANY ? "wide" : "acme";
    return start + "-" + (isFull ? "full" : "1e0" + (String.valueOf(responses).length() - 1));
  }

  /** Puts a project of this size into the store. */
  void load(ScaleStore store, int values) {
    ScaleResponses made = made(values);
    ScaleProject project =
        store.newProject(
            project(values), made, values == ScaleQuestion.MANY ? ScaleSize::isAsked : all -> true);
    if (isFull) {
      project.fill();
    } else {
      project.count();
    }
  }

  /** The responses of a project of this size. */
  ScaleResponses made(int values) {
    return new ScaleResponses(responses, ScaleQuestion.DIMENSION, values);
  }

  /** Whether a question about many values reads it; to write all others would take long. */
  private static boolean isAsked(TallyKey tally) {
    LocalDate oldest = ScaleYear.FIRST_DAY.withDayOfMonth(1);
    return tally.segment().equals(Segment.EVERYTHING.key())
        || (tally.kind() == Kind.SCORE && !tally.period().firstDay().isBefore(oldest));
  }
}
