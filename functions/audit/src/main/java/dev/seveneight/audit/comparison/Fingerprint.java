package dev.seveneight.audit.comparison;

import dev.seveneight.shared.tally.Counters;
import dev.seveneight.shared.text.Sha256;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Fingerprints, which show whether something has changed since it was read before. */
final class Fingerprint {
  private static final int LENGTH = 20;

  private Fingerprint() {}

  /**
   * Returns the fingerprint of a tally's item. Its marks are part of it, and a mark moves with
   * every counted record, even if the sum does not change. So an item with the same fingerprint was
   * not written.
   */
  static String of(Map<String, AttributeValue> item) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(item)
        .forEach((name, value) -> text.append(name).append('=').append(plain(value)).append('\n'));
    return of(text.toString());
  }

  /** Returns the fingerprint of a tally and its expected content. */
  static String of(Counters expected, long digest, Map<String, AttributeValue> item) {
    return of(expected.byName() + "\n" + digest + "\n" + of(item));
  }

  /** Returns the fingerprint of a text. */
  static String of(String text) {
    return Sha256.of(text).substring(0, LENGTH);
  }

  private static String plain(AttributeValue value) {
    return switch (value.type()) {
      case S -> "S" + value.s();
      case N -> "N" + value.n();
      case B -> "B" + HexFormat.of().formatHex(value.b().asByteArray());
      // A type that no tally of ours has.
      default -> value.toString();
    };
  }
}
