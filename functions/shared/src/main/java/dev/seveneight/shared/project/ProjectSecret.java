package dev.seveneight.shared.project;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A project's secret. What is made with it says nothing about its source to who does not have it:
 * an e-mail address behind an HMAC cannot be found by trying addresses. Immutable.
 */
public final class ProjectSecret {
  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] bytes;

  /** The secret of these bytes; 32 random ones when it is new. */
  public ProjectSecret(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /**
   * The HMAC-SHA-256 of a text, 32 bytes.
   *
   * @param purpose what it is for, so that equal texts for two purposes have different HMACs
   * @param text any text
   * @see <a href="https://www.rfc-editor.org/rfc/rfc2104">RFC 2104</a>
   */
  public byte[] hmac(String purpose, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(bytes, ALGORITHM));
      mac.update(purpose.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /** The bytes, for the store. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProjectSecret secret && Arrays.equals(bytes, secret.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "ProjectSecret[...]";
  }
}
