package dev.seveneight.shared.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is counted together: everything, one value of a dimension, or one value of each of two.
 * Immutable.
 *
 * <p>Its {@link #key()} is what the tallies are stored under. Names and values are escaped in it,
 * so that no value, whatever it holds, can be the key of another segment.
 *
 * @param parts the dimensions and their values, in order of the dimensions' names; none for
 *     everything
 */
public record Segment(List<Part> parts) {
  /** All responses of a project, but for those of surveys that are kept out of the headline. */
  public static final Segment EVERYTHING = new Segment(List.of());

  static final String OTHER_MARK = "~other";

  /** The parts are put in order. */
  public Segment {
    parts = parts.stream().sorted(Comparator.comparing(Part::dimension)).toList();
  }

  /**
   * One dimension of a segment with its value.
   *
   * @param dimension the dimension's name
   * @param value the value; empty for the responses whose value is not counted by itself, because
   *     it came when the dimension was full or because it looks personal
   */
  public record Part(String dimension, Optional<String> value) {
    /** A value that is counted by itself. */
    public static Part of(String dimension, String value) {
      return new Part(dimension, Optional.of(value));
    }

    /** The values that are not counted by themselves. */
    public static Part other(String dimension) {
      return new Part(dimension, Optional.empty());
    }

    private String key() {
      return value
          .map(text -> escape(dimension) + "=" + escape(text))
          .orElseGet(() -> escape(dimension) + OTHER_MARK);
    }

    /**
     * A real value's part holds an unescaped equals sign and the mark of the other values does not,
     * so they never meet.
     */
    private static Part parse(String key) {
      int equals = key.indexOf('=');
      return equals >= 0
          ? of(unescape(key.substring(0, equals)), unescape(key.substring(equals + 1)))
          : other(unescape(key.substring(0, key.length() - OTHER_MARK.length())));
    }
  }

  /** The segment of these parts. */
  public static Segment of(Part... parts) {
    return new Segment(List.of(parts));
  }

  /** The segment of these values by dimension. */
  public static Segment of(Map<String, String> valueOf) {
    return new Segment(
        valueOf.entrySet().stream().map(e -> Part.of(e.getKey(), e.getValue())).toList());
  }

  /**
   * The segment whose {@link #key()} this is.
   *
   * @throws IllegalArgumentException if it is the key of no segment that is counted
   */
  public static Segment parse(String key) {
    return find(key).orElseThrow(() -> new IllegalArgumentException("not the key of a segment"));
  }

  /**
   * The segment whose {@link #key()} this is; empty if it is the key of no segment that is counted.
   */
  public static Optional<Segment> find(String key) {
    if (SegmentKey.flawOf(key).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        key.isEmpty()
            ? EVERYTHING
            : new Segment(Arrays.stream(key.split("&", -1)).map(Part::parse).toList()));
  }

  /** The escaped form that the tallies are stored under; empty for everything. */
  public String key() {
    return parts.stream().map(Part::key).collect(Collectors.joining("&"));
  }

  /** Whether this dimension is one of those that the segment is made of. */
  public boolean isOf(String dimension) {
    return parts.stream().anyMatch(part -> part.dimension().equals(dimension));
  }

  /** This segment, and of it only this value. */
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

  /** Whether a character of a name or value is escaped in the key. */
  static boolean isEscaped(char c) {
    return c == '%' || c == '=' || c == '&' || c == '#' || c == '~' || Character.isISOControl(c);
  }

  /** The text that was escaped; every percent sign stands before two digits. */
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
