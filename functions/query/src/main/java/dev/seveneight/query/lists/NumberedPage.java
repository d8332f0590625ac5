package dev.seveneight.query.lists;

import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.validation.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The parameter {@code page}, a page by its number, like in Delighted's lists. The entries before
 * the page have to be passed over, which a cursor avoids. Therefore the number is limited.
 *
 * @param offset the number of listed entries before the page
 */
public record NumberedPage(long offset) {
  /** The parameter's name. */
  static final String NAME = "page";

  /** The most entries that are passed over if the index decides which ones are in the list. */
  public static final int MOST_PASSED = 20_000;

  /** The most items that are passed over if each one has to be read to decide that. */
  public static final int MOST_READ = 2_000;

  private static final int MOST_WALKS = 4;
  private static final int MOST_AT_A_TIME = 1_000;
  private static final long HIGHEST = 1_000_000;

  /**
   * A place on the way to the page.
   *
   * @param place the place where reading continues; empty for the beginning of the list
   * @param left how many entries are still to be passed over from there
   * @param ended whether the list ended before the page
   */
  public record Start(Optional<String> place, long left, boolean ended) {
    /** Returns a place from which this many entries are still to be passed over. */
    public static Start at(Optional<String> place, long left) {
      return new Start(place, left, false);
    }
  }

  /**
   * Parses the parameter. Adds a field error if it is invalid. Empty if the request has no page
   * number.
   */
  public static Optional<NumberedPage> read(Parameters parameters, int perPage) {
    OptionalLong number = parameters.integer(NAME, 1, HIGHEST);
    if (number.isEmpty()) {
      return Optional.empty();
    }
    if (parameters.text(Cursor.NAME).isPresent()) {
      parameters.reject(NAME, Rule.CONFLICT, "a cursor says itself where the page begins");
    }
    return Optional.of(new NumberedPage((number.getAsLong() - 1) * perPage));
  }

  /**
   * Returns the page with this number, or without a number the page after a place.
   *
   * @param after the place where the earlier pages ended; empty for the first page
   * @throws Problem 422 if the number is too high to be reached
   */
  public static <T> ListPage<T> orAfter(
      Optional<NumberedPage> number,
      Optional<String> after,
      PageWalk<T> walk,
      Entries entries,
      Listed<T> list) {
    return number
        .map(page -> read(Start.at(Optional.empty(), page.offset()), walk, entries, list))
        .orElseGet(() -> walk.over(entries.from(after, walk.perPage() + 2), after, list));
  }

  /**
   * Reads the page.
   *
   * @param start where to begin to pass over entries
   * @throws Problem 422 if the page cannot be filled within the limits although the list has more
   */
  public static <T> ListPage<T> read(
      Start start, PageWalk<T> walk, Entries entries, Listed<T> list) {
    Start passed = pass(start, entries, list);
    if (passed.ended()) {
      return new ListPage<>(List.of(), Optional.empty());
    }
    List<T> shown = new ArrayList<>();
    Optional<String> place = passed.place();
    for (int i = 0; i < MOST_WALKS && shown.size() < walk.perPage(); i++) {
      PageWalk<T> rest = new PageWalk<>(walk.perPage() - shown.size(), walk.fits());
      ListPage<T> page = rest.over(entries.from(place, rest.perPage() + 2), place, list);
      shown.addAll(page.shown());
      place = page.last();
      if (place.isEmpty()) {
        return new ListPage<>(shown, place);
      }
    }
    if (shown.size() < walk.perPage()) {
      // A client that counts pages would take a shorter page for the last one, or skip the missing
      // entries.
      throw Problem.invalid(
          NAME,
          Rule.RANGE,
          "this page holds more than one request can look through or answer with: follow the Link of"
              + " the first page, whose cursor needs no counting, or ask for a smaller per_page");
    }
    return new ListPage<>(shown, place);
  }

  /**
   * Passes over as many entries as are left, or until the list ends.
   *
   * @throws Problem 422 if there are too many to pass over
   */
  public static Start pass(Start start, Entries entries, Listed<?> list) {
    PassedOver passedOver = new PassedOver(list);
    Optional<String> place = start.place();
    long left = start.left();
    for (int i = 0; i < MOST_WALKS && left > 0; i++) {
      int most = (list.isToldByIndex() ? MOST_PASSED : MOST_READ) / MOST_WALKS;
      PageWalk<Boolean> walk = new PageWalk<>((int) Math.min(left, most), thing -> true);
      ListPage<Boolean> page =
          walk.over(entries.from(place, (int) Math.min(left, MOST_AT_A_TIME)), place, passedOver);
      left -= page.shown().size();
      if (page.last().isEmpty()) {
        return new Start(place, left, true);
      }
      place = page.last();
    }
    if (left > 0) {
      throw Problem.invalid(
          NAME,
          Rule.RANGE,
          "more than "
              + (list.isToldByIndex() ? MOST_PASSED : MOST_READ)
              + " things would have to be passed over to get there; follow the Link of the first"
              + " page instead, whose cursor needs no counting");
    }
    return Start.at(place, 0);
  }
}
