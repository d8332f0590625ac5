package dev.seveneight.query.transitions;

import static dev.seveneight.shared.numbers.steps.Standpoint.DETRACTOR;
import static dev.seveneight.shared.numbers.steps.Standpoint.PASSIVE;
import static dev.seveneight.shared.numbers.steps.Standpoint.PROMOTER;

import dev.seveneight.query.json.NumberJson;
import dev.seveneight.query.json.QuestionJson;
import dev.seveneight.query.json.ShareJson;
import dev.seveneight.shared.nps.Proportion;
import dev.seveneight.shared.numbers.Question;
import dev.seveneight.shared.numbers.steps.ArrivalTally;
import dev.seveneight.shared.numbers.steps.Cohort;
import dev.seveneight.shared.numbers.steps.Standpoint;
import dev.seveneight.shared.numbers.steps.StepDays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Writes the JSON of the steps between responses of the same people. A share is of the people who
 * responded again, or had responded before. People without another response are not counted in it.
 */
public final class TransitionsJson {
  /** The view of the later steps of the people who responded. */
  static final String COHORT = "cohort";

  /** The view of the earlier steps of the people who responded. */
  static final String ARRIVALS = "arrivals";

  /** All views. */
  static final List<String> VIEWS = List.of(COHORT, ARRIVALS);

  private TransitionsJson() {}

  /** Returns the reply of the view {@link #COHORT}. */
  static Map<String, Object> of(Cohort cohort, Question question) {
    Map<String, Object> rows = new LinkedHashMap<>();
    for (Standpoint from : Standpoint.values()) {
      rows.put(from.apiName(), row(cohort, from, question));
    }
    StepDays passives = cohort.all().days(PASSIVE);
    Map<String, Object> days = new LinkedHashMap<>();
    days.put(
        "all",
        passives.plus(cohort.all().days(DETRACTOR)).plus(cohort.all().days(PROMOTER)).toJson());
    days.put("passive", passives.toJson());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("view", COHORT);
    json.put("from", rows);
    json.put("days_between", days);
    json.put(
        "too_few", NumberJson.tooFew(question.tooFew(), cohort.outcome(PASSIVE).answeredAgain()));
    QuestionJson.putInto(json, question);
    return json;
  }

  /** Returns the reply of the view {@link #ARRIVALS}. */
  static Map<String, Object> of(ArrivalTally arrivals, Question question) {
    Map<String, Object> rows = new LinkedHashMap<>();
    for (Standpoint to : Standpoint.values()) {
      rows.put(to.apiName(), row(arrivals, to, question));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("view", ARRIVALS);
    json.put("to", rows);
    json.put("too_few", NumberJson.tooFew(question.tooFew(), PASSIVE.sum(arrivals.steps()::to)));
    QuestionJson.putInto(json, question);
    return json;
  }

  private static Map<String, Object> row(Cohort cohort, Standpoint from, Question question) {
    Cohort.Outcome outcome = cohort.outcome(from);
    Map<String, Object> json = counts(outcome);
    json.put(
        "to", steps(to -> from.stepsTo(to, cohort.steps()), outcome.answeredAgain(), question));
    if (from.isPassive()) {
      json.put("conversion", outcomeShare(cohort, from, PROMOTER, question));
      json.put("decay", outcomeShare(cohort, from, DETRACTOR, question));
      json.put("stayed", outcomeShare(cohort, from, PASSIVE, question));
    }
    return json;
  }

  /** Returns how many people there were, and how many of them responded again. */
  public static Map<String, Object> counts(Cohort.Outcome outcome) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("started_count", outcome.started());
    json.put("answered_again_count", outcome.answeredAgain());
    json.put("not_answered_again_count", outcome.notAnsweredAgain());
    json.put("too_young_count", outcome.tooYoung());
    return json;
  }

  private static Map<String, Object> outcomeShare(
      Cohort cohort, Standpoint from, Standpoint to, Question question) {
    return ShareJson.withWhole(
        new Proportion(from.stepsTo(to, cohort.steps()), from.sum(cohort.steps()::from)),
        question.confidence());
  }

  private static Map<String, Object> row(ArrivalTally arrivals, Standpoint to, Question question) {
    long first = to.sum(arrivals.first()::get);
    long before = to.sum(arrivals.steps()::to);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("arrived_count", first + before);
    json.put("first_answer_count", first);
    json.put("answered_before_count", before);
    json.put("from", steps(from -> from.stepsTo(to, arrivals.steps()), before, question));
    return json;
  }

  private static Map<String, Object> steps(
      ToLongFunction<Standpoint> count, long all, Question question) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (Standpoint standpoint : Standpoint.values()) {
      json.put(
          standpoint.apiName(),
          ShareJson.of(new Proportion(count.applyAsLong(standpoint), all), question.confidence()));
    }
    return json;
  }
}
