package dev.seveneight.aggregate.setaside;

import static dev.seveneight.aggregate.HandMadeRecord.insert;
import static dev.seveneight.aggregate.HandMadeRecord.modify;
import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.aggregate.HandMadeEvent;
import dev.seveneight.aggregate.HandMadeRecord;
import dev.seveneight.aggregate.PublishedMetrics;
import dev.seveneight.aggregate.SampleResponse;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.metrics.Metric;
import dev.seveneight.shared.store.tally.ShardProgress;
import dev.seveneight.shared.stream.SequenceNumber;
import dev.seveneight.shared.stream.ShardId;
import dev.seveneight.testing.JsonObjects;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestInvocation;
import dev.seveneight.testing.TestProject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Records that are not what ours are: they are set aside, by their identity, and hold up nobody.
 */
class SetAsideTest {
  private static final String COMMENT = "Much too slow!";
  private static final String PROPERTY = "confidential";

  @RegisterExtension final StoreExtension store = new StoreExtension();

  private final PublishedMetrics published = new PublishedMetrics();
  private TestProject project;
  private TestInvocation invocation;

  /** What can be wrong with a record. */
  enum Fault {
    NONE,
    UNKNOWN_TYPE,
    NO_TYPE,
    SCORE_OF_ELEVEN,
    DAY_THAT_IS_NO_DATE,
    SEGMENT_THAT_IS_NO_STRING,
    SEGMENTS_THAT_ARE_NO_LIST,
    NO_REV,
    NO_PROJECT,
    NO_IMAGES,
    NO_TIME,
    OVERLONG_SEQUENCE_NUMBER,
    NO_SEQUENCE_NUMBER,
    NO_OBJECT
  }

  @BeforeEach
  void makeProject() {
    project = TestProject.in(store, TestClock.at("2026-03-05T12:01:00Z"));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void shouldCountTheOthersOfTheBatch(Fault fault) {
    deliver(good(1, 8).json(), bad(fault), good(3, 3).json());

    assertThat(project.tallyAsItStands(" score#month#2026-03"))
        .isEqualTo(Map.of("1.s8", 1L, "1.s3", 1L));
    assertThat(published.last())
        .containsEntry(Metric.RECORDS_SET_ASIDE, 1L)
        .containsEntry(Metric.RECORDS_TAKEN, 3L);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void shouldNotStoreTheContentOfTheRecord(Fault fault) {
    deliver(bad(fault));

    assertThat(setAside())
        .singleElement()
        .satisfies(
            kept -> {
              assertThat(kept)
                  .containsOnlyKeys(
                      "pk",
                      "sk",
                      "shard",
                      "event_id",
                      "sequence_number",
                      "item_key",
                      "reason",
                      "needs_rebuild");
              assertThat(kept.toString()).doesNotContain(COMMENT).doesNotContain(PROPERTY);
            });
    assertThat(invocation.log())
        .contains("Set aside")
        .doesNotContain(COMMENT)
        .doesNotContain(PROPERTY);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void shouldKeepARecordOnceHoweverOftenItComes(Fault fault) {
    deliver(bad(fault));
    deliver(good(1, 8).json(), bad(fault), good(3, 3).json());

    assertThat(setAside()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"NONE", "NO_SEQUENCE_NUMBER", "OVERLONG_SEQUENCE_NUMBER", "NO_OBJECT", "NO_TIME"})
  void shouldMoveTheShardsProgressPastTheRecord(Fault fault) {
    deliver(good(1, 8).json(), bad(fault));

    assertThat(progress()).isEqualTo(SequenceNumber.of("2"));
  }

  @ParameterizedTest
  @EnumSource(names = {"NO_SEQUENCE_NUMBER", "OVERLONG_SEQUENCE_NUMBER", "NO_OBJECT", "NO_TIME"})
  void shouldMoveTheShardsProgressToTheLastRecordWithAPosition(Fault fault) {
    deliver(good(1, 8).json(), bad(fault));

    assertThat(progress()).isEqualTo(SequenceNumber.of("1"));
  }

  @Test
  void shouldNoteTheRecordTheItemAndTheReason() {
    deliver(bad(Fault.SCORE_OF_ELEVEN));

    assertThat(setAside())
        .containsExactly(
            Map.of(
                "pk", text("~set-aside"),
                "sk", text(project.id() + "#" + HandMadeEvent.SHARD + "#2"),
                "shard", text(HandMadeEvent.SHARD),
                "event_id", text("event-2"),
                "sequence_number", text("2"),
                "item_key", text(project.id() + "#r#bad"),
                "reason", text("score is not within 0 to 10"),
                "needs_rebuild", flag(false)));
    assertThat(published.last()).doesNotContainKey(Metric.RECORDS_NOT_COUNTED);
    assertThat(invocation.log())
        .contains("record 2 of " + HandMadeEvent.SHARD)
        .contains("item " + project.id() + "#r#bad")
        .contains("score is not within 0 to 10");
  }

  @Test
  void shouldCountAnInvalidItemAgainWhenItIsCorrected() {
    deliver(good(1, 8).json(), bad(Fault.SCORE_OF_ELEVEN));

    deliver(modify(3, badItem(Fault.SCORE_OF_ELEVEN), badItem(Fault.NONE)).json());

    assertThat(project.tallyAsItStands(" score#month#2026-03"))
        .isEqualTo(Map.of("1.s8", 1L, "1.s9", 1L, "1.c9", 1L));
    // It is the correction, and nothing is wrong any more.
    assertThat(setAside()).hasSize(1);
    assertThat(published.last()).containsEntry(Metric.RECORDS_SET_ASIDE, 0L);
  }

  @Test
  void shouldTakeAnItemOutOfTheTalliesThatBecomesInvalid() {
    deliver(insert(1, badItem(Fault.NONE)).json());

    deliver(modify(2, badItem(Fault.NONE), badItem(Fault.NO_REV)).json());

    assertThat(project.talliesAsTheyStand()).isEmpty();
    assertThat(setAside()).hasSize(1);
  }

  @Test
  void shouldKeepARecordWithoutASequenceNumberUnderTheIdOfItsEvent() {
    deliver(bad(Fault.NO_SEQUENCE_NUMBER));

    assertThat(setAside())
        .singleElement()
        .satisfies(
            kept ->
                assertThat(kept)
                    .containsEntry(
                        "sk", text(project.id() + "#" + HandMadeEvent.SHARD + "#event-2#rebuild"))
                    .containsEntry("needs_rebuild", flag(true)));
    assertThat(published.last()).containsEntry(Metric.RECORDS_NOT_COUNTED, 1L);
    assertThat(invocation.log()).contains("missing until a rebuild");
  }

  @Test
  void shouldKeepARecordWhoseSequenceNumberIsTooLongForAKey() {
    String endless = bad(Fault.OVERLONG_SEQUENCE_NUMBER).replace("2222", "2".repeat(400));

    deliver(endless, endless);

    assertThat(setAside()).hasSize(1);
  }

  @Test
  void shouldKeepEachOfSeveralRecords() {
    Map<String, AttributeValue> item = new HashMap<>(good(5, 8).after().orElseThrow());
    item.put("type", text("invoice"));

    deliver(bad(Fault.NO_REV), insert(5, item).json());

    assertThat(setAside()).hasSize(2);
    assertThat(published.last()).containsEntry(Metric.RECORDS_SET_ASIDE, 2L);
    assertThat(invocation.log().lines()).hasSize(2);
  }

  @Test
  void shouldKeepARecordOfAnEventWithoutShard() {
    String event = HandMadeEvent.ofJson(HandMadeEvent.SHARD, List.of(bad(Fault.NO_REV)));

    deliverEvent(event.replace("\"shardId\"", "\"noShardId\""));

    assertThat(setAside())
        .singleElement()
        .satisfies(kept -> assertThat(kept).containsEntry("shard", text("no shard")));
  }

  private String bad(Fault fault) {
    if (fault == Fault.NO_OBJECT) {
      return Json.write(COMMENT);
    }
    HandMadeRecord record = insert(2, badItem(fault));
    return switch (fault) {
      case NO_IMAGES, NO_TIME, OVERLONG_SEQUENCE_NUMBER, NO_SEQUENCE_NUMBER ->
          damaged(record, fault);
      default -> record.json();
    };
  }

  private Map<String, AttributeValue> badItem(Fault fault) {
    Map<String, AttributeValue> item =
        new HashMap<>(SampleResponse.of(project, "bad", 9).commented(COMMENT).item());
    item.put("properties", textMap(Map.of("note", PROPERTY)));
    switch (fault) {
      case UNKNOWN_TYPE -> item.put("type", text("invoice"));
      case NO_TYPE -> item.remove("type");
      case SCORE_OF_ELEVEN -> item.put("score", number(11));
      case DAY_THAT_IS_NO_DATE -> item.put("day", text("2026-02-30"));
      case SEGMENT_THAT_IS_NO_STRING ->
          item.put("segments", AttributeValue.fromL(List.of(text(""), number(7))));
      case SEGMENTS_THAT_ARE_NO_LIST -> item.put("segments", text("plan=pro"));
      case NO_REV -> item.remove("rev");
      case NO_PROJECT -> item.remove("project");
      default -> {
        // The item is right; its record may be damaged.
        return item;
      }
    }
    return item;
  }

  private static String damaged(HandMadeRecord record, Fault fault) {
    if (fault == Fault.OVERLONG_SEQUENCE_NUMBER) {
      return record.json().replace("\"2\"", "\"" + "2".repeat(41) + "\"");
    }
    Map<String, Object> json = JsonObjects.object(Json.readStored(record.json()));
    JsonObjects.object(json.get("dynamodb"))
        .remove(
            switch (fault) {
              case NO_IMAGES -> "NewImage";
              case NO_TIME -> "ApproximateCreationDateTime";
              case NO_SEQUENCE_NUMBER -> "SequenceNumber";
              default -> throw new AssertionError(fault);
            });
    return Json.write(json);
  }

  private HandMadeRecord good(long sequence, int score) {
    return insert(sequence, SampleResponse.of(project, "r" + sequence, score));
  }

  private SequenceNumber progress() {
    return new ShardProgress(store.dynamo(), "TallyTable")
        .of(new ShardId(HandMadeEvent.SHARD))
        .orElseThrow()
        .last();
  }

  private List<Map<String, AttributeValue>> setAside() {
    return store.dynamo().scan(scan -> scan.tableName("ProjectTable")).items().stream()
        .filter(item -> item.get("pk").s().equals("~set-aside"))
        .toList();
  }

  private void deliver(String... records) {
    deliverEvent(HandMadeEvent.ofJson(HandMadeEvent.SHARD, List.of(records)));
  }

  private void deliverEvent(String event) {
    invocation = new TestInvocation();
    invocation.call(
        project.function("AggregateFunction", (request, sender) -> sender.send(), published),
        event);
  }
}
