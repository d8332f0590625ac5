package dev.seveneight.shared.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** A dimension of which a response can have several values. */
class ManyValuedDimensionTest {
  private static final String REASON = "reason";
  private static final SegmentRules RULES = rules(Set.of());

  private final ValueLists lists = MemoryValueLists.empty();

  @Test
  void shouldCountAResponseInEachOfItsValuesAndOnceInAny() {
    SegmentPlan plan = plan(RULES, Map.of()).withValues(REASON, List.of("price", "ease", "price"));

    assertThat(lists.write(plan).keys())
        .containsExactly("", "reason~any", "reason=price", "reason=ease");
  }

  @Test
  void shouldCountNothingWithoutValues() {
    assertThat(lists.write(plan(RULES, Map.of()).withValues(REASON, List.of())).keys())
        .containsExactly("");
  }

  @Test
  void shouldCrossAnyAndEachValue() {
    SegmentPlan plan =
        plan(RULES, Map.of("plan", "pro")).withValues(REASON, List.of("price", "ease"));

    assertThat(lists.write(plan).keys())
        .containsExactly(
            "",
            "plan=pro",
            "reason~any",
            "reason=price",
            "reason=ease",
            "plan=pro&reason~any",
            "plan=pro&reason=price",
            "plan=pro&reason=ease");
  }

  @Test
  void shouldNotCountASurveyOutOfTheHeadlineByReason() {
    SegmentPlan plan =
        rules(Set.of("internal"))
            .plan(Map.of("survey", "internal"), Map.of(), Share.WHOLE)
            .withValues(REASON, List.of("price"));

    Segmentation segmentation = lists.write(plan);

    assertThat(segmentation.keys()).containsExactly("survey=internal");
    assertThat(segmentation.notCounted()).containsEntry(REASON, NotCounted.OUT_OF_HEADLINE);
  }

  @Test
  void shouldNeedNoListAndKnowNoCap() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      many.add("reason" + i);
    }
    SegmentPlan plan = plan(RULES, Map.of()).withValues(REASON, many);

    assertThat(plan.missingLists(Map.of())).isEmpty();
    assertThat(lists.decide(plan).changes()).isEmpty();
    assertThat(lists.write(plan).keys()).hasSize(42).noneMatch(key -> key.endsWith("~other"));
  }

  @Test
  void shouldNotCountPropertiesOfReservedNames() {
    Map<String, String> properties = Map.of("reason", "price", "playbook", "call");
    SegmentRules declared =
        new SegmentRules(Optional.of(Dimensions.RESERVED), List.of(), Set.of(), 200);

    for (SegmentRules rules : List.of(RULES, declared)) {
      SegmentPlan plan = plan(rules, properties);
      assertThat(plan.missingLists(Map.of())).isEmpty();
      assertThat(lists.write(plan).keys()).containsExactly("");
      assertThat(lists.write(plan).notCounted())
          .containsOnlyKeys("reason", "playbook")
          .containsValue(NotCounted.RESERVED_NAME);
    }
  }

  /** A property of that name stays uncounted although the response is counted by reason. */
  @Test
  void shouldTellAPropertyFromTheDimensionOfItsName() {
    Segmentation today =
        lists.write(plan(RULES, Map.of("reason", "price")).withValues(REASON, List.of("price")));

    assertThat(Segmentation.notCounted(Set.of("reason"), today.keys(), today))
        .containsEntry("reason", NotCounted.RESERVED_NAME);
  }

  @Property
  void shouldCountInAnyExactlyTheResponsesWithAValue(
      @ForAll @Size(max = 20) List<@Size(max = 3) Set<Byte>> responses) {
    int withAny = 0;
    int inValues = 0;
    for (Set<Byte> values : responses) {
      List<String> keys =
          lists
              .write(
                  plan(RULES, Map.of())
                      .withValues(REASON, values.stream().map(value -> "r" + value).toList()))
              .keys();
      withAny += keys.contains("reason~any") ? 1 : 0;
      inValues += (int) keys.stream().filter(key -> key.startsWith("reason=")).count();
    }

    assertThat(withAny).isEqualTo(responses.stream().filter(each -> !each.isEmpty()).count());
    assertThat(inValues).isEqualTo(responses.stream().mapToInt(Set::size).sum());
  }

  private static SegmentRules rules(Set<String> outOfHeadline) {
    return new SegmentRules(
        Optional.empty(), List.of(new Crossing("plan", REASON)), outOfHeadline, 1);
  }

  private static SegmentPlan plan(SegmentRules rules, Map<String, String> properties) {
    return rules.plan(Map.of(), properties, Share.WHOLE);
  }
}
