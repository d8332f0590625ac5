package dev.seveneight.shared.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a caller takes, as the header {@code Accept} says it. A part of it that cannot be read says
 * nothing. Immutable.
 *
 * @param ranges what is taken, in any order
 * @param isReadable whether all parts could be read
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-accept">RFC 9110, 12.5.1</a>
 */
public record Accept(List<Range> ranges, boolean isReadable) {
  private static final Pattern RANGE = Pattern.compile("([^\\s;/]+)/([^\\s;/]+)");
  private static final Pattern QUALITY = Pattern.compile("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)");

  /**
   * Media types that are taken.
   *
   * @param type such as {@code text}, or {@code *}
   * @param subtype such as {@code csv}, or {@code *}
   * @param quality how gladly, from 0 (not at all) to 1
   */
  record Range(String type, String subtype, double quality) {
    private boolean holds(String mediaType) {
      return mediaType.equals(type + "/" + subtype)
          || (subtype.equals("*") && (type.equals("*") || mediaType.startsWith(type + "/")));
    }

    private boolean isValid() {
      return !type.equals("*") || subtype.equals("*");
    }

    /** A range that names more says more. */
    private int names() {
      return (type.equals("*") ? 0 : 1) + (subtype.equals("*") ? 0 : 1);
    }
  }

  /** Reads the header. */
  static Accept of(String header) {
    List<Range> ranges = new ArrayList<>();
    boolean isReadable = true;
    for (String part : header.toLowerCase(Locale.ROOT).split(",", -1)) {
      Optional<Range> range = range(part);
      range.ifPresent(ranges::add);
      isReadable &= range.isPresent() || part.isBlank();
    }
    return new Accept(List.copyOf(ranges), isReadable);
  }

  private static Optional<Range> range(String text) {
    String[] parts = text.split(";", -1);
    Matcher range = RANGE.matcher(parts[0].strip());
    if (!range.matches()) {
      return Optional.empty();
    }
    double quality = 1;
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("q=")) {
        Matcher given = QUALITY.matcher(parameter);
        if (!given.matches()) {
          return Optional.empty();
        }
        quality = Double.parseDouble(given.group(1));
      }
    }
    return Optional.of(new Range(range.group(1), range.group(2), quality)).filter(Range::isValid);
  }

  /**
   * Whether the first media type is taken more gladly than the other, or as gladly and by a range
   * that names it more closely.
   */
  boolean prefers(String mediaType, String other) {
    Optional<Range> first = closest(mediaType).filter(range -> range.quality() > 0);
    Optional<Range> second = closest(other);
    return first.isPresent()
        && (second.isEmpty()
            || Comparator.comparingDouble(Range::quality)
                    .thenComparingInt(Range::names)
                    .compare(first.get(), second.get())
                > 0);
  }

  /**
   * Whether a reply of this media type is taken. A header with a part that cannot be read excludes
   * nothing, because some clients write parts that break the grammar. A header that only says what
   * is not taken excludes nothing else.
   */
  boolean takes(String mediaType) {
    return !isReadable
        || closest(mediaType)
            .map(range -> range.quality() > 0)
            .orElseGet(() -> ranges.stream().noneMatch(range -> range.quality() > 0));
  }

  /** Whether this media type is taken and named, and not only by a wildcard. */
  boolean names(String mediaType) {
    return ranges.stream().anyMatch(range -> mediaType.equals(range.type() + "/" + range.subtype()))
        && takes(mediaType);
  }

  private Optional<Range> closest(String mediaType) {
    return ranges.stream()
        .filter(range -> range.holds(mediaType))
        .max(Comparator.comparingInt(Range::names));
  }
}
