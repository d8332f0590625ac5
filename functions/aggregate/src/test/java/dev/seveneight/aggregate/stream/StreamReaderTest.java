package dev.seveneight.aggregate.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.shared.image.Image;
import dev.seveneight.shared.tally.CountedResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamReaderTest {
  private static final LocalDate MARCH = LocalDate.parse("2026-03-01");

  private static final CountedResponse PASSIVE =
      new CountedResponse("acme", 1, MARCH, 8, false, false, List.of("", "plan=pro"));

  private static final String PASSIVE_IMAGE =
      image("'score': {'N': '8'}, 'category': {'S': 'passive'}, 'has_comment': {'BOOL': false}");

  @Test
  void shouldReadAnInsert() throws IOException {
    StreamRecord record = onlyRecordOf("aggregate-insert.json");

    assertThat(record.before()).isEmpty();
    assertThat(counted(record.after()).orElseThrow().project()).isEqualTo("fixture");
  }

  @Test
  void shouldReadAnEdit() throws IOException {
    StreamRecord record = onlyRecordOf("aggregate-edit.json");

    assertThat(counted(record.before()))
        .contains(
            new CountedResponse("fixture", 1, MARCH, 8, false, false, List.of("", "plan=pro")));
    assertThat(counted(record.after()))
        .contains(
            new CountedResponse("fixture", 1, MARCH, 10, true, false, List.of("", "plan=pro")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"aggregate-removal.json", "aggregate-ttl-removal.json"})
  void shouldReadADeletedResponse(String fixture) throws IOException {
    List<StreamRecord> records = fixture(fixture).records();

    assertThat(records)
        .isNotEmpty()
        .allSatisfy(record -> assertThat(counted(record.after())).isEmpty());
  }

  @Test
  void shouldReadTheLastInvocationOfAWindowWhichMayHaveNoRecords() throws IOException {
    assertThat(fixture("aggregate-final-window.json").records()).isEmpty();
    assertThat(read("{'Records': null}").records()).isEmpty();
    assertThat(read("{'Records': []}").records()).isEmpty();
    assertThat(read("{}").records()).isEmpty();
  }

  @Test
  void shouldReadWhatTheTalliesNeedAndSkipTheRest() throws IOException {
    String image =
        image(
            "'score': {'N': '8'}, 'has_comment': {'BOOL': false}, 'comment': {'S': 'type: person'},"
                + " 'category': {'S': 'passive'},"
                + " 'properties': {'M': {'score': {'S': '1'}, 'type': {'S': 'person'}}},"
                + " 'added_later': {'M': {'gone': {'BOOL': true}}}, 'fingerprint': {'B': 'AAAA'},"
                + " 'set': {'SS': ['a', 'b']}, 'nothing': {'NULL': true}, 'empty': {'L': []}");

    assertThat(after(image)).isEqualTo(PASSIVE);
  }

  @Test
  void shouldReadAttributesBeforeTheType() throws IOException {
    assertThat(
            after(
                "{'segments': {'L': [{'S': ''}, {'S': 'plan=pro'}]}, 'score': {'N': '8'},"
                    + " 'id': {'S': '1'}, 'rev': {'N': '1'}, 'created_at': {'N': '1772357400'},"
                    + " 'listed_at': {'S': '1772357400#1'}, 'listing': {'S': 'acme#response'},"
                    + " 'changed_at': {'S': '1772357400000#1'},"
                    + " 'updated_at': {'N': '1772357400000'},"
                    + " 'has_comment': {'BOOL': false}, 'category': {'S': 'passive'},"
                    + " 'day': {'S': '2026-03-01'}, 'epoch': {'N': '1'},"
                    + " 'pk': {'S': 'acme#r#1'},"
                    + " 'project': {'S': 'acme'}, 'type': {'S': 'response'}}"))
        .isEqualTo(PASSIVE);
  }

  @Test
  void shouldReadWhatTheTalliesDependOn() throws IOException {
    assertThat(
            after(
                image(
                    "'score': {'N': '0'}, 'category': {'S': 'detractor'},"
                        + " 'has_comment': {'BOOL': true}")))
        .isEqualTo(new CountedResponse("acme", 1, MARCH, 0, true, false, List.of("", "plan=pro")));
    assertThat(
            after(
                image(
                    "'score': {'N': '10'}, 'category': {'S': 'promoter'},"
                        + " 'has_comment': {'BOOL': false}, 'excluded': {'S': 'bot'}")))
        .isEqualTo(new CountedResponse("acme", 1, MARCH, 10, false, true, List.of("", "plan=pro")));
  }

  @ParameterizedTest
  @CsvSource({
    "person, p",
    "identity, i",
    "tombstone, t",
    "survey_request, q",
    "unsubscribe, u",
    "bounce, b"
  })
  void shouldReadThingsThatAreNotCountedAsNothing(String type, String letter) throws IOException {
    StreamRecord record =
        read(event(
                "'NewImage': "
                    + PASSIVE_IMAGE
                        .replace("'response'", "'" + type + "'")
                        .replace("acme#r#", "acme#" + letter + "#")))
            .records()
            .get(0);

    assertThat(record.after()).contains(new Image.Uncounted());
  }

  @Test
  void shouldReadWhatIsLeftOfADeletedResponseAsNothing() throws IOException {
    StreamRecord record =
        read(event(
                "'OldImage': "
                    + PASSIVE_IMAGE
                    + ", 'NewImage': {'pk': {'S': 'acme#r#1'}, 'type': {'S': 'response'},"
                    + " 'project': {'S': 'acme'}, 'id': {'S': '1'}, 'rev': {'N': '2'},"
                    + " 'epoch': {'N': '1'}, 'gone': {'BOOL': true}}"))
            .records()
            .get(0);

    assertThat(counted(record.before())).contains(PASSIVE);
    assertThat(counted(record.after())).isEmpty();
  }

  @Test
  void shouldKeepTheOrderOfTheStream() throws IOException {
    String record =
        "{'dynamodb': {'SequenceNumber': '7', 'ApproximateCreationDateTime': 1, 'NewImage': "
            + PASSIVE_IMAGE
            + "}}";
    String other = record.replace("'8'", "'3'").replace("passive", "detractor");

    assertThat(read("{'Records': [" + record + ", " + other + ", " + record + "]}").records())
        .extracting(each -> score(each.after()))
        .containsExactly(8, 3, 8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{'Records': [{'dynamodb': {'NewImage': {'type': {'S': 'response'}",
      })
  void shouldFailOnAnEventThatIsNotOfAStream(String json) {
    // A failed batch is delivered again and raises an alarm; a skipped one would be lost.
    assertThatThrownBy(() -> read(json)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'has_comment': {'BOOL': false}",
        "'score': {'N': '11'}",
        "'score': {'N': '-1'}",
        "'score': {'N': '7.5'}",
        "'score': {'S': '8'}",
        "'score': {'N': 8}"
      })
  void shouldTellApartAResponseThatIsInvalid(String attributes) throws IOException {
    StreamBatch batch = read(event("'NewImage': " + image(attributes)));

    assertThat(batch.unreadable()).isEmpty();
    StreamRecord record = batch.records().get(0);
    assertThat(record.itemKey()).isEqualTo("acme#r#1");
    assertThat(record.after().orElseThrow())
        .isInstanceOfSatisfying(
            Image.Invalid.class,
            invalid ->
                assertThat(invalid.answer())
                    .contains(new Image.Answer("acme", "1", Optional.empty())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'NewImage': null", "'NewImage': 'gone'", "'SizeBytes': 7"})
  void shouldReportARecordWithoutImages(String images) throws IOException {
    StreamBatch batch = read(event(images));

    assertThat(batch.records()).isEmpty();
    assertThat(batch.unreadable())
        .singleElement()
        .satisfies(record -> assertThat(record.needsRebuild()).isTrue());
  }

  /** The library's own limit is 50,000 characters. */
  @Test
  void shouldReadAnItemWithTheLongestNameThatTheStoreTakes() throws IOException {
    String name = "n".repeat(65_535);

    assertThat(after(PASSIVE_IMAGE.replace("'rev'", "'" + name + "': {'S': 'x'}, 'rev'")))
        .isEqualTo(PASSIVE);
  }

  private static StreamBatch fixture(String name) throws IOException {
    return StreamReader.read(Files.newInputStream(Path.of("events", name)));
  }

  private static StreamRecord onlyRecordOf(String name) throws IOException {
    List<StreamRecord> records = fixture(name).records();
    assertThat(records).hasSize(1);
    return records.get(0);
  }

  private static CountedResponse after(String image) throws IOException {
    return counted(read(event("'NewImage': " + image)).records().get(0).after()).orElseThrow();
  }

  private static Optional<CountedResponse> counted(Optional<Image> image) {
    return image.flatMap(Image::counted).map(CountedResponse.class::cast);
  }

  private static int score(Optional<Image> image) {
    return counted(image).orElseThrow().score();
  }

  private static String image(String attributes) {
    return "{'pk': {'S': 'acme#r#1'}, 'type': {'S': 'response'}, 'project': {'S': 'acme'},"
        + " 'id': {'S': '1'}, 'rev': {'N': '1'}, 'created_at': {'N': '1772357400'},"
        + " 'listed_at': {'S': '1772357400#1'}, 'listing': {'S': 'acme#response'},"
        + " 'changed_at': {'S': '1772357400000#1'}, 'updated_at': {'N': '1772357400000'},"
        + " 'epoch': {'N': '1'}, 'day': {'S': '2026-03-01'}, "
        + attributes
        + ", 'segments': {'L': [{'S': ''}, {'S': 'plan=pro'}]}}";
  }

  private static String event(String images) {
    return "{'state': {}, 'shardId': 'shardId-00000001795335189849-a43e13d2', 'Records':"
        + " [{'eventID': '1', 'eventName': 'MODIFY', 'dynamodb': {'SequenceNumber':"
        + " '000000000000000000001', 'ApproximateCreationDateTime': 1772357401, 'Keys': {'pk': {'S': 'acme#r#1'}}, "
        + images
        + ", 'StreamViewType': 'NEW_AND_OLD_IMAGES'}}]}";
  }

  /** Reads JSON that is written with single quotes. */
  private static StreamBatch read(String json) throws IOException {
    return StreamReader.read(
        new ByteArrayInputStream(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
  }
}
