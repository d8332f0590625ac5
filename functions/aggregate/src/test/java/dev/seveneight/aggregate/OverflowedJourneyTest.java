package dev.seveneight.aggregate;

import static dev.seveneight.aggregate.HandMadeRecord.delete;
import static dev.seveneight.aggregate.HandMadeRecord.insert;
import static dev.seveneight.aggregate.HandMadeRecord.modify;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.store.ledger.JourneyItems;
import dev.seveneight.shared.tally.JourneyAnswer;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestInvocation;
import dev.seveneight.testing.TestProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A journey that cannot hold all answers of its person: it says so, and counts nothing. */
class OverflowedJourneyTest {
  @RegisterExtension final StoreExtension store = new StoreExtension();

  private TestProject project;

  @BeforeEach
  void makeProject() {
    project = TestProject.in(store, TestClock.at("2026-03-05T12:01:00Z"));
  }

  @Test
  void shouldHoldTwoHundredResponses() {
    makeJourney(199);

    deliver(records(200, 200));

    assertThat(JourneyItems.entries(journey())).hasSize(200);
    assertThat(isOverflowed()).isFalse();
    assertThat(project.tallies())
        .containsEntry(" cohort#month#2026-03 1.b8", 200L)
        .containsEntry(" cohort#month#2026-03 1.w880", 199L)
        .containsEntry(" standing#month#2026-03 1.s8", 1L);
  }

  @Test
  void shouldOverflowWithTheNextAndCountNothingFromThenOn() {
    makeJourney(200);
    assertThat(project.tallies()).containsEntry(" cohort#month#2026-03 1.b8", 200L);

    deliver(records(201, 201));

    assertThat(isOverflowed()).isTrue();
    assertThat(JourneyItems.entries(journey())).isEmpty();
    assertThat(project.tallies().keySet())
        .noneMatch(tally -> tally.startsWith(" cohort"))
        .noneMatch(tally -> tally.startsWith(" arrival"))
        .noneMatch(tally -> tally.startsWith(" standing"))
        .anyMatch(tally -> tally.startsWith(" score"));
  }

  @Test
  void shouldOverflowAlsoInTheMiddleOfABatch() {
    makeJourney(190);

    deliver(records(181, 201));

    assertThat(isOverflowed()).isTrue();
    assertThat(project.tallies().keySet()).allMatch(tally -> tally.startsWith(" score"));
  }

  @Test
  @Timeout(300)
  void shouldNotOverflowOnAChangeOfAnExistingEntry() {
    makeJourney(200);

    deliver(records(150, 200));
    deliver(List.of(modify(201, response(7), response(7).scored(2))));
    deliver(List.of(delete(202, response(8))));

    assertThat(isOverflowed()).isFalse();
    assertThat(JourneyItems.entries(journey())).hasSize(200);
    assertThat(JourneyItems.entries(journey()).get("r7").answer().orElseThrow().score())
        .isEqualTo(2);
  }

  @Test
  void shouldStayAsItIsWhateverComesLater() {
    makeJourney(200);
    deliver(records(201, 201));
    Map<String, AttributeValue> overflowed = journey();

    deliver(records(1, 3));
    deliver(List.of(modify(202, response(7), response(7).scored(2))));
    deliver(List.of(delete(203, response(8))));
    deliver(List.of(insert(204, response(204))));

    assertThat(journey()).isEqualTo(overflowed);
  }

  @Test
  void shouldOverflowWhereTheStoreHoldsNoMore() {
    String[] segments =
        IntStream.range(0, 40)
            .mapToObj(i -> "d%02d=".formatted(i) + "v".repeat(500))
            .toArray(String[]::new);
    List<HandMadeRecord> records = new ArrayList<>();
    for (int number = 1; number <= 21; number++) {
      records.add(insert(number, response(number).in(segments)));
    }
    makeJourney(0);
    // The store holds 409,600 bytes, and each entry has some 20,200.
    deliver(records.subList(0, 20));
    assertThat(isOverflowed()).isFalse();
    assertThat(JourneyItems.entries(journey())).hasSize(20);

    deliver(records.subList(20, 21));

    assertThat(isOverflowed()).isTrue();
    assertThat(JourneyItems.entries(journey())).isEmpty();
  }

  /** A journey that holds the first answers. */
  private void makeJourney(int answers) {
    JourneyAnswer[] held =
        IntStream.rangeClosed(1, answers)
            .mapToObj(i -> response(i).toPersonsResponse())
            .toArray(JourneyAnswer[]::new);
    store
        .dynamo()
        .putItem(
            put ->
                put.tableName("LedgerTable").item(SampleJourney.of(project.id(), "jo", 1, held)));
  }

  private List<HandMadeRecord> records(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(i -> insert(i, response(i))).toList();
  }

  private SampleResponse response(int number) {
    return SampleResponse.of(project, "r" + number, 8).by("jo").at(number);
  }

  private void deliver(List<HandMadeRecord> records) {
    new TestInvocation()
        .call(
            project.function("AggregateFunction"), HandMadeEvent.of(HandMadeEvent.SHARD, records));
  }

  private boolean isOverflowed() {
    return journey().containsKey(JourneyItems.OVERFLOWED);
  }

  private Map<String, AttributeValue> journey() {
    return project.ledger("journey").get(0);
  }
}
