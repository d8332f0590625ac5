package dev.seveneight.shared.project;

import dev.seveneight.shared.text.Sha256;

/** How keys are kept: never themselves, only their hash. */
public final class ApiKey {
  private ApiKey() {}

  /**
   * Returns the SHA-256 of a key, in hexadecimal. A plain hash is enough, because a key has at
   * least 240 random bits: trying all keys is impossible.
   */
  public static String hash(String key) {
    return Sha256.of(key);
  }
}
