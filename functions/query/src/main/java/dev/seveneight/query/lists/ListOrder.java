package dev.seveneight.query.lists;

import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.validation.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The orders of lists. */
public enum ListOrder {
  /** The oldest first. */
  OLDEST("asc", true, false),
  /** The newest first. */
  NEWEST("desc", false, false),
  /** The oldest change first. */
  OLDEST_CHANGE("asc:updated_at", true, true),
  /** The newest change first. */
  NEWEST_CHANGE("desc:updated_at", false, true);

  /** The orders of lists that cannot be sorted by change. */
  public static final List<ListOrder> BY_TIME = List.of(OLDEST, NEWEST);

  /** All orders. */
  public static final List<ListOrder> ALL = List.of(values());

  private final String apiName;
  private final boolean ascending;
  private final boolean byChange;

  ListOrder(String apiName, boolean ascending, boolean byChange) {
    this.apiName = apiName;
    this.ascending = ascending;
    this.byChange = byChange;
  }

  /** Parses the parameter {@code order}. Adds a field error if the order is not allowed. */
  public static ListOrder read(
      Parameters parameters, List<ListOrder> allowed, ListOrder otherwise) {
    Optional<String> name = parameters.text("order");
    Optional<ListOrder> order =
        allowed.stream().filter(each -> name.equals(Optional.of(each.apiName))).findFirst();
    if (name.isPresent() && order.isEmpty()) {
      String names = allowed.stream().map(each -> each.apiName).collect(Collectors.joining(", "));
      parameters.reject("order", Rule.FORMAT, "one of " + names);
    }
    return order.orElse(otherwise);
  }

  /** Whether times increase. */
  public boolean ascending() {
    return ascending;
  }

  /** Whether the list is sorted by the time of the last change. */
  public boolean byChange() {
    return byChange;
  }
}
