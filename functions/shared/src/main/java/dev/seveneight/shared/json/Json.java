package dev.seveneight.shared.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads and writes JSON as plain maps, lists, strings, numbers and truth values. Numbers that
 * callers send are {@link WrittenNumber}s.
 */
public final class Json {
  /** The deepest nesting of the bodies that callers send. */
  public static final int DEEPEST = 20;

  private static final JSON OURS =
      JSON.builder()
          .enable(JSON.Feature.WRITE_NULL_PROPERTIES)
          .enable(JSON.Feature.PRESERVE_FIELD_ORDERING)
          .register(ExactJson.writtenNumbers())
          .build();

  private static final JsonFactory CALLERS =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  // Numbers are kept as texts. WrittenNumber.isModest bounds the length before any
                  // arithmetic.
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private Json() {}

  /** Reads an event of the platform, which is trusted to be a JSON object. */
  public static Map<String, Object> readTrusted(InputStream input) {
    try {
      return OURS.mapFrom(input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads an event of an operator. Lambda ensures that it is JSON, of any type. */
  public static Object readInvocation(InputStream input) {
    try {
      return OURS.anyFrom(input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads JSON that we wrote to the store. */
  public static Object readStored(String json) {
    try {
      return OURS.anyFrom(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads JSON that a caller sent and the store keeps. Numbers keep their digits. */
  public static Object readStoredExactly(String json) {
    try (JsonParser parser = CALLERS.createParser(json)) {
      return ExactJson.read(parser);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a text is a JSON array that {@link #readStoredExactly} can read. */
  public static boolean isStoredArray(String json) {
    try (JsonParser parser = CALLERS.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        return false;
      }
      parser.skipChildren();
      return parser.currentToken() == JsonToken.END_ARRAY;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Reads a text that a caller sent.
   *
   * @throws MalformedJsonException if it is not JSON, nests too deep, names a field twice or is not
   *     UTF-8
   */
  public static Object read(String body) {
    try (JsonParser parser = CALLERS.createParser(body)) {
      Object value = ExactJson.read(parser);
      if (parser.nextToken() != null) {
        throw new MalformedJsonException("something follows the JSON value");
      }
      return value;
    } catch (JsonProcessingException e) {
      String place =
          e.getLocation() == null
              ? ""
              : " at line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr();
      throw new MalformedJsonException(
          "not JSON as RFC 8259 has it, a name given twice, or nested deeper than "
              + DEEPEST
              + place);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns a value whose objects have their names in sorted order, so that equal values are
   * written alike.
   */
  public static Object sorted(Object value) {
    if (value instanceof Map<?, ?> object) {
      Map<String, Object> sorted = new TreeMap<>();
      object.forEach((name, element) -> sorted.put((String) name, sorted(element)));
      return sorted;
    }
    return value instanceof List<?> list ? sortedElements(list) : value;
  }

  private static List<Object> sortedElements(List<?> list) {
    List<Object> sorted = new ArrayList<>();
    for (Object element : list) {
      sorted.add(sorted(element));
    }
    return sorted;
  }

  /** Writes a value. */
  public static String write(Object value) {
    try {
      return OURS.asString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a value to a stream, as UTF-8. */
  public static void write(Object value, OutputStream output) {
    try {
      output.write(write(value).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
