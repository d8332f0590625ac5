package dev.seveneight.query.lists;

import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.validation.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The parameter {@code page}, a page by its number, as Delighted's lists have it. What stands
 * before it has to be passed over, which a cursor spares; so there is an end to it.
 *
 * @param offset how many things stand before the page
 */
public record NumberedPage(long offset) {
  /** The parameter. */
  static final String NAME = "page";

  /** The most entries that are passed over where the index tells which are in the list. */
  public static final int MOST_PASSED = 20_000;

  /** The most things that are passed over where each has to be read to know. */
  public static final int MOST_READ = 2_000;

  private static final int MOST_WALKS = 4;
  private static final int MOST_AT_A_TIME = 1_000;
  private static final long HIGHEST = 1_000_000;

  /**
   * A place on the way to the page.
   *
   * @param place a place from which on the list is read; empty for its beginning
   * @param left how many things are still to be passed over from there
   * @param ended whether the list has no more
   */
  public record Start(Optional<String> place, long left, boolean ended) {
    /** A place from which so many are still to be passed over. */
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
   * The page of this number, or if none is asked for, the one after a place.
   *
   * @param after the place up to which earlier pages went; empty for the first page
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
   * The page.
   *
   * @param start where to begin to pass things over
   * @throws Problem 422 if it cannot be filled within the bounds, though there would be more
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
      // A client that counts pages would take it for the last one, or miss what is missing here.
      throw Problem.invalid(
          NAME,
          Rule.RANGE,
          "this page holds more than one request can look through or answer with: follow the Link of"
              + " the first page, whose cursor needs no counting, or ask for a smaller per_page");
    }
    return new ListPage<>(shown, place);
  }

  /**
   * Passes over as many things as are left, or as there are.
   *
   * @throws Problem 422 if they are too many to be passed over
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
