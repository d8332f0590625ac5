package dev.seveneight.aggregate;

import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.texts;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What somebody may put in the place of an attribute: every type, and every kind of wrong value.
 */
final class Corruptions {
  private static final int SEED = 78;
  private static final int RANDOM_VALUES = 8;

  private Corruptions() {}

  /** The values by name; an empty one takes the attribute away. */
  static Map<String, Optional<AttributeValue>> values() {
    Map<String, Optional<AttributeValue>> values = new LinkedHashMap<>();
    values.put("missing", Optional.empty());
    put(values, "null", AttributeValue.fromNul(true));
    put(values, "true", flag(true));
    put(values, "false", flag(false));
    put(values, "empty text", text(""));
    put(values, "text", text("x"));
    put(values, "number in a text", text("8"));
    put(values, "over-long text", text("x".repeat(3_000)));
    put(values, "long text of wide characters", text("😀".repeat(1_200)));
    put(values, "zero", AttributeValue.fromN("0"));
    put(values, "number", AttributeValue.fromN("8"));
    put(values, "negative number", AttributeValue.fromN("-1"));
    put(values, "fraction", AttributeValue.fromN("1.5"));
    put(values, "long number", AttributeValue.fromN("12345678901234567890123"));
    put(values, "longest number", AttributeValue.fromN("9".repeat(38)));
    put(values, "empty bytes", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[0])));
    put(values, "bytes", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {1, 2})));
    put(values, "empty list", AttributeValue.fromL(List.of()));
    put(values, "list of texts", texts(List.of("", "x")));
    put(values, "list of lists", AttributeValue.fromL(List.of(AttributeValue.fromL(List.of()))));
    put(values, "empty map", AttributeValue.fromM(Map.of()));
    put(values, "map", AttributeValue.fromM(Map.of("x", text("y"))));
    put(values, "set of texts", AttributeValue.fromSs(List.of("x")));
    put(values, "set of numbers", AttributeValue.fromNs(List.of("8")));
    put(
        values,
        "set of bytes",
        AttributeValue.fromBs(List.of(SdkBytes.fromByteArray(new byte[] {1}))));
    Random random = new Random(SEED);
    for (int i = 0; i < RANDOM_VALUES; i++) {
      byte[] bytes = new byte[1 + random.nextInt(60)];
      random.nextBytes(bytes);
      put(values, "random bytes " + i, AttributeValue.fromB(SdkBytes.fromByteArray(bytes)));
      put(values, "random text " + i, text(new String(bytes, StandardCharsets.ISO_8859_1)));
      put(values, "text of random bytes " + i, text(new String(bytes, StandardCharsets.UTF_8)));
    }
    return values;
  }

  private static void put(
      Map<String, Optional<AttributeValue>> values, String name, AttributeValue value) {
    values.put(name, Optional.of(value));
  }

  /** Lists of segments of which one is wrong. */
  static List<List<String>> segments() {
    List<List<String>> lists = new ArrayList<>();
    for (String key :
        List.of(
            "pro",
            "x",
            "%zz=1",
            "a=%",
            "&",
            "=",
            "a=",
            "=a",
            "a~",
            "~other",
            "a=1&b=2&c=3",
            "a=1&a=2",
            "b=1&a=2",
            "a=%61",
            "a=1#2",
            "#changed",
            "a=\u0000",
            "a=" + "x".repeat(2_100),
            "a=" + "😀".repeat(600))) {
      lists.add(List.of("", key));
      lists.add(List.of(key, "plan=pro"));
    }
    lists.add(List.of("", ""));
    lists.add(List.of());
    return lists;
  }
}
