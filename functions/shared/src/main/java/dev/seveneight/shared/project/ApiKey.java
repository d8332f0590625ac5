package dev.seveneight.shared.project;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How keys are kept: never themselves, only their hash. */
public final class ApiKey {
  private ApiKey() {}

  /**
   * The SHA-256 of a key, in hexadecimal. A plain hash is enough: keys are random and 256 bits
   * long, so nobody finds one by trying.
   */
  public static String hash(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
