package dev.seveneight.shared.stream;

import dev.seveneight.shared.text.Sha256;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A shard of the ledger's stream. Records of one shard have an order, records of two have none, and
 * DynamoDB may spread one item's records over two shards at any time. Immutable.
 *
 * @param value the id that the stream gives, {@code shardId-00000001795335189849-a43e13d2}
 */
public record ShardId(String value) {
  /** How long the name of a mark is; no other attribute of a tally has one of this length. */
  public static final int MARK_NAME_LENGTH = 8;

  private static final int MARK_NAME_BYTES = 6;

  /**
   * The name of the attribute with this shard's mark: 48 bits of the id's hash. Two of a thousand
   * shards that are alive in the same days share a name once in some 500 million such days.
   */
  public String markName() {
    String start = Sha256.of(value).substring(0, 2 * MARK_NAME_BYTES);
    return Base64.getUrlEncoder().encodeToString(HexFormat.of().parseHex(start));
  }
}
