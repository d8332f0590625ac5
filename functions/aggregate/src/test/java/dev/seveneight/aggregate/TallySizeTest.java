package dev.seveneight.aggregate;

import static dev.seveneight.aggregate.HandMadeRecord.insert;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.store.tally.TallyItems;
import dev.seveneight.testing.StoreInterference;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestInvocation;
import dev.seveneight.testing.TestProject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** A write of up to 1,024 bytes costs one unit, one of a byte more two. */
class TallySizeTest {
  private static final int SHARDS = 30;
  private static final String PROJECT = "01kjm3qg00v5s7w9y1a3c5e7g9";
  private static final String SEGMENT = "plan=trial";
  private static final String DAY = "score#day#2026-03-05";

  @RegisterExtension final StoreExtension store = new StoreExtension();

  @Test
  void shouldCostOneUnitWithThirtyShardsAndEveryCounterInTheHundreds() {
    List<Double> units = new CopyOnWriteArrayList<>();
    RequestStreamHandler function =
        TestProject.in(store, TestClock.at("2026-03-05T12:01:00Z"))
            .function("AggregateFunction", noting(units));

    for (int shard = 0; shard < SHARDS; shard++) {
      new TestInvocation()
          .call(
              function, HandMadeEvent.of("shardId-00000001795335189849-" + shard, records(shard)));
    }

    Map<String, AttributeValue> tally = tally();
    assertThat(TallyItems.marks(tally))
        .hasSize(SHARDS)
        .allSatisfy((name, mark) -> assertThat(mark.sequence().asGiven()).hasSize(40));
    assertThat(TallyItems.counters(tally).byName())
        .hasSize(16)
        .allSatisfy((name, count) -> assertThat(count).isBetween(100L, 999L));
    assertThat(size(tally)).isBetween(950, 1024);
    assertThat(units).hasSize(SHARDS).containsOnly(1.0);
  }

  /** Four of each score with a comment, and four that are left out. */
  private static List<HandMadeRecord> records(int shard) {
    List<HandMadeRecord> records = new ArrayList<>();
    for (int score = 0; score <= 11; score++) {
      for (int i = 0; i < 4; i++) {
        String id = shard + "-" + records.size();
        SampleResponse response =
            SampleResponse.of(PROJECT, id, Math.min(score, 10)).in(SEGMENT).commented("slow");
        BigInteger sequence =
            BigInteger.TEN.pow(40).subtract(BigInteger.valueOf(1_000L - records.size()));
        records.add(
            insert(0, score > 10 ? response.leftOut() : response).numbered(sequence.toString()));
      }
    }
    return records;
  }

  /** Notes what each write of the day's tally cost; what the index costs comes once, at first. */
  private StoreInterference noting(List<Double> units) {
    return (request, sender) -> {
      if (!Writes.isOfTally(request, DAY)) {
        return sender.send();
      }
      UpdateItemResponse answer =
          store
              .dynamo()
              .updateItem(
                  ((UpdateItemRequest) request)
                      .toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.INDEXES).build());
      units.add(answer.consumedCapacity().table().capacityUnits());
      return answer;
    };
  }

  private Map<String, AttributeValue> tally() {
    return store
        .dynamo()
        .getItem(
            get ->
                get.tableName("TallyTable")
                    .key(
                        Map.of(
                            "pk", AttributeValue.fromS(PROJECT + "#" + SEGMENT),
                            "sk", AttributeValue.fromS(DAY))))
        .item();
  }

  /**
   * As DynamoDB counts it: names and strings in UTF-8, bytes as they are, a number about one byte
   * for two digits and one more.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html">Item
   *     sizes</a>
   */
  private static int size(Map<String, AttributeValue> item) {
    int size = 0;
    for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
      AttributeValue value = attribute.getValue();
      size += utf8(attribute.getKey());
      size +=
          switch (value.type()) {
            case S -> utf8(value.s());
            case N -> (value.n().length() + 1) / 2 + 1;
            case B -> value.b().asByteArray().length;
            default -> throw new AssertionError("a tally holds no " + value.type());
          };
    }
    return size;
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
