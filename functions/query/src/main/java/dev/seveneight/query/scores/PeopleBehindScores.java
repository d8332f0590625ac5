package dev.seveneight.query.scores;

import dev.seveneight.query.json.NumberJson;
import dev.seveneight.query.parameters.QuestionParameters;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.nps.Group;
import dev.seveneight.shared.nps.Proportion;
import dev.seveneight.shared.numbers.CounterSums;
import dev.seveneight.shared.numbers.Question;
import dev.seveneight.shared.numbers.ScoreTally;
import dev.seveneight.shared.numbers.TallyReadPlan;
import dev.seveneight.shared.numbers.TallyReader;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.tally.StepCounters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameter {@code include=people}: the number of people who gave the responses. They have
 * other tallies than the scores, so these are read only on request.
 */
public final class PeopleBehindScores {
  private final TallyReader tallies;

  public PeopleBehindScores(TallyReader tallies) {
    this.tallies = tallies;
  }

  /** Parses the parameter. Adds a field error if it is invalid. */
  static boolean isAsked(QuestionParameters questionParameters) {
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

  /** Returns the reply's member {@code people}. */
  Map<String, Object> toJson(Question question) {
    List<TallyReadPlan.Piece> pieces =
        TallyReadPlan.ofFewRequests(question.range().wholeDays().orElseThrow());
    String project = question.project().id();
    CounterSums standing = tallies.sum(project, question.segment(), Kind.STANDING, pieces);
    CounterSums arrivals = tallies.sum(project, question.segment(), Kind.ARRIVAL, pieces);
    long first = 0;
    long again = 0;
    for (Group to : Group.values()) {
      first += arrivals.get(StepCounters.first(to));
      for (Group from : Group.values()) {
        again += arrivals.get(StepCounters.came(from, to));
      }
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("standing_count", ScoreTally.of(standing).counts().total());
    json.put("first_answer_count", first);
    json.put("repeat_answer_count", again);
    json.put("repeat_share", NumberJson.orNull(new Proportion(again, first + again).share()));
    return json;
  }
}
