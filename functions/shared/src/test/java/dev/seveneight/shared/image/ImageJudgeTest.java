package dev.seveneight.shared.image;

import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.shared.ledger.Content;
import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.ledger.ResponseId;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.store.ledger.Images;
import dev.seveneight.shared.store.ledger.JourneyItems;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.tally.CountedJourney;
import dev.seveneight.shared.tally.CountedResponse;
import dev.seveneight.shared.tally.JourneyAnswer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ImageJudgeTest {
  private static final LocalDate DAY = LocalDate.parse("2026-03-01");
  private static final Instant TIME = Instant.parse("2026-03-01T09:30:00Z");
  private static final List<String> SEGMENTS = List.of("", "plan=pro");

  /** What the index by time shows of a response, beside its keys. */
  private static final List<String> PROJECTED =
      List.of(
          "pk",
          "listing",
          "listed_at",
          "type",
          "project",
          "score",
          "category",
          "segments",
          "day",
          "epoch",
          "rev",
          "excluded",
          "has_comment",
          "person");

  @Test
  void shouldReadAResponse() {
    assertThat(Images.of(response()))
        .isEqualTo(
            new Image.Response(
                "acme",
                "r1",
                3,
                Optional.of("jo"),
                Optional.of(
                    new Image.Said(
                        new CountedResponse("acme", 2, DAY, 8, true, false, SEGMENTS),
                        TIME.getEpochSecond()))));
  }

  @Test
  void shouldReadTheSameInTheIndexByTime() {
    Map<String, AttributeValue> entry = response();
    entry.keySet().retainAll(PROJECTED);

    assertThat(Images.ofEntry(entry)).isEqualTo(Images.of(response()));
    assertThat(Images.of(entry)).isInstanceOf(Image.Invalid.class);
  }

  @Test
  void shouldReadWhatIsLeftOfADeletedResponse() {
    assertThat(Images.of(LedgerItems.gone(sample(), Optional.empty(), TIME)))
        .isEqualTo(new Image.Response("acme", "r1", 4, Optional.empty(), Optional.empty()));
    assertThat(Images.of(LedgerItems.gone(sample(), Optional.of("import-1"), TIME)))
        .isEqualTo(new Image.Response("acme", "r1", 4, Optional.of("jo"), Optional.empty()));
  }

  @Test
  void shouldReadAJourneyWithAnAnswerAndAMarker() {
    assertThat(Images.of(journey()))
        .isEqualTo(
            new Image.Journey(
                new CountedJourney(
                    "acme",
                    2,
                    List.of(new JourneyAnswer("r1", TIME.getEpochSecond(), DAY, 8, SEGMENTS)))));
  }

  static Stream<Arguments> corruptResponses() {
    return Stream.of(
        corrupt("pk", text("acme#r#other")),
        corrupt("pk", text("acme#j#r1")),
        corrupt("pk", text("bolt#r#r1")),
        corrupt("pk", text("~changed#r#r1")),
        corrupt("pk", text("Acme#r#r1")),
        corrupt("pk", text("acme#r#" + "r".repeat(101))),
        corrupt("pk", number(1)),
        corrupt("type", text("invoice")),
        corrupt("type", text("journey")),
        corrupt("type", text("identity")),
        corrupt("project", text("bolt")),
        corrupt("id", text("r2")),
        corrupt("rev", number(0)),
        corrupt("rev", number(-1)),
        corrupt("rev", AttributeValue.fromN("1.5")),
        corrupt("rev", AttributeValue.fromN("1234567890123456")),
        corrupt("rev", text("3")),
        corrupt("epoch", number(0)),
        corrupt("epoch", AttributeValue.fromN("12345678901234567890123")),
        corrupt("listing", text("acme#person")),
        corrupt("listed_at", text("1772357400")),
        corrupt("listed_at", text("177235740x#r1")),
        corrupt("listed_at", text("1772357400#r2")),
        corrupt("created_at", number(TIME.getEpochSecond() + 1)),
        corrupt("updated_at", text("now")),
        corrupt("changed_at", number(7)),
        corrupt("day", text("2026-02-30")),
        corrupt("day", text("2026-3-1")),
        corrupt("day", text("2026-03-03")),
        corrupt("day", text("2026-02-27")),
        corrupt("day", text("+2026-03-01")),
        corrupt("day", number(20260301)),
        corrupt("score", number(11)),
        corrupt("score", number(-1)),
        corrupt("score", AttributeValue.fromN("7.5")),
        corrupt("score", text("8")),
        corrupt("category", text("promoter")),
        corrupt("category", text("neutral")),
        corrupt("has_comment", text("true")),
        corrupt("excluded", text("")),
        corrupt("excluded", text("because")),
        corrupt("excluded", flag(true)),
        corrupt("person", text("")),
        corrupt("person", text("jo#1")),
        corrupt("person", number(7)),
        corrupt("answered_by", text("acme#al")),
        corrupt("gone", flag(true)),
        corrupt("gone", flag(false)),
        corrupt("gone", text("yes")),
        corrupt("comment", number(7)),
        corrupt("notes", text("x")),
        corrupt("notes", text("{}")),
        corrupt("additional_answers", text("")),
        corrupt("tags", text("vip")),
        corrupt("tags", AttributeValue.fromL(List.of(number(7)))),
        corrupt("properties", texts(List.of("plan"))),
        corrupt("properties", AttributeValue.fromM(Map.of("plan", number(7)))),
        corrupt("fingerprint", text("abc")),
        corrupt("expires_at", text("soon")),
        corrupt("segments", text("plan=pro")),
        corrupt("segments", texts(List.of())),
        corrupt("segments", texts(List.of("", "pro"))),
        corrupt("segments", texts(List.of("", "plan=pro", ""))),
        corrupt("segments", texts(List.of("a=1&b=2&c=3"))),
        corrupt("segments", texts(List.of("plan=" + "x".repeat(2_040)))),
        corrupt("segments", texts(List.of("plan=" + "€".repeat(682)))),
        corrupt("segments", AttributeValue.fromSs(List.of("plan=pro"))),
        corrupt("segments", AttributeValue.fromL(List.of(text(""), number(7)))),
        corrupt("segments", texts(IntStream.range(0, 101).mapToObj(i -> "plan=" + i).toList())));
  }

  private static Arguments corrupt(String name, AttributeValue value) {
    return Arguments.of(name, value);
  }

  @ParameterizedTest(name = "{0} {index}")
  @MethodSource("corruptResponses")
  void shouldCountNothingOfAResponseThatIsNotWhatOursAre(String name, AttributeValue value) {
    Map<String, AttributeValue> item = response();
    item.put(name, value);

    expectInvalid(item);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pk",
        "type",
        "project",
        "id",
        "rev",
        "epoch",
        "listing",
        "listed_at",
        "created_at",
        "updated_at",
        "changed_at",
        "day",
        "score",
        "category",
        "has_comment",
        "segments",
        "answered_by"
      })
  void shouldCountNothingOfAResponseThatLacksAnAttribute(String name) {
    Map<String, AttributeValue> item = response();
    item.remove(name);

    expectInvalid(item);
  }

  private static void expectInvalid(Map<String, AttributeValue> item) {
    Image image = Images.of(item);
    assertThat(image).isInstanceOf(Image.Invalid.class);
    assertThat(image.counted()).isEmpty();
    assertThat(((Image.Invalid) image).reason())
        .isNotEmpty()
        .doesNotContain("plan=", "vip", "because", "invoice", "bolt");
  }

  @Test
  void shouldTakeTheLongestKeyThatTheStoreTakes() {
    // The project and a number sign are five bytes of the 2,048.
    Map<String, AttributeValue> item = response();
    item.put("segments", texts(List.of("plan=" + "x".repeat(2_038))));

    assertThat(Images.of(item)).isInstanceOf(Image.Response.class);
  }

  /** A counted type without a judge would be an exception here. */
  @ParameterizedTest
  @EnumSource
  void shouldJudgeEveryRegisteredType(ItemType type) {
    Map<String, AttributeValue> item =
        Map.of(
            "pk", text(type.key("acme", "x")),
            "project", text("acme"),
            "type", text(type.storedName()));

    assertThat(Images.of(item))
        .isInstanceOf(type.isCounted() ? Image.Invalid.class : Image.Uncounted.class);
  }

  @Test
  void shouldPassOverAttributesThatItDoesNotKnow() {
    Map<String, AttributeValue> item = response();
    item.put("added_later", AttributeValue.fromM(Map.of("gone", flag(true))));

    assertThat(Images.of(item)).isEqualTo(Images.of(response()));
  }

  @Test
  void shouldTellWhichResponseIsInvalid() {
    Map<String, AttributeValue> item = response();
    item.put("rev", text("3"));
    assertThat(((Image.Invalid) Images.of(item)).answer())
        .contains(new Image.Answer("acme", "r1", Optional.of("jo")));

    item.put("person", number(7));
    item.remove("type");
    assertThat(((Image.Invalid) Images.of(item)).answer())
        .contains(new Image.Answer("acme", "r1", Optional.empty()));

    Map<String, AttributeValue> journey = journey();
    journey.remove("rev");
    assertThat(((Image.Invalid) Images.of(journey)).answer()).isEmpty();
  }

  static Stream<Arguments> corruptJourneys() {
    return Stream.of(
        corrupt("pk", text("acme#j#al")),
        corrupt("person", text("al")),
        corrupt("project", text("bolt")),
        corrupt("rev", text("1")),
        corrupt("epoch", AttributeValue.fromNul(true)),
        corrupt("overflowed", text("true")),
        corrupt("overflowed", flag(false)),
        corrupt("listing", text("acme#person")),
        corrupt("answers", text("none")),
        corrupt("answers", texts(List.of("r1"))),
        corrupt("answers", AttributeValue.fromM(Map.of("r1", text("8")))),
        corrupt("answers", AttributeValue.fromM(Map.of("r 1", entry(Map.of())))),
        corrupt("answers", entries("rev", number(0))),
        corrupt("answers", entries("time", text("noon"))),
        corrupt("answers", entries("day", text("2026-13-01"))),
        corrupt("answers", entries("day", text("2026-03-09"))),
        corrupt("answers", entries("score", number(11))),
        corrupt("answers", entries("segments", texts(List.of("pro")))),
        corrupt("answers", entries("segments", texts(List.of()))),
        corrupt("answers", entries("gone", text("yes"))),
        corrupt(
            "answers",
            AttributeValue.fromM(
                IntStream.range(0, 201)
                    .boxed()
                    .collect(Collectors.toMap(i -> "r" + i, i -> entry(Map.of()))))));
  }

  @ParameterizedTest(name = "{0} {index}")
  @MethodSource("corruptJourneys")
  void shouldCountNothingOfAJourneyThatIsNotWhatOursAre(String name, AttributeValue value) {
    Map<String, AttributeValue> item = journey();
    item.put(name, value);

    expectInvalid(item);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pk", "type", "project", "person", "rev", "epoch", "answers"})
  void shouldCountNothingOfAJourneyThatLacksAnAttribute(String name) {
    Map<String, AttributeValue> item = journey();
    item.remove(name);

    expectInvalid(item);
  }

  private static AttributeValue entries(String name, AttributeValue value) {
    return AttributeValue.fromM(Map.of("r1", entry(Map.of(name, value))));
  }

  private static AttributeValue entry(Map<String, AttributeValue> other) {
    Map<String, AttributeValue> entry =
        new HashMap<>(
            JourneyItems.answer(3, new JourneyAnswer("r1", TIME.getEpochSecond(), DAY, 8, SEGMENTS))
                .m());
    entry.putAll(other);
    return AttributeValue.fromM(entry);
  }

  private static Map<String, AttributeValue> journey() {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("pk", text("acme#j#jo"));
    item.put("type", text("journey"));
    item.put("project", text("acme"));
    item.put("person", text("jo"));
    item.put("rev", number(5));
    item.put("epoch", number(2));
    item.put(
        "answers",
        AttributeValue.fromM(Map.of("r1", entry(Map.of()), "r2", JourneyItems.marker(4, TIME))));
    return item;
  }

  private static Map<String, AttributeValue> response() {
    return new HashMap<>(LedgerItems.item(sample()));
  }

  private static SurveyResponse sample() {
    return new SurveyResponse(
        "acme",
        new ResponseId("r1"),
        3,
        2,
        TIME,
        TIME,
        DAY,
        SEGMENTS,
        Content.withScore(8)
            .comment(Optional.of("Fine."))
            .person(Optional.of("jo"))
            .properties(Map.of("plan", "pro"))
            .tags(List.of("vip"))
            .build(),
        Optional.empty());
  }
}
