package dev.seveneight.query.scores;

import dev.seveneight.query.parameters.QuestionParameters;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.nps.Group;
import dev.seveneight.shared.nps.Proportion;
import dev.seveneight.shared.numbers.CounterSums;
import dev.seveneight.shared.numbers.Question;
import dev.seveneight.shared.numbers.ScoreTally;
import dev.seveneight.shared.numbers.TallyReadPlan;
import dev.seveneight.shared.numbers.TallyReader;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.tally.StepCounters;
import java.util.List;
import java.util.Optional;

/**
 * The people who gave the responses of a range. Immutable.
 *
 * @param standing the number of people whose newest response is in the range
 * @param first the number of responses that are the first of a person
 * @param again the responses that are not the first of a person, as a part of all
 */
record PeopleBehindScores(long standing, long first, Proportion again) {
  /**
   * The parameter {@code include=people}. The people have other tallies than the scores, so these
   * are read only on request.
   */
  static final class Reader {
    private final TallyReader tallies;

    Reader(TallyReader tallies) {
      this.tallies = tallies;
    }

    /** Parses the parameter. Adds a field error if it is invalid. */
    static boolean isRequested(QuestionParameters questionParameters) {
      Optional<String> text = questionParameters.parameters().text("include");
      if (text.isEmpty()) {
        return false;
      }
      if (!text.get().equals("people")) {
        questionParameters.parameters().reject("include", Rule.FORMAT, "people");
      }
      questionParameters.requireWholeDays();
      return true;
    }

    /** Reads the number of people. */
    PeopleBehindScores read(Question question) {
      List<TallyReadPlan.Piece> pieces =
          TallyReadPlan.ofFewRequests(question.range().wholeDays().orElseThrow());
      String project = question.project().id();
      CounterSums standings = tallies.sum(project, question.segment(), Kind.STANDING, pieces);
      CounterSums arrivals = tallies.sum(project, question.segment(), Kind.ARRIVAL, pieces);
      long first = 0;
      long again = 0;
      for (Group to : Group.values()) {
        first += arrivals.get(StepCounters.first(to));
        for (Group from : Group.values()) {
          again += arrivals.get(StepCounters.came(from, to));
        }
      }
      // A person who stands in the range has a response in it; among all responses ever, also a
      // first one. The tallies are written one after another, so for a moment more people may stand
      // than there are.
      boolean isAllEver =
          question.range().first() == 0 && question.segment().equals(Segment.EVERYTHING);
      long people = isAllEver ? first : first + again;
      long standing = Math.min(ScoreTally.of(standings).counts().total(), people);
      return new PeopleBehindScores(standing, first, new Proportion(again, first + again));
    }
  }
}
