package dev.seveneight.shared.project;

import dev.seveneight.shared.Sha256;

/** How keys are kept: never themselves, only their hash. */
public final class ApiKey {
  private ApiKey() {}

  /**
   * The SHA-256 of a key, in hexadecimal. A plain hash is enough: keys are random and 256 bits
   * long, so nobody finds one by trying.
   */
  public static String hash(String key) {
    return Sha256.of(key);
  }
}
