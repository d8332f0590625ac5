package dev.seveneight.audit.comparison;

import dev.seveneight.shared.tally.Counters;
import dev.seveneight.shared.text.Sha256;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Tells whether something is still as it was seen before. */
final class Fingerprint {
  private static final int LENGTH = 20;

  private Fingerprint() {}

  /**
   * Of a tally's item. Its marks are part of it, and a mark moves with whatever is counted, also
   * when the sum of that is nothing: so an item with the same fingerprint was not touched.
   */
  static String of(Map<String, AttributeValue> item) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(item)
        .forEach((name, value) -> text.append(name).append('=').append(plain(value)).append('\n'));
    return of(text.toString());
  }

  /** Of a tally and of what it has to say. */
  static String of(Counters expected, long digest, Map<String, AttributeValue> item) {
    return of(expected.byName() + "\n" + digest + "\n" + of(item));
  }

  /** Of a text. */
  static String of(String text) {
    return Sha256.of(text).substring(0, LENGTH);
  }

  private static String plain(AttributeValue value) {
    return switch (value.type()) {
      case S -> "S" + value.s();
      case N -> "N" + value.n();
      case B -> "B" + HexFormat.of().formatHex(value.b().asByteArray());
      // Of a type that no tally of ours has.
      default -> value.toString();
    };
  }
}
