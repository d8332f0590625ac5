package dev.seveneight.shared.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Resolves percent escapes. The escaped bytes have to be UTF-8: the JDK's {@code URLDecoder} puts
 * U+FFFD for bytes that are not, and then nobody can tell that a text was lost.
 */
public final class PercentEncoding {
  private PercentEncoding() {}

  /** A text whose escapes cannot be resolved. The message says why, without the text. */
  public static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    private MalformedException(String message) {
      super(message);
    }
  }

  /**
   * Decodes a part of a query string or of a form, where a plus sign is a blank.
   *
   * @throws MalformedException if a percent sign starts no escape, or the bytes are not UTF-8
   */
  public static String decodeForm(String text) throws MalformedException {
    return decode(text.replace('+', ' '));
  }

  /**
   * Decodes a part of a path, where a plus sign is itself.
   *
   * @throws MalformedException if a percent sign starts no escape, or the bytes are not UTF-8
   */
  public static String decode(String text) throws MalformedException {
    if (text.indexOf('%') < 0) {
      return text;
    }
    StringBuilder decoded = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      if (text.charAt(i) != '%') {
        decoded.append(text.charAt(i));
        i++;
        continue;
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      while (i < text.length() && text.charAt(i) == '%') {
        bytes.write(byteAt(text, i));
        i += 3;
      }
      decoded.append(utf8(bytes.toByteArray()));
    }
    return decoded.toString();
  }

  private static int byteAt(String text, int percentSign) throws MalformedException {
    int high = digitAt(text, percentSign + 1);
    int low = digitAt(text, percentSign + 2);
    if (high < 0 || low < 0) {
      throw new MalformedException("a percent sign starts no escape");
    }
    return 16 * high + low;
  }

  /** Not {@code Character.digit}, which takes the digits of other scripts too. */
  private static int digitAt(String text, int place) {
    return place < text.length() && text.charAt(place) < 128
        ? Character.digit(text.charAt(place), 16)
        : -1;
  }

  private static String utf8(byte[] bytes) throws MalformedException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedException("the percent escapes are not UTF-8");
    }
  }
}
