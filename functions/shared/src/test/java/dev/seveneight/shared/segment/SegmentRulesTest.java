package dev.seveneight.shared.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SegmentRulesTest {
  private static final SegmentRules DEFAULT =
      new SegmentRules(Optional.empty(), List.of(), Set.of(), 200);

  private final ValueLists lists = MemoryValueLists.empty();

  @Test
  void shouldCountAResponseInEverythingAndInEachOfItsValues() {
    assertThat(keys(DEFAULT, Map.of("survey", "spring"), Map.of("plan", "pro")))
        .containsExactly("", "plan=pro", "survey=spring");
  }

  @Test
  void shouldNotCountByWhatLooksPersonal() {
    assertThat(
            keys(
                DEFAULT,
                Map.of(),
                Map.of("user_id", "7", "contact", "jo@example.com", "story", "x".repeat(51))))
        .containsExactly("");
  }

  @Test
  void shouldCountAPersonalValueOfADimensionAsOther() {
    keys(DEFAULT, Map.of(), Map.of("contact", "phone call"));

    assertThat(keys(DEFAULT, Map.of(), Map.of("contact", "jo@example.com")))
        .containsExactly("", "contact~other");
  }

  @Test
  void shouldCountByWhatIsDeclaredAndByNothingElse() {
    SegmentRules rules =
        new SegmentRules(Optional.of(List.of("account_id")), List.of(), Set.of(), 200);

    assertThat(keys(rules, Map.of(), Map.of("account_id", "7", "plan", "pro")))
        .containsExactly("", "account_id=7");
    assertThat(keys(rules, Map.of(), Map.of("account_id", "x".repeat(101))))
        .containsExactly("", "account_id~other");
    assertThat(keys(rules, Map.of(), Map.of("account_id", "x".repeat(100))))
        .containsExactly("", "account_id=" + "x".repeat(100));
  }

  @Test
  void shouldCountAtMostTenPropertiesAndTheFirstOnesWin() {
    Map<String, String> twelve = new TreeMap<>();
    IntStream.range(10, 22).forEach(i -> twelve.put("p" + i, "v"));

    assertThat(keys(DEFAULT, Map.of(), Map.of("zone", "north"))).contains("zone=north");
    assertThat(keys(DEFAULT, Map.of(), twelve))
        .hasSize(10)
        .contains("p18=v")
        .doesNotContain("p19=v");
    assertThat(keys(DEFAULT, Map.of(), Map.of("p21", "v", "zone", "south")))
        .containsExactly("", "zone=south");
  }

  @Test
  void shouldCountWhatIsBeyondTheCapAsOtherForEver() {
    SegmentRules small = new SegmentRules(Optional.empty(), List.of(), Set.of(), 1);
    keys(small, Map.of(), Map.of("plan", "pro"));

    assertThat(keys(small, Map.of(), Map.of("plan", "free"))).containsExactly("", "plan~other");
    assertThat(keys(small, Map.of(), Map.of("plan", "pro"))).containsExactly("", "plan=pro");
    assertThat(keys(small, Map.of(), Map.of("plan", "free"))).containsExactly("", "plan~other");
  }

  @Test
  void shouldCountDeclaredCrossings() {
    SegmentRules rules =
        new SegmentRules(
            Optional.empty(),
            List.of(new Crossing("plan", "country"), new Crossing("survey", "plan")),
            Set.of(),
            200);

    assertThat(keys(rules, Map.of(), Map.of("plan", "pro", "country", "DE")))
        .containsExactly("", "country=DE", "plan=pro", "country=DE&plan=pro");
    assertThat(keys(rules, Map.of("survey", "spring"), Map.of("plan", "pro")))
        .containsExactly("", "plan=pro", "survey=spring", "plan=pro&survey=spring");
  }

  @Test
  void shouldCountASurveyOutOfTheHeadlineByItselfOnly() {
    SegmentRules rules =
        new SegmentRules(
            Optional.empty(),
            List.of(new Crossing("plan", "country"), new Crossing("survey", "plan")),
            Set.of("internal"),
            200);

    assertThat(keys(rules, Map.of("survey", "internal"), Map.of("plan", "pro", "country", "DE")))
        .containsExactly("survey=internal", "plan=pro&survey=internal");
  }

  @Test
  void shouldNotLetASurveyOutOfTheHeadlineBeCountedAsAnother() {
    SegmentRules rules = new SegmentRules(Optional.empty(), List.of(), Set.of("internal"), 1);
    keys(rules, Map.of("survey", "spring"), Map.of());

    // As survey~other it would be part of a row whose responses are all part of everything.
    assertThat(keys(rules, Map.of("survey", "internal"), Map.of()))
        .containsExactly("survey=internal");
  }

  @Test
  void shouldNotLetAPropertyStandForAFieldOfItsName() {
    assertThat(keys(DEFAULT, Map.of("survey", "spring"), Map.of("survey", "forged", "plan", "")))
        .containsExactly("", "survey=spring");
  }

  @Property
  void shouldCountEveryResponseOnceInEachDimension(
      @ForAll("settings") SegmentRules rules, @ForAll("responses") List<Answer> responses) {
    ValueLists lists = MemoryValueLists.empty();
    Map<String, Long> countOf = new HashMap<>();
    Map<String, Long> without = new HashMap<>();
    long all = 0;
    for (Answer response : responses) {
      List<Segment> segments =
          lists
              .write(rules.plan(response.builtIn(), response.properties(), Share.WHOLE))
              .segments();
      assertThat(segments).doesNotHaveDuplicates();
      if (!segments.contains(Segment.EVERYTHING)) {
        continue;
      }
      all++;
      for (String dimension : Answer.DIMENSIONS) {
        List<Segment> ofDimension =
            segments.stream().filter(s -> s.parts().size() == 1 && s.isOf(dimension)).toList();
        assertThat(ofDimension).hasSizeLessThanOrEqualTo(1);
        ofDimension.forEach(segment -> countOf.merge(segment.key(), 1L, Long::sum));
        if (ofDimension.isEmpty()) {
          without.merge(dimension, 1L, Long::sum);
        }
      }
    }
    for (String dimension : Answer.DIMENSIONS) {
      long values =
          countOf.entrySet().stream()
              .filter(entry -> Segment.parse(entry.getKey()).isOf(dimension))
              .mapToLong(Map.Entry::getValue)
              .sum();
      assertThat(values + without.getOrDefault(dimension, 0L)).isEqualTo(all);
    }
  }

  @Property
  void shouldNeverCountAValueInTwoPlaces(@ForAll("responses") List<Answer> responses) {
    SegmentRules small = new SegmentRules(Optional.empty(), List.of(), Set.of(), 3);
    ValueLists lists = MemoryValueLists.empty();
    Map<String, String> segmentOf = new HashMap<>();
    for (Answer response : responses) {
      String survey = response.builtIn().get("survey");
      if (survey != null) {
        String key =
            lists.write(small.plan(Map.of("survey", survey), Map.of(), Share.WHOLE)).keys().get(1);
        assertThat(segmentOf.merge(survey, key, (before, now) -> before)).isEqualTo(key);
      }
    }
  }

  /** What a response says that it could be counted by. */
  record Answer(Map<String, String> builtIn, Map<String, String> properties) {
    static final List<String> DIMENSIONS =
        List.of("survey", "channel", "language", "plan", "country", "user_id", "e=&~%");
  }

  @Provide
  Arbitrary<List<Answer>> responses() {
    Arbitrary<String> values =
        Arbitraries.of("a", "b", "c", "d", "e", "", "=", "&", "~other", "jo@example.com", "%");
    Arbitrary<Map<String, String>> builtIn =
        Arbitraries.maps(
            Arbitraries.of(Dimensions.BUILT_IN), values.filter(value -> !value.isEmpty()));
    Arbitrary<Map<String, String>> properties =
        Arbitraries.maps(Arbitraries.of(Answer.DIMENSIONS), values);
    return Combinators.combine(builtIn, properties).as(Answer::new).list().ofMaxSize(40);
  }

  @Provide
  Arbitrary<SegmentRules> settings() {
    Arbitrary<Optional<List<String>>> declared =
        Arbitraries.of(
            Optional.empty(), Optional.of(List.of()), Optional.of(List.of("user_id", "e=&~%")));
    Arbitrary<Set<String>> outOfHeadline = Arbitraries.of("a", "c", "e").set().ofMaxSize(2);
    return Combinators.combine(declared, outOfHeadline)
        .as(
            (names, surveys) ->
                new SegmentRules(
                    names,
                    List.of(new Crossing("plan", "country"), new Crossing("survey", "plan")),
                    surveys,
                    3));
  }

  private List<String> keys(
      SegmentRules rules, Map<String, String> builtIn, Map<String, String> properties) {
    return lists.write(rules.plan(builtIn, new TreeMap<>(properties), Share.WHOLE)).keys();
  }
}
