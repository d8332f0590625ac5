package dev.seveneight.aggregate;

import static dev.seveneight.aggregate.HandMadeRecord.delete;
import static dev.seveneight.aggregate.HandMadeRecord.insert;
import static dev.seveneight.aggregate.HandMadeRecord.modify;
import static dev.seveneight.aggregate.HandMadeRecord.remove;
import static dev.seveneight.shared.store.Attributes.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.store.ledger.JourneyItems;
import dev.seveneight.shared.store.ledger.JourneyItems.Entry;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestInvocation;
import dev.seveneight.testing.TestProject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Records that come again, late and in any order: the newest revision of a response wins. */
class LateRecordsOfJourneysTest {
  @RegisterExtension final StoreExtension store = new StoreExtension();

  private TestProject project;
  private SampleResponse response;

  @BeforeEach
  void makePeople() {
    project = TestProject.in(store, TestClock.at("2026-03-05T12:01:00Z"));
    response = SampleResponse.of(project, "a", 7).by("jo");
    makeJourney("jo");
    makeJourney("ada");
  }

  @Test
  void shouldNotBringBackAnOlderRevision() {
    HandMadeRecord come = insert(1, response);
    deliver(come, modify(2, response, response.scored(9)));

    deliver(come);

    assertThat(entry("jo")).isEqualTo(known(response.scored(9)));
  }

  @Test
  void shouldTakeTheNewestOfABatchInReverseOrder() {
    SampleResponse second = response.scored(9);
    SampleResponse third = second.scored(3);

    deliver(modify(3, second, third), modify(2, response, second), insert(1, response));

    assertThat(entry("jo")).isEqualTo(known(third));
    assertThat(journey("jo").get("rev").n()).isEqualTo("2");
  }

  @Test
  void shouldTakeTheNewestOfBatchesInReverseOrder() {
    SampleResponse second = response.scored(9);

    deliver(modify(2, response, second));
    deliver(insert(1, response));

    assertThat(entry("jo")).isEqualTo(known(second));
  }

  @Test
  void shouldNotWriteAnExistingEntryAgain() {
    deliver(insert(1, response));
    Map<String, AttributeValue> before = journey("jo");

    deliver(insert(1, response));

    assertThat(journey("jo")).isEqualTo(before);
  }

  @Test
  void shouldNotRestoreADeletedResponse() {
    HandMadeRecord come = insert(1, response);
    deliver(come);
    deliver(delete(2, response));

    deliver(come);

    assertThat(entry("jo")).isEqualTo(marker(2));
  }

  @Test
  void shouldNotAddAResponseThatWasDeletedBeforeItsRecordArrived() {
    deliver(delete(2, response));
    deliver(insert(1, response));

    assertThat(entry("jo")).isEqualTo(marker(2));
  }

  @Test
  void shouldNotRestoreAResponseThatNowBelongsToAnotherPerson() {
    SampleResponse handedOn = response.scored(7).by("ada");
    HandMadeRecord come = insert(1, response);
    deliver(come);
    deliver(modify(2, response, handedOn));

    deliver(come);

    assertThat(entry("jo")).isEqualTo(marker(2));
    assertThat(entry("ada")).isEqualTo(known(handedOn));
  }

  @Test
  void shouldNotRestoreAnExcludedResponse() {
    HandMadeRecord come = insert(1, response);
    deliver(come, modify(2, response, response.leftOut()));

    deliver(come);

    assertThat(entry("jo")).isEqualTo(marker(2));
  }

  @Test
  void shouldLoseAResponseWhoseItemIsRemoved() {
    deliver(insert(1, response));

    deliver(remove(2, response));

    assertThat(entry("jo")).isEqualTo(marker(2));
  }

  @Test
  void shouldNotRecreateADeletedJourney() {
    HandMadeRecord come = insert(1, response);
    deliver(come);
    store
        .dynamo()
        .deleteItem(
            deletion ->
                deletion
                    .tableName("LedgerTable")
                    .key(Map.of("pk", text(LedgerItems.journeyKey(project.id(), "jo")))));

    deliver(come);
    deliver(modify(2, response, response.scored(9)));
    deliver(delete(3, response.scored(9)));

    assertThat(project.ledger("journey"))
        .extracting(item -> item.get("person").s())
        .containsExactly("ada");
  }

  @Test
  void shouldListAJourneyByTheTimeOfItsNewestMarker() {
    Instant morning = Instant.parse("2026-03-05T09:00:00Z");
    SampleResponse other = SampleResponse.of(project, "b", 3).by("jo");
    deliver(insert(1, response), insert(2, other));
    assertThat(journey("jo")).doesNotContainKeys("listing", "listed_at");

    deliver(delete(3, response).at(morning));
    assertThat(journey("jo"))
        .containsEntry("listing", text(project.id() + "#journey-with-markers"))
        .containsEntry("listed_at", text(morning.getEpochSecond() + "#jo"));

    deliver(delete(4, other).at(morning.plusSeconds(3600)));
    assertThat(journey("jo"))
        .containsEntry("listed_at", text(morning.plusSeconds(3600).getEpochSecond() + "#jo"));
    assertThat(entries("jo").get("a").goneSince()).contains(morning);
    assertThat(entries("jo").get("b").goneSince()).contains(morning.plusSeconds(3600));
  }

  @Test
  void shouldMendAnEntryWhenARebuildMovesItsResponse() {
    SampleResponse moved = response.inEpoch(2);
    SampleResponse damaged = response.scored(0);
    deliver(insert(1, response));
    store
        .dynamo()
        .putItem(
            put ->
                put.tableName("LedgerTable")
                    .item(
                        SampleJourney.of(
                            project.id(), "jo", 1, known(damaged).answer().orElseThrow())));

    deliver(modify(2, response, moved));

    assertThat(entry("jo")).isEqualTo(known(moved));
  }

  private void makeJourney(String person) {
    store
        .dynamo()
        .putItem(
            put -> put.tableName("LedgerTable").item(SampleJourney.empty(project.id(), person, 1)));
  }

  private void deliver(HandMadeRecord... records) {
    new TestInvocation().call(project.function("AggregateFunction"), HandMadeEvent.of(records));
  }

  private static Entry known(SampleResponse said) {
    return new Entry(said.rev(), Optional.of(said.toPersonsResponse()), Optional.empty());
  }

  private static Entry marker(long rev) {
    return new Entry(rev, Optional.empty(), Optional.of(HandMadeRecord.TIME));
  }

  private Entry entry(String person) {
    assertThat(entries(person)).containsOnlyKeys("a");
    return entries(person).get("a");
  }

  private Map<String, Entry> entries(String person) {
    return JourneyItems.entries(journey(person));
  }

  private Map<String, AttributeValue> journey(String person) {
    return project.ledger("journey").stream()
        .filter(item -> item.get("person").s().equals(person))
        .findFirst()
        .orElseThrow();
  }
}
