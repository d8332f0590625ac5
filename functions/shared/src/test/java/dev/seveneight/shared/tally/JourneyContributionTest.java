package dev.seveneight.shared.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a person's answers say to the tallies of kinds cohort, arrival and standing. */
class JourneyContributionTest {
  @Test
  void shouldCountAnOnlyAnswerAsBegunAsFirstAndAsWhereThePersonStands() {
    assertThat(days(journey(answer("a", "2026-03-05", 8, ""))))
        .isEqualTo(
            Map.of(
                " cohort#day#2026-03-05", Map.of("1.b8", 1L),
                " arrival#day#2026-03-05", Map.of("1.f8", 1L),
                " standing#day#2026-03-05", Map.of("1.s8", 1L)));
  }

  @Test
  void shouldCountEachStepByItsFirstAnswerAndAgainByItsSecond() {
    CountedJourney journey =
        journey(
            answer("a", "2026-01-10", 7, ""),
            answer("b", "2026-01-20", 9, ""),
            answer("c", "2026-03-31", 3, ""));

    assertThat(days(journey))
        .isEqualTo(
            Map.of(
                " cohort#day#2026-01-10", Map.of("1.b7", 1L, "1.w7p1", 1L),
                " cohort#day#2026-01-20", Map.of("1.bp", 1L, "1.wpd4", 1L),
                " cohort#day#2026-03-31", Map.of("1.bd", 1L),
                " arrival#day#2026-01-10", Map.of("1.f7", 1L),
                " arrival#day#2026-01-20", Map.of("1.c7p", 1L),
                " arrival#day#2026-03-31", Map.of("1.cpd", 1L),
                " standing#day#2026-03-31", Map.of("1.s3", 1L)));
  }

  @Test
  void shouldCountMonthsLikeDays() {
    CountedJourney journey =
        journey(
            answer("a", "2026-01-10", 7, ""),
            answer("b", "2026-01-20", 9, ""),
            answer("c", "2026-03-31", 3, ""));

    assertThat(tallies(journey, "#month#"))
        .isEqualTo(
            Map.of(
                " cohort#month#2026-01", Map.of("1.b7", 1L, "1.w7p1", 1L, "1.bp", 1L, "1.wpd4", 1L),
                " cohort#month#2026-03", Map.of("1.bd", 1L),
                " arrival#month#2026-01", Map.of("1.f7", 1L, "1.c7p", 1L),
                " arrival#month#2026-03", Map.of("1.cpd", 1L),
                " standing#month#2026-03", Map.of("1.s3", 1L)));
  }

  @Test
  void shouldOrderAnswersByTimeHoweverTheyAreGiven() {
    JourneyAnswer first = answer("z", "2026-01-10", 7, "");
    JourneyAnswer second = answer("a", "2026-01-20", 9, "");

    assertThat(days(journey(second, first))).isEqualTo(days(journey(first, second)));
    assertThat(days(journey(second, first)))
        .containsEntry(" standing#day#2026-01-20", Map.of("1.s9", 1L));
  }

  @Test
  void shouldOrderAnswersOfTheSameSecondById() {
    JourneyAnswer first = answer("a", "2026-01-10", 7, "");
    JourneyAnswer second = answer("b", "2026-01-10", 9, "");

    assertThat(days(journey(second, first)))
        .isEqualTo(days(journey(first, second)))
        .containsEntry(" cohort#day#2026-01-10", Map.of("1.b7", 1L, "1.bp", 1L, "1.w7p0", 1L))
        .containsEntry(" standing#day#2026-01-10", Map.of("1.s9", 1L));
  }

  @Test
  void shouldCountEachSideOfAStepInTheSegmentsOfThatSide() {
    CountedJourney journey =
        journey(
            answer("a", "2026-01-10", 7, "", "plan=free"),
            answer("b", "2026-01-20", 9, "", "plan=pro"));

    assertThat(days(journey))
        .containsEntry("plan=free cohort#day#2026-01-10", Map.of("1.b7", 1L, "1.w7p1", 1L))
        .containsEntry("plan=free arrival#day#2026-01-10", Map.of("1.f7", 1L))
        .containsEntry("plan=pro cohort#day#2026-01-20", Map.of("1.bp", 1L))
        .containsEntry("plan=pro arrival#day#2026-01-20", Map.of("1.c7p", 1L))
        .containsEntry("plan=pro standing#day#2026-01-20", Map.of("1.s9", 1L))
        .doesNotContainKey("plan=free standing#day#2026-01-10")
        .doesNotContainKey("plan=free arrival#day#2026-01-20")
        .doesNotContainKey("plan=pro cohort#day#2026-01-10");
  }

  @Test
  void shouldTakeASurveyOutOfTheHeadlineForALineOfItsOwn() {
    CountedJourney journey =
        journey(
            answer("a", "2026-01-10", 7, "", "survey=spring"),
            answer("b", "2026-01-11", 2, "survey=internal"),
            answer("c", "2026-01-12", 9, "", "survey=autumn"),
            answer("d", "2026-01-13", 8, "survey=internal"));

    assertThat(tallies(journey, "standing#day#"))
        .isEqualTo(
            Map.of(
                " standing#day#2026-01-12", Map.of("1.s9", 1L),
                "survey=autumn standing#day#2026-01-12", Map.of("1.s9", 1L),
                "survey=internal standing#day#2026-01-13", Map.of("1.s8", 1L)));
    assertThat(days(journey))
        .containsEntry(" arrival#day#2026-01-12", Map.of("1.c7p", 1L))
        .containsEntry("survey=internal arrival#day#2026-01-11", Map.of("1.fd", 1L))
        .containsEntry("survey=internal arrival#day#2026-01-13", Map.of("1.cd8", 1L));
  }

  @Test
  void shouldCountTwoSurveysOutOfTheHeadlineApart() {
    CountedJourney journey =
        journey(
            answer("a", "2026-01-10", 7, "survey=internal"),
            answer("b", "2026-01-11", 9, "survey=staff"));

    assertThat(days(journey))
        .containsEntry("survey=internal standing#day#2026-01-10", Map.of("1.s7", 1L))
        .containsEntry("survey=staff standing#day#2026-01-11", Map.of("1.s9", 1L))
        .containsEntry("survey=staff arrival#day#2026-01-11", Map.of("1.fp", 1L));
  }

  @Test
  void shouldCountInTheEpochOfTheJourney() {
    CountedJourney later = new CountedJourney("acme", 3, List.of(answer("a", "2026-03-05", 8, "")));

    assertThat(days(later)).containsEntry(" standing#day#2026-03-05", Map.of("3.s8", 1L));
  }

  @Test
  void shouldCountNothingOfAJourneyWithoutAnswers() {
    assertThat(Contribution.of(Optional.of(journey()))).isEmpty();
  }

  @Test
  void shouldMakeTheStepsAnewWhenAnAnswerComesBetweenTwo() {
    JourneyAnswer first = answer("a", "2026-01-10", 7, "");
    JourneyAnswer between = answer("b", "2026-01-15", 8, "");
    JourneyAnswer last = answer("c", "2026-01-20", 9, "");

    Map<TallyKey, Counters> delta =
        Contribution.delta(
            Optional.of(journey(first, last)), Optional.of(journey(first, between, last)));

    assertThat(written(delta, "#day#"))
        .isEqualTo(
            Map.of(
                " cohort#day#2026-01-10", Map.of("1.w7p1", -1L, "1.w780", 1L),
                " cohort#day#2026-01-15", Map.of("1.b8", 1L, "1.w8p0", 1L),
                " arrival#day#2026-01-15", Map.of("1.c78", 1L),
                " arrival#day#2026-01-20", Map.of("1.c7p", -1L, "1.c8p", 1L)));
  }

  private static CountedJourney journey(JourneyAnswer... answers) {
    return new CountedJourney("acme", 1, List.of(answers));
  }

  private static JourneyAnswer answer(String id, String day, int score, String... segments) {
    LocalDate date = LocalDate.parse(day);
    return new JourneyAnswer(id, date.toEpochDay() * 86_400, date, score, List.of(segments));
  }

  private static Map<String, Map<String, Long>> days(CountedJourney journey) {
    return tallies(journey, "#day#");
  }

  private static Map<String, Map<String, Long>> tallies(CountedJourney journey, String place) {
    return written(Contribution.of(Optional.of(journey)), place);
  }

  /** The tallies whose sort key has this in it, by segment and sort key. */
  private static Map<String, Map<String, Long>> written(
      Map<TallyKey, Counters> tallies, String place) {
    Map<String, Map<String, Long>> written = new TreeMap<>();
    tallies.forEach(
        (tally, counters) -> {
          if (tally.place().contains(place)) {
            written.put(tally.segment() + " " + tally.place(), new TreeMap<>(counters.byName()));
          }
        });
    return written;
  }
}
