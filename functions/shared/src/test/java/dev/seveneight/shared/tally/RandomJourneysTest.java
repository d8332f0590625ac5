package dev.seveneight.shared.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What always holds between the tallies of kinds cohort, arrival and standing. */
class RandomJourneysTest {
  private static final LocalDate START = LocalDate.parse("2026-02-20");

  @Property
  void shouldNotAnswerAgainAsOftenAsALineEnds(@ForAll("people") List<CountedJourney> people) {
    Map<String, Long> begunLessGone = sum(people, Kind.COHORT, "b");
    sum(people, Kind.COHORT, "w")
        .forEach((tally, steps) -> begunLessGone.merge(tally, -steps, Long::sum));
    begunLessGone.values().removeIf(count -> count == 0);

    assertThat(begunLessGone).isEqualTo(count(lastAnswers(people)));
  }

  @Property
  void shouldArriveWithEveryAnswer(@ForAll("people") List<CountedJourney> people) {
    Map<String, Long> arrived = sum(people, Kind.ARRIVAL, "f");
    sum(people, Kind.ARRIVAL, "c")
        .forEach((tally, steps) -> arrived.merge(tally, steps, Long::sum));

    assertThat(arrived).isEqualTo(count(allAnswers(people)));
    assertThat(sum(people, Kind.COHORT, "b")).isEqualTo(count(allAnswers(people)));
  }

  @Property
  void shouldHaveEachPersonStandOnceInEachOfTheirLines(
      @ForAll("people") List<CountedJourney> people) {
    assertThat(sum(people, Kind.STANDING, "s")).isEqualTo(count(lastAnswers(people)));
  }

  @Property
  void shouldCountAsManyStepsByTheirFirstAnswersAsByTheirSecond(
      @ForAll("people") List<CountedJourney> people) {
    assertThat(total(sum(people, Kind.COHORT, "w", "", "survey=internal", "survey=staff")))
        .isEqualTo(total(sum(people, Kind.ARRIVAL, "c", "", "survey=internal", "survey=staff")))
        .isEqualTo(allAnswers(people).size() - lastAnswers(people).size());
  }

  /** How much the counters that begin so say, by tally. */
  private static Map<String, Long> sum(
      List<CountedJourney> people, Kind kind, String counter, String... segments) {
    Map<TallyKey, Counters> tallies = new HashMap<>();
    people.forEach(
        person ->
            Contribution.of(Optional.of(person))
                .forEach((tally, counters) -> tallies.merge(tally, counters, Counters::plus)));
    Map<String, Long> sums = new TreeMap<>();
    tallies.forEach(
        (tally, counters) -> {
          if (tally.kind() == kind
              && tally.period().unit() == Period.Unit.DAY
              && (segments.length == 0 || List.of(segments).contains(tally.segment()))) {
            counters
                .byName()
                .forEach(
                    (name, count) -> {
                      if (name.startsWith("1." + counter)) {
                        sums.merge(
                            tally.segment() + " " + tally.period().start(), count, Long::sum);
                      }
                    });
          }
        });
    return sums;
  }

  private static long total(Map<String, Long> sums) {
    return sums.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many of the answers there are, by segment and day. */
  private static Map<String, Long> count(List<JourneyAnswer> answers) {
    Map<String, Long> counts = new TreeMap<>();
    for (JourneyAnswer answer : answers) {
      for (String segment : answer.segments()) {
        counts.merge(segment + " " + answer.day(), 1L, Long::sum);
      }
    }
    return counts;
  }

  private static List<JourneyAnswer> allAnswers(List<CountedJourney> people) {
    return people.stream().flatMap(person -> person.answers().stream()).toList();
  }

  /** The last answer of each person in everything and in each survey that is not part of it. */
  private static List<JourneyAnswer> lastAnswers(List<CountedJourney> people) {
    List<JourneyAnswer> last = new ArrayList<>();
    for (CountedJourney person : people) {
      for (String line : List.of("", "survey=internal", "survey=staff")) {
        JourneyAnswer newest = null;
        for (JourneyAnswer answer : person.answers()) {
          boolean later =
              newest == null
                  || answer.time() > newest.time()
                  || (answer.time() == newest.time() && answer.id().compareTo(newest.id()) > 0);
          if (answer.segments().contains(line) && later) {
            newest = answer;
          }
        }
        if (newest != null) {
          last.add(newest);
        }
      }
    }
    return last;
  }

  @Provide
  Arbitrary<List<CountedJourney>> people() {
    Arbitrary<JourneyAnswer> answer =
        Combinators.combine(
                // Few seconds, so that some are the same.
                Arbitraries.integers().between(0, 60),
                Arbitraries.integers().between(0, 10),
                Arbitraries.of(
                    List.of(""),
                    List.of("", "plan=free"),
                    List.of("", "plan=pro"),
                    List.of("", "plan=pro", "survey=spring"),
                    List.of("survey=internal"),
                    List.of("survey=internal", "plan=pro&survey=internal"),
                    List.of("survey=staff")))
            .as(
                (day, score, segments) ->
                    new JourneyAnswer("", day, START.plusDays(day), score, segments));
    return answer.list().ofMaxSize(12).map(RandomJourneysTest::journey).list().ofMaxSize(6);
  }

  private static CountedJourney journey(List<JourneyAnswer> answers) {
    List<JourneyAnswer> named = new ArrayList<>();
    for (JourneyAnswer answer : answers) {
      named.add(
          new JourneyAnswer(
              "id" + (97 * named.size() + 31) % 100,
              answer.time(),
              answer.day(),
              answer.score(),
              answer.segments()));
    }
    return new CountedJourney("acme", 1, named);
  }
}
