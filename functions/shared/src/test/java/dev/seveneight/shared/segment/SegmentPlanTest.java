package dev.seveneight.shared.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a plan decides by the lists as they are, and which changes it asks for. */
class SegmentPlanTest {
  private static final ListName PLANS = ListName.valuesOf("plan");
  private static final SegmentRules RULES =
      new SegmentRules(Optional.empty(), List.of(), Set.of(), 2);

  @Test
  void shouldNameTheListsThatHaveToBeRead() {
    SegmentPlan plan = plan(Share.COLLECTED, Map.of("plan", "pro", "seats", "3"));

    assertThat(plan.missingLists(Map.of()))
        .containsExactlyInAnyOrder(ListName.PROPERTIES, PLANS, ListName.valuesOf("seats"));
    // A key that only collects brings no property: the list of seats does not matter.
    assertThat(plan.missingLists(Map.of(ListName.PROPERTIES, listed("plan"))))
        .containsExactly(PLANS);
  }

  @Test
  void shouldAskForNoMoreListsThanAProjectCanHave() {
    Map<String, String> many = new TreeMap<>();
    for (int i = 0; i < 50; i++) {
      many.put("p" + i, "x");
    }

    assertThat(plan(Share.WHOLE, many).missingLists(Map.of()))
        .hasSize(1 + Dimensions.MOST_PROPERTIES);
  }

  @Test
  void shouldAskForTheChangesThatANewValueNeeds() {
    SegmentDecision decision = decide(Share.WHOLE, "pro", Map.of());

    assertThat(decision.segmentation().keys()).containsExactly("", "plan=pro");
    assertThat(decision.changes())
        .containsExactly(
            ListChange.add(ListName.PROPERTIES, "plan", Dimensions.MOST_PROPERTIES),
            ListChange.note("plan", "pro"),
            ListChange.add(PLANS, "pro", 2));
  }

  @Test
  void shouldAskForNoChangeWhenAllIsListed() {
    SegmentDecision decision =
        decide(
            Share.WHOLE,
            "pro",
            Map.of(ListName.PROPERTIES, listed("plan"), PLANS, listed("pro").unwatched()));

    assertThat(decision.segmentation().keys()).containsExactly("", "plan=pro");
    assertThat(decision.changesLists()).isFalse();
  }

  @Test
  void shouldMarkAListAsFullThatHasNoRoom() {
    SegmentDecision decision =
        decide(
            Share.WHOLE,
            "pro",
            Map.of(ListName.PROPERTIES, listed("plan"), PLANS, listed("a", "b").unwatched()));

    assertThat(decision.segmentation().keys()).containsExactly("", "plan~other");
    assertThat(decision.changes()).containsExactly(ListChange.markFull(PLANS, "pro", 2));
  }

  @Test
  void shouldReadAListAgainBeforeACollectedValueIsLost() {
    Map<ListName, ValueList> lists =
        Map.of(ListName.PROPERTIES, listed("plan"), PLANS, listed("a"));

    SegmentDecision decision = decide(Share.COLLECTED, "pro", lists);

    assertThat(decision.segmentation().notCounted())
        .containsExactly(Map.entry("plan", NotCounted.BEYOND_SHARE));
    assertThat(decision.changes()).containsExactly(ListChange.readAgain(PLANS));
    assertThat(decision.changesLists()).isFalse();
    assertThat(
            plan(Share.COLLECTED, Map.of("plan", "pro"))
                .decide(lists, Set.of(ListChange.readAgain(PLANS)))
                .changes())
        .isEmpty();
  }

  @Test
  void shouldCloseAPropertyWhenTheWatchIsOverAndItsValuesDiffer() {
    SegmentDecision decision = decideAfterNote(ValueList.MOST_DIFFERENT + 1);

    assertThat(decision.segmentation().notCounted()).containsEntry("plan", NotCounted.CLOSED);
    assertThat(decision.changes())
        .containsExactly(ListChange.close("plan"), ListChange.endWatch("plan"));
  }

  @Test
  void shouldOnlyEndTheWatchOfOrdinaryValues() {
    SegmentDecision decision = decideAfterNote(ValueList.MOST_DIFFERENT);

    assertThat(decision.segmentation().keys()).containsExactly("", "plan=pro");
    assertThat(decision.changes()).containsExactly(ListChange.endWatch("plan"));
  }

  /** What is remembered of a watch may be old. The reply to the note is not. */
  @Test
  void shouldNotEndAWatchBeforeItHasNotedTheValue() {
    Map<ListName, ValueList> lists =
        Map.of(ListName.PROPERTIES, listed("plan"), PLANS, watched(100));

    assertThat(decide(Share.WHOLE, "pro", lists).changes())
        .containsExactly(ListChange.note("plan", "pro"));
  }

  @Test
  void shouldDecideAgainWhenSomebodyElseHasTakenTheLastPlace() {
    ValueLists taken =
        new Lists() {
          @Override
          ValueList after(ListChange change) {
            return change.kind() == ListChange.Kind.ADD && change.list().equals(PLANS)
                ? listed("a", "b").unwatched()
                : super.after(change);
          }
        };

    Segmentation segmentation = taken.write(plan(Share.WHOLE, Map.of("plan", "pro")));

    assertThat(segmentation.keys()).containsExactly("", "plan~other");
  }

  @Test
  void shouldGiveUpWhenAListNeverStaysAsItIs() {
    ValueLists restless =
        new Lists() {
          @Override
          ValueList after(ListChange change) {
            return ValueList.EMPTY;
          }
        };

    assertThatThrownBy(() -> restless.write(plan(Share.WHOLE, Map.of("plan", "pro"))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldWriteWhatItDecidesAndNothingMore() {
    List<ListChange> written = new ArrayList<>();
    ValueLists lists =
        new Lists() {
          @Override
          ValueList after(ListChange change) {
            written.add(change);
            return super.after(change);
          }
        };
    SegmentPlan plan = plan(Share.WHOLE, Map.of("plan", "pro"));
    List<ListChange> decided = lists.decide(plan).changes();
    assertThat(written).isEmpty();

    lists.write(plan);

    assertThat(written).isEqualTo(decided);
  }

  @Test
  void shouldLeaveTheEndOfAWatchToTheResponseWhoseNoteReachedIt() {
    List<ListChange> written = new ArrayList<>();
    Lists lists =
        new Lists() {
          @Override
          public ValueList write(ListChange change) {
            written.add(change);
            // Another response's note comes right after this one, and the cache has its result.
            super.write(change);
            return watched(1, ValueList.WATCHED - 1);
          }

          @Override
          ValueList after(ListChange change) {
            return watched(2);
          }
        };
    lists.lists.put(ListName.PROPERTIES, listed("plan"));
    lists.lists.put(PLANS, watched(1, ValueList.WATCHED - 2));

    lists.write(plan(Share.WHOLE, Map.of("plan", "pro")));

    assertThat(written).containsExactly(ListChange.note("plan", "pro"));
  }

  /** Lists of which a test decides how a write leaves them. */
  private static class Lists implements ValueLists {
    private final Map<ListName, ValueList> lists = new HashMap<>();

    ValueList after(ListChange change) {
      return change.appliedTo(read(change.list()));
    }

    @Override
    public ValueList read(ListName list) {
      return lists.getOrDefault(list, ValueList.EMPTY);
    }

    @Override
    public Map<ListName, ValueList> read(SegmentPlan plan) {
      return lists;
    }

    @Override
    public ValueList write(ListChange change) {
      ValueList after = after(change);
      lists.put(change.list(), after);
      return after;
    }
  }

  private static SegmentDecision decideAfterNote(int different) {
    return plan(Share.WHOLE, Map.of("plan", "pro"))
        .decide(
            Map.of(ListName.PROPERTIES, listed("plan"), PLANS, watched(different)),
            Set.of(ListChange.note("plan", "pro")));
  }

  private static SegmentDecision decide(Share share, String value, Map<ListName, ValueList> lists) {
    return plan(share, Map.of("plan", value)).decide(lists, Set.of());
  }

  private static SegmentPlan plan(Share share, Map<String, String> properties) {
    return RULES.plan(Map.of(), properties, share);
  }

  private static ValueList listed(String... values) {
    return ValueList.EMPTY.withListed(Set.of(values));
  }

  private static ValueList watched(int different) {
    return watched(different, ValueList.WATCHED);
  }

  private static ValueList watched(int different, long seen) {
    return new ValueList(Set.of("pro"), false, Set.of(), seen, OptionalInt.of(different));
  }
}
