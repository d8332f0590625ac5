package dev.seveneight.query.passives;

import static dev.seveneight.shared.numbers.steps.Standpoint.PASSIVE;

import dev.seveneight.query.json.NumberJson;
import dev.seveneight.query.json.QuestionJson;
import dev.seveneight.query.json.ShareJson;
import dev.seveneight.query.transitions.TransitionsJson;
import dev.seveneight.shared.nps.Category;
import dev.seveneight.shared.nps.Confidence;
import dev.seveneight.shared.nps.Group;
import dev.seveneight.shared.nps.Proportion;
import dev.seveneight.shared.nps.ScoreCounts;
import dev.seveneight.shared.nps.Swing;
import dev.seveneight.shared.nps.difference.PassiveDrift;
import dev.seveneight.shared.nps.difference.PassiveLevel;
import dev.seveneight.shared.numbers.Question;
import dev.seveneight.shared.numbers.ScoreTally;
import dev.seveneight.shared.numbers.steps.Cohort;
import dev.seveneight.shared.time.DayRange;
import dev.seveneight.shared.time.ReportRange;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Writes the JSON of the report on passives. A value that does not exist is null, never 0. */
final class PassivesJson {
  private PassivesJson() {}

  /** Returns the reply. */
  static Map<String, Object> of(PassivesReport report) {
    Question question = report.question();
    Confidence confidence = question.confidence();
    ScoreCounts counts = report.scores().counts();
    PassiveSegments segments = report.segments();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("passive", ShareJson.of(Proportion.of(Category.PASSIVE, counts), confidence));
    json.put("sevens", score(7, counts, confidence));
    json.put("eights", score(8, counts, confidence));
    json.put("promoter", ShareJson.of(Proportion.of(Category.PROMOTER, counts), confidence));
    json.put("detractor", ShareJson.of(Proportion.of(Category.DETRACTOR, counts), confidence));
    json.put("response_count", counts.total());
    json.put("too_few", NumberJson.tooFew(question.tooFew(), counts.total()));
    json.put(
        "swing",
        Swing.of(counts, report.cohort().steps(), confidence)
            .map(PassivesJson::swing)
            .orElse(null));
    json.put("level", report.level().map(level -> level(level, question)).orElse(null));
    json.put("comments", comments(report.scores()));
    json.put("answered_again", answeredAgain(counts, report.cohort()));
    json.put("segments", segments.found().stream().map(PassivesJson::segment).toList());
    json.put("segments_compared", segments.compared());
    json.put("dimensions_left_out", segments.leftOut());
    json.put("by", report.by().orElse(null));
    QuestionJson.putInto(json, question);
    return json;
  }

  private static Map<String, Object> score(int score, ScoreCounts counts, Confidence confidence) {
    long count = counts.withScore(score);
    Map<String, Object> json = ShareJson.of(new Proportion(count, counts.total()), confidence);
    json.put(
        "share_of_passives",
        NumberJson.orNull(new Proportion(count, counts.in(Category.PASSIVE)).share()));
    return json;
  }

  /** Returns the NPS now and if all passives moved up or down. */
  private static Map<String, Object> swing(Swing swing) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("now", swing.now());
    json.put("all_up", swing.allUp());
    json.put("all_down", swing.allDown());
    json.put(
        "expected",
        swing
            .expected()
            .map(expected -> NumberJson.estimate(expected.value(), expected.interval()))
            .orElse(null));
    return json;
  }

  /** Returns the level: whether there are more or fewer passives than usual. */
  private static Map<String, Object> level(
      PassivesReport.LevelOfRange compared, Question question) {
    PassiveLevel level = compared.level();
    DayRange baseline = compared.baseline();
    Map<String, Object> before = new LinkedHashMap<>();
    before.put("range", QuestionJson.of(ReportRange.of(baseline, question.range().zone())));
    before.put("share", NumberJson.orNull(level.baseline().share()));
    before.put("count", level.baseline().part());
    before.put("response_count", level.baseline().whole());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("level", level.level().apiName());
    json.put("threshold_points", compared.threshold());
    json.put("baseline", before);
    json.put("difference", NumberJson.difference(Optional.of(level.difference())));
    json.put("drift", level.drift().map(PassiveDrift::apiName).orElse(null));
    json.put("reason", PassiveReason.of(level, compared.threshold(), baseline.length()));
    return json;
  }

  /** Returns how many passives wrote a comment. */
  private static Map<String, Object> comments(ScoreTally tally) {
    ScoreCounts counts = tally.counts();
    long sevens = tally.withComment(Group.SEVEN);
    long eights = tally.withComment(Group.EIGHT);
    Map<String, Object> json = comments(sevens + eights, counts.in(Category.PASSIVE));
    json.put("sevens", comments(sevens, counts.withScore(7)));
    json.put("eights", comments(eights, counts.withScore(8)));
    return json;
  }

  private static Map<String, Object> comments(long with, long all) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("with_comment_count", with);
    json.put("without_comment_count", all - with);
    return json;
  }

  /** Returns how the same people responded next. */
  private static Map<String, Object> answeredAgain(ScoreCounts counts, Cohort cohort) {
    Cohort.Outcome outcome = cohort.outcome(PASSIVE);
    Map<String, Object> json = TransitionsJson.counts(outcome);
    // Journeys are counted a moment later than their responses.
    json.put("unknown_person_count", Math.max(0, counts.in(Category.PASSIVE) - outcome.started()));
    return json;
  }

  /** Returns a row that has too many passives. */
  private static Map<String, Object> segment(PassiveSegments.Found found) {
    PassiveRow compared = found.row();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("dimension", compared.dimension());
    json.put("value", compared.row().value().orElse(null));
    json.put("row", compared.row().holds().apiName());
    json.put("response_count", compared.passives().whole());
    json.put("passive_count", compared.passives().part());
    json.put("expected_count", compared.expected());
    json.put("excess_count", compared.excess());
    json.put("share", NumberJson.orNull(compared.passives().share()));
    json.put("difference", NumberJson.differenceOfMany(compared.difference(), found.q()));
    return json;
  }
}
