package dev.seveneight.shared.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A group of responses that are counted together: all, those with one value of a dimension, or
 * those with one value of each of two dimensions. Immutable.
 *
 * <p>Tallies are stored under its {@link #key()}. Names and values are escaped in the key, so that
 * no value can produce the key of another segment.
 *
 * @param parts the dimensions and their values, in order of the dimensions' names; empty for
 *     everything
 */
public record Segment(List<Part> parts) {
  /** All responses of a project, except those of surveys that are kept out of the headline. */
  public static final Segment EVERYTHING = new Segment(List.of());

  /** Puts the parts in order. */
  public Segment {
    parts = parts.stream().sorted(Comparator.comparing(Part::dimension)).toList();
  }

  /** The responses that a part without a value stands for. */
  public enum Several {
    /**
     * Those whose value is not counted separately, because it came when the dimension was full or
     * because it looks personal.
     */
    OTHER("~other"),
    /** Those with at least one value of a many-valued dimension. */
    ANY("~any");

    private final String mark;

    Several(String mark) {
      this.mark = mark;
    }

    /** Returns the text that follows the dimension in a key, in place of a value. */
    String mark() {
      return mark;
    }
  }

  /**
   * One dimension of a segment with its value.
   *
   * @param dimension the dimension's name
   * @param value the value; empty if the part stands for several values
   * @param several the responses that the part stands for; empty if it has a value
   */
  public record Part(String dimension, Optional<String> value, Optional<Several> several) {
    /** Returns the part of a value that is counted separately. */
    public static Part of(String dimension, String value) {
      return new Part(dimension, Optional.of(value), Optional.empty());
    }

    /** Returns the part of the values that are not counted separately. */
    public static Part other(String dimension) {
      return new Part(dimension, Optional.empty(), Optional.of(Several.OTHER));
    }

    /** Returns the part of all responses with at least one value of a many-valued dimension. */
    public static Part any(String dimension) {
      return new Part(dimension, Optional.empty(), Optional.of(Several.ANY));
    }

    /** Returns the value as replies show it: the value, {@code (any)}, or null for other values. */
    public String shown() {
      return several.equals(Optional.of(Several.ANY)) ? "(any)" : value.orElse(null);
    }

    private String key() {
      return escape(dimension)
          + value.map(text -> "=" + escape(text)).orElseGet(() -> several.orElseThrow().mark());
    }

    /**
     * Parses a part. The part of a value contains an unescaped equals sign, and the part of several
     * values does not, so they cannot be confused.
     */
    private static Part parse(String key) {
      int equals = key.indexOf('=');
      if (equals >= 0) {
        return of(unescape(key.substring(0, equals)), unescape(key.substring(equals + 1)));
      }
      int mark = key.indexOf('~');
      String dimension = unescape(key.substring(0, mark));
      return key.endsWith(Several.ANY.mark()) ? any(dimension) : other(dimension);
    }
  }

  /** Returns the segment of these parts. */
  public static Segment of(Part... parts) {
    return new Segment(List.of(parts));
  }

  /** Returns the segment of these values by dimension. */
  public static Segment of(Map<String, String> valueOf) {
    return new Segment(
        valueOf.entrySet().stream().map(e -> Part.of(e.getKey(), e.getValue())).toList());
  }

  /**
   * Parses a {@link #key()}.
   *
   * @throws IllegalArgumentException if no segment that is counted has this key
   */
  public static Segment parse(String key) {
    return find(key).orElseThrow(() -> new IllegalArgumentException("not the key of a segment"));
  }

  /** Parses a {@link #key()}; returns empty if no segment that is counted has this key. */
  public static Optional<Segment> find(String key) {
    if (SegmentKey.flawOf(key).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        key.isEmpty()
            ? EVERYTHING
            : new Segment(Arrays.stream(key.split("&", -1)).map(Part::parse).toList()));
  }

  /** Returns the escaped form under which the tallies are stored; empty for everything. */
  public String key() {
    return parts.stream().map(Part::key).collect(Collectors.joining("&"));
  }

  /** Returns whether this dimension is part of the segment. */
  public boolean isOf(String dimension) {
    return parts.stream().anyMatch(part -> part.dimension().equals(dimension));
  }

  /** Returns the part of this segment that also has this value. */
  public Segment with(Part part) {
    List<Part> more = new ArrayList<>(parts);
    more.add(part);
    return new Segment(more);
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isEscaped(c)) {
        escaped.append('%').append(String.format("%02X", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** Returns whether a character of a name or value is escaped in the key. */
  static boolean isEscaped(char c) {
    return c == '%' || c == '=' || c == '&' || c == '#' || c == '~' || Character.isISOControl(c);
  }

  /** Returns the unescaped text. Every percent sign must stand before two digits. */
  static String unescape(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        plain.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
