package dev.seveneight.audit.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.audit.LossyStream;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.deployment.Deployment;
import dev.seveneight.shared.store.stream.LedgerStream;
import dev.seveneight.shared.store.tally.ShardProgress;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StreamDrainTest {
  @RegisterExtension final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at(Instant.now().toString());
  private ApiClient api;
  private StreamDrain drain;

  @BeforeEach
  void makeProject() {
    api = TestProject.in(store, clock).api();
    Deployment deployment = store.deployment("AuditFunction", clock);
    drain =
        new StreamDrain(
            new LedgerStream(deployment.streams(), deployment.variable("LEDGER_STREAM")),
            new ShardProgress(deployment.dynamo(), deployment.variable("TALLY_TABLE")),
            Waits.ON_AWS,
            clock);
  }

  private void respond() {
    api.post("/v1/survey_responses", "{\"score\": 8}").expect(201);
  }

  /** The time of now, when it may be asked about. */
  private Instant now() {
    Instant now = clock.instant();
    clock.advance(Duration.between(now, drain.askFrom(now)));
    return now;
  }

  @Test
  void shouldBeDrainedWhenNothingEverHappened() {
    assertThat(drain.isDrainedTo(now())).isTrue();
  }

  @Test
  void shouldNotBeDrainedWhileARecordIsNotFoldedIn() {
    respond();
    assertThat(drain.isDrainedTo(now())).isFalse();
    store.drain();
    assertThat(drain.isDrainedTo(now())).isTrue();
    respond();
    assertThat(drain.isDrainedTo(now())).isFalse();
  }

  @Test
  void shouldNotSayYesBeforeTheStreamIsSureToShowARecord() {
    assertThat(drain.isDrainedTo(clock.instant())).isFalse();
  }

  @Test
  void shouldNotMindWhatIsLater() {
    // DynamoDB Local cuts a record's time off to the minute.
    Instant before = clock.instant().minus(Duration.ofMinutes(1)).minus(Waits.ON_AWS.clockSkew());
    respond();

    assertThat(drain.isDrainedTo(before)).isTrue();
  }

  @Test
  void shouldMindWhatOnlyTheClocksMakeLater() {
    // Our clock is behind that of the stream.
    Instant before = clock.instant().minus(Waits.ON_AWS.clockSkew()).plusSeconds(3);
    respond();
    clock.advance(Duration.ofMinutes(1));

    assertThat(drain.isDrainedTo(before)).isFalse();
  }

  @Test
  void shouldNotWaitForWhatWasGivenUpInAShardThatIsLeft() {
    LossyStream stream = new LossyStream(store, store.function("AggregateFunction", clock));
    respond();
    stream.drain();
    respond();
    stream.lose();
    store.rollShards();
    assertThat(drain.isDrainedTo(now())).isFalse();
    respond();
    assertThat(drain.isDrainedTo(now())).isFalse();
    stream.drain();
    assertThat(drain.isDrainedTo(now())).isTrue();
  }

  @Test
  void shouldLookIntoEveryShard() {
    respond();
    store.drain();
    store.rollShards();
    assertThat(drain.isDrainedTo(now())).isTrue();
    respond();
    store.rollShards();
    store.rollShards();
    assertThat(drain.isDrainedTo(now())).isFalse();
    store.drain();
    assertThat(drain.isDrainedTo(now())).isTrue();
  }
}
