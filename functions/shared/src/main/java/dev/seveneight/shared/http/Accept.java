package dev.seveneight.shared.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The media types that a caller accepts: the header {@code Accept}. Unreadable parts of it are
 * ignored. Immutable.
 *
 * @param ranges the accepted media types, in any order
 * @param isReadable whether all parts are readable
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-accept">RFC 9110, 12.5.1</a>
 */
public record Accept(List<Range> ranges, boolean isReadable) {
  private static final Pattern RANGE = Pattern.compile("([^\\s;/]+)/([^\\s;/]+)");
  private static final Pattern QUALITY = Pattern.compile("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)");

  /**
   * A range of accepted media types.
   *
   * @param type such as {@code text}, or {@code *}
   * @param subtype such as {@code csv}, or {@code *}
   * @param quality the q-value, from 0 (not accepted) to 1
   */
  record Range(String type, String subtype, double quality) {
    private boolean holds(String mediaType) {
      return mediaType.equals(type + "/" + subtype)
          || (subtype.equals("*") && (type.equals("*") || mediaType.startsWith(type + "/")));
    }

    private boolean isValid() {
      return !type.equals("*") || subtype.equals("*");
    }

    /** Returns how specific the range is: the number of names that are not wildcards. */
    private int names() {
      return (type.equals("*") ? 0 : 1) + (subtype.equals("*") ? 0 : 1);
    }
  }

  /** Parses the header. */
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
   * Whether the first media type has the higher q-value, or the same one from a more specific
   * range.
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
   * Whether a reply with this media type is accepted. A header with an unreadable part excludes
   * nothing, because some clients break the grammar. A header that only excludes types accepts all
   * others.
   */
  boolean takes(String mediaType) {
    return !isReadable
        || closest(mediaType)
            .map(range -> range.quality() > 0)
            .orElseGet(() -> ranges.stream().noneMatch(range -> range.quality() > 0));
  }

  /** Whether this media type is accepted by its name, and not only by a wildcard. */
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
