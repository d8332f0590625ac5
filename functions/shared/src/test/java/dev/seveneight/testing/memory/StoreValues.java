package dev.seveneight.testing.memory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Random values for attributes and placeholders, mostly of the type that fits. */
final class StoreValues {
  private StoreValues() {}

  static Arbitrary<AttributeValue> texts() {
    return Arbitraries.of("", "a", "b", "ab", "é", "\uFF5E", "😀").map(AttributeValue::fromS);
  }

  static Arbitrary<AttributeValue> numbers() {
    return Arbitraries.of(
            "0",
            "1",
            "2",
            "3",
            "-1",
            "1.50",
            "01",
            "1e3",
            "-0",
            "0.001",
            "12345678901234567890123456789012345678")
        .map(AttributeValue::fromN);
  }

  private static Arbitrary<AttributeValue> smallNumbers() {
    return Arbitraries.of("0", "1", "2", "3").map(AttributeValue::fromN);
  }

  private static SdkBytes bytes(int... bytes) {
    byte[] array = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      array[i] = (byte) bytes[i];
    }
    return SdkBytes.fromByteArray(array);
  }

  private static Arbitrary<AttributeValue> marks() {
    return Arbitraries.of(bytes(0), bytes(0x7f), bytes(0x80), bytes(0xff, 1), bytes(0xff))
        .map(AttributeValue::fromB);
  }

  /** Often of the same one element, so that sets also become empty. */
  private static Arbitrary<AttributeValue> textSets() {
    return Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.of("a", "b").map(List::of)),
            Tuple.of(
                1,
                Arbitraries.of("a", "b", "c", "é")
                    .list()
                    .ofMinSize(2)
                    .ofMaxSize(3)
                    .uniqueElements()))
        .map(AttributeValue::fromSs);
  }

  private static Arbitrary<AttributeValue> entries() {
    return Combinators.combine(smallNumbers(), texts())
        .as((rev, text) -> AttributeValue.fromM(Map.of("rev", rev, "text", text)));
  }

  private static Arbitrary<AttributeValue> journeys() {
    return Arbitraries.maps(Arbitraries.of("r1", "r2"), entries())
        .ofMaxSize(2)
        .map(AttributeValue::fromM);
  }

  private static Arbitrary<AttributeValue> lists() {
    return Arbitraries.oneOf(texts(), smallNumbers())
        .list()
        .ofMaxSize(3)
        .map(AttributeValue::fromL);
  }

  /** A value of any type. */
  static Arbitrary<AttributeValue> any() {
    return Arbitraries.frequencyOf(
        Tuple.of(
            20,
            Arbitraries.oneOf(
                texts(),
                numbers(),
                marks(),
                textSets(),
                Arbitraries.of(
                    AttributeValue.fromNs(List.of("2", "1.0")),
                    AttributeValue.fromNs(List.of("1")),
                    AttributeValue.fromBs(List.of(bytes(0x80), bytes(0x7f))),
                    AttributeValue.fromBool(true),
                    AttributeValue.fromBool(false),
                    AttributeValue.fromNul(true),
                    AttributeValue.fromB(bytes())),
                lists(),
                journeys())),
        Tuple.of(1, wrong()));
  }

  /** A value that nothing can be. */
  private static Arbitrary<AttributeValue> wrong() {
    return Arbitraries.of(
        AttributeValue.fromSs(List.of()),
        AttributeValue.fromSs(List.of("a", "a")),
        AttributeValue.fromNs(List.of("1", "1.0")),
        AttributeValue.fromBs(List.of(bytes(1), bytes(1))),
        AttributeValue.fromL(List.of(AttributeValue.fromN("x"))),
        AttributeValue.fromM(Map.of("in", AttributeValue.fromSs(List.of()))),
        AttributeValue.fromN("1e200"),
        AttributeValue.fromN(""),
        AttributeValue.fromN("123456789012345678901234567890123456789"),
        AttributeValue.builder().build());
  }

  static Arbitrary<AttributeValue> sortKeys() {
    return Arbitraries.of("a", "ab", "é").map(AttributeValue::fromS);
  }

  private static Arbitrary<AttributeValue> oneOf(String... texts) {
    return Arbitraries.of(texts).map(AttributeValue::fromS);
  }

  private static Arbitrary<AttributeValue> mostly(Arbitrary<AttributeValue> fitting) {
    return Arbitraries.frequencyOf(Tuple.of(40, fitting), Tuple.of(1, any()));
  }

  private static final Map<String, Arbitrary<AttributeValue>> ATTRIBUTES =
      Map.ofEntries(
          Map.entry("rev", mostly(smallNumbers())),
          Map.entry("epoch", mostly(numbers())),
          Map.entry("listing", mostly(oneOf("p", "q"))),
          Map.entry("listed_at", mostly(oneOf("1#a", "1#b", "2#a", "2#\uFF5E", "2#😀"))),
          Map.entry("changed_at", mostly(oneOf("1", "2", "3"))),
          Map.entry("answered_by", mostly(oneOf("p", "q"))),
          Map.entry("answers", mostly(journeys())),
          Map.entry("listed", mostly(textSets())),
          Map.entry("days", mostly(textSets())),
          Map.entry("segments", mostly(lists())),
          Map.entry("score", mostly(numbers())),
          Map.entry("project", mostly(oneOf("p", "q"))),
          Map.entry("day", mostly(oneOf("2026-01-01", "2026-01-02", "2026-02-01"))),
          Map.entry("m.1", mostly(marks())),
          Map.entry("1.s7", mostly(smallNumbers())),
          Map.entry("1.s8", mostly(smallNumbers())));

  /** The attributes of an item, beside its key. */
  static Arbitrary<Map<String, AttributeValue>> attributes() {
    Arbitrary<Map<String, AttributeValue>> attributes = Arbitraries.just(Map.of());
    for (Map.Entry<String, Arbitrary<AttributeValue>> attribute :
        new TreeMap<>(ATTRIBUTES).entrySet()) {
      attributes =
          Combinators.combine(attributes, attribute.getValue().optional(0.4))
              .as(
                  (so, value) -> {
                    Map<String, AttributeValue> all = new HashMap<>(so);
                    value.ifPresent(present -> all.put(attribute.getKey(), present));
                    return all;
                  });
    }
    return attributes;
  }

  /** What a placeholder of a name stands for. */
  static Arbitrary<String> name(String placeholder) {
    return switch (placeholder) {
      case "#id" -> Arbitraries.of("r1", "r2");
      case "#0" -> Arbitraries.just("1.s7");
      case "#1" -> Arbitraries.just("1.s8");
      case "#mark" -> Arbitraries.just("m.1");
      default -> Arbitraries.just(placeholder.substring(1));
    };
  }

  /** What a placeholder of a value stands for. */
  static Arbitrary<AttributeValue> value(String placeholder) {
    return mostly(
        switch (placeholder.substring(1)) {
          case "partition" -> oneOf("p#1", "p#é");
          case "sk1" -> oneOf("a", "ab");
          case "sk2" -> oneOf("b", "é", "😀");
          case "project", "listing" -> oneOf("p", "q");
          case "day1" -> oneOf("2026-01-01", "2026-01-02");
          case "day2" -> oneOf("2026-01-02", "2026-02-01");
          case "time1" -> oneOf("1", "1#b", "2#");
          case "time2" -> oneOf("2", "3");
          case "day" -> oneOf("2026-01-01", "2026-02-01");
          case "first", "last", "m" -> marks();
          case "entry" -> entries();
          case "empty" -> Arbitraries.just(AttributeValue.fromM(Map.of()));
          case "values", "days" -> textSets();
          case "value" -> texts();
          case "list" -> lists();
          case "lower" -> Arbitraries.of("0", "1").map(AttributeValue::fromN);
          case "upper" -> Arbitraries.of("1", "3").map(AttributeValue::fromN);
          case "type" -> oneOf("S", "N", "M", "SS", "X");
          case "any1", "any2", "any3" -> any();
          default -> smallNumbers();
        });
  }
}
