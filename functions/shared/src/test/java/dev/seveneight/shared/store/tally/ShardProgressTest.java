package dev.seveneight.shared.store.tally;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.store.tally.ShardProgress.Progress;
import dev.seveneight.shared.stream.SequenceNumber;
import dev.seveneight.shared.stream.ShardId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ShardProgressTest {
  private static final ShardId SHARD = new ShardId("shardId-00000001795335189849-a43e13d2");
  private static final Instant NOON = Instant.parse("2026-03-05T12:00:00Z");

  @RegisterExtension final StoreExtension store = new StoreExtension();

  private ShardProgress progress;

  @BeforeEach
  void openTable() {
    progress = new ShardProgress(store.dynamo(), "TallyTable");
  }

  @Test
  void shouldKnowNothingOfAShardOfWhichNoBatchSucceeded() {
    assertThat(progress.of(SHARD)).isEmpty();
    assertThat(progress.ofAll()).isEmpty();
  }

  @Test
  void shouldMoveOnlyForwardsAlsoWhereNumbersGetLonger() {
    succeeded("9");
    succeeded("10");
    succeeded("9");

    assertThat(last()).isEqualTo(SequenceNumber.of("10"));
  }

  @Test
  void shouldKnowTheProgressOfAllShards() {
    ShardId other = new ShardId("shardId-00000001795335189850-0b51f0aa");
    succeeded("9");
    progress.succeeded(other, SequenceNumber.of("3"), NOON);

    assertThat(progress.ofAll())
        .containsExactlyInAnyOrder(
            new Progress(SHARD, SequenceNumber.of("9"), NOON, Optional.empty()),
            new Progress(other, SequenceNumber.of("3"), NOON, Optional.empty()));
  }

  @Test
  void shouldExpireTwoDaysAfterTheLastRecord() {
    succeeded("9");

    assertThat(item().get("expires_at").n())
        .isEqualTo(Long.toString(Instant.parse("2026-03-07T12:00:00Z").getEpochSecond()));
  }

  @Test
  void shouldKeepTheFenceWhileTheShardGoesOn() {
    succeeded("9");
    progress.fence(progress.of(SHARD).orElseThrow());
    succeeded("12");

    assertThat(progress.of(SHARD))
        .contains(
            new Progress(
                SHARD, SequenceNumber.of("12"), NOON, Optional.of(SequenceNumber.of("9"))));
  }

  @Test
  void shouldNeverDrawAFenceFurtherBack() {
    succeeded("9");
    Progress early = progress.of(SHARD).orElseThrow();
    succeeded("12");
    progress.fence(progress.of(SHARD).orElseThrow());

    progress.fence(early);

    assertThat(progress.of(SHARD).orElseThrow().fence()).contains(SequenceNumber.of("12"));
  }

  @Test
  void shouldDrawNoFenceInAShardThatIsNotThereAnyMore() {
    progress.fence(new Progress(SHARD, SequenceNumber.of("9"), NOON, Optional.empty()));

    assertThat(progress.of(SHARD)).isEmpty();
  }

  @Test
  void shouldKnowNothingOfAShardWhoseTimeIsBeyondAllTimes() {
    succeeded("9");
    Map<String, AttributeValue> corrupt = new HashMap<>(item());
    corrupt.put("time", AttributeValue.fromN("99999999999999999"));
    store.dynamo().putItem(put -> put.tableName("TallyTable").item(corrupt));

    assertThat(progress.of(SHARD)).isEmpty();
    assertThat(progress.ofAll()).isEmpty();
  }

  private void succeeded(String sequence) {
    progress.succeeded(SHARD, SequenceNumber.of(sequence), NOON);
  }

  private SequenceNumber last() {
    return progress.of(SHARD).orElseThrow().last();
  }

  private Map<String, AttributeValue> item() {
    return store.dynamo().scan(scan -> scan.tableName("TallyTable")).items().get(0);
  }
}
