package dev.seveneight.query.scores;

import dev.seveneight.query.scores.DimensionReport.ComparedRow;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.nps.Category;
import dev.seveneight.shared.nps.difference.Difference;
import dev.seveneight.shared.validation.Parameters;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The parameters {@code sort} and {@code order} of rows. Rows that do not stand for a single value
 * come last in any order, first the row of other values and then the row without a value, because
 * they cannot be compared with values. Rows without the number come after those that have it.
 * Immutable.
 */
final class RowOrder {
  private static final String BY_VALUE = "value";
  private static final String DEFAULT = "count";

  /** The numbers that rows can be sorted by; NaN if a row does not have the number. */
  private static final Map<String, ToDoubleFunction<ComparedRow>> NUMBERS =
      new TreeMap<>(
          Map.of(
              DEFAULT,
              row -> row.counts().total(),
              "nps",
              row -> row.counts().netPromoterScore().orElse(Double.NaN),
              "promoter_share",
              row -> share(row, Category.PROMOTER),
              "passive_share",
              row -> share(row, Category.PASSIVE),
              "detractor_share",
              row -> share(row, Category.DETRACTOR),
              "difference",
              row -> row.difference().map(Difference::value).orElse(Double.NaN)));

  private final Comparator<ComparedRow> comparator;

  private RowOrder(Comparator<ComparedRow> comparator) {
    this.comparator = comparator;
  }

  /** Parses the parameters. Adds a field error for each that is invalid. */
  static RowOrder read(Parameters parameters) {
    String sort = parameters.text("sort").orElse(DEFAULT);
    Optional<String> order = parameters.text("order");
    if (order.filter(text -> !text.equals("asc") && !text.equals("desc")).isPresent()) {
      parameters.reject("order", Rule.FORMAT, "asc or desc");
    }
    if (!sort.equals(BY_VALUE) && !NUMBERS.containsKey(sort)) {
      parameters.reject("sort", Rule.FORMAT, "value, " + String.join(", ", NUMBERS.keySet()));
    }
    boolean ascending = order.orElse(sort.equals(BY_VALUE) ? "asc" : "desc").equals("asc");
    return new RowOrder(comparator(sort, ascending));
  }

  /** Returns the rows in this order. */
  List<ComparedRow> sorted(List<ComparedRow> rows) {
    return rows.stream().sorted(comparator).toList();
  }

  private static Comparator<ComparedRow> comparator(String sort, boolean ascending) {
    Comparator<ComparedRow> byValue = Comparator.comparing(row -> row.row().value().orElse(""));
    Comparator<ComparedRow> byKindOfRow = Comparator.comparing(row -> row.row().holds());
    ToDoubleFunction<ComparedRow> number = NUMBERS.get(sort);
    if (number == null) {
      return byKindOfRow.thenComparing(ascending ? byValue : byValue.reversed());
    }
    Comparator<ComparedRow> byNumber = Comparator.comparingDouble(number);
    return byKindOfRow
        .thenComparing(row -> Double.isNaN(number.applyAsDouble(row)))
        .thenComparing(ascending ? byNumber : byNumber.reversed())
        .thenComparing(byValue);
  }

  private static double share(ComparedRow row, Category category) {
    return row.counts().share(category).orElse(Double.NaN);
  }
}
