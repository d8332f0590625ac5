package dev.seveneight.query.oracle.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The scores of each value of a dimension. */
record TrueRows(Truth truth, TrueNumbers numbers) {
  /** Values first, in order; then the others, then those without. */
  static final Comparator<Truth.Cell> BY_NAME =
      Comparator.comparing(
              (Truth.Cell cell) -> List.of("value", "other", "without").indexOf(cell.row()))
          .thenComparing(cell -> cell.value().orElse(""));

  private static final String PATH = "/v1/metrics/by/";

  /** A fraction, compared without rounding; its denominator is above 0. */
  private record Fraction(long above, long below) implements Comparable<Fraction> {
    @Override
    public int compareTo(Fraction other) {
      return Long.compare(above * other.below, other.above * below);
    }
  }

  private static final Fraction NOTHING = new Fraction(0, 1);

  private record Row(Truth.Cell cell, Replies own, Replies rest, boolean isInHeadline) {}

  Map<String, Object> answer(Inquiry inquiry, SecondRange range) {
    String dimension = inquiry.path().substring(PATH.length());
    Map<String, String> segment = inquiry.segment();
    boolean arePeople = inquiry.isAboutPeople();
    Replies all = truth.in(segment, range, arePeople);
    List<Row> rows = new ArrayList<>();
    for (Truth.Cell cell : cells(dimension)) {
      Replies own = truth.inRow(segment, dimension, cell, range, arePeople);
      if (cell.value().isPresent() || !own.isNothing()) {
        boolean keptOut = cell.value().filter(v -> truth.isKeptOut(dimension, v)).isPresent();
        rows.add(new Row(cell, own, all.without(own), !keptOut));
      }
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("dimension", dimension);
    json.put("rows", json(sorted(rows, inquiry)));
    return json;
  }

  private Set<Truth.Cell> cells(String dimension) {
    Set<Truth.Cell> cells = new TreeSet<>(BY_NAME);
    truth.countedValues().getOrDefault(dimension, Set.of()).stream()
        .map(Truth.Cell::of)
        .forEach(cells::add);
    if (dimension.equals(Reply.SURVEY)) {
      truth.outOfHeadline().stream().map(Truth.Cell::of).forEach(cells::add);
    }
    cells.add(Truth.Cell.OTHER);
    cells.add(Truth.Cell.WITHOUT);
    return cells;
  }

  private List<Map<String, Object>> json(List<Row> rows) {
    List<Map<String, Object>> differences =
        rows.stream().map(this::difference).filter(each -> each != null).toList();
    List<Map<String, Object>> list = new ArrayList<>();
    for (Row row : rows) {
      Map<String, Object> difference = difference(row);
      Map<String, Object> json = new LinkedHashMap<>(numbers.of(row.own()));
      json.put("value", row.cell().value().orElse(null));
      json.put("row", row.cell().row());
      json.put("headline", row.isInHeadline());
      json.put(
          "difference_from_rest",
          difference == null ? null : numbers.amongMany(difference, differences));
      list.add(json);
    }
    return list;
  }

  private Map<String, Object> difference(Row row) {
    return row.isInHeadline() ? numbers.difference(row.own(), row.rest()) : null;
  }

  /** Only rows of values are sorted. */
  private static List<Row> sorted(List<Row> byName, Inquiry inquiry) {
    String sort = inquiry.parameter("sort").orElse("count");
    boolean ascending =
        inquiry.parameter("order").orElse(sort.equals("value") ? "asc" : "desc").equals("asc");
    List<Row> values = new ArrayList<>();
    List<Row> others = new ArrayList<>();
    byName.forEach(row -> (row.cell().value().isPresent() ? values : others).add(row));
    if (sort.equals("value")) {
      if (!ascending) {
        Collections.reverse(values);
      }
    } else {
      Comparator<Fraction> upOrDown =
          ascending ? Comparator.naturalOrder() : Comparator.reverseOrder();
      values.sort(
          Comparator.comparing((Row row) -> key(sort, row).isEmpty())
              .thenComparing(row -> key(sort, row).orElse(NOTHING), upOrDown));
    }
    values.addAll(others);
    return values;
  }

  /** What a row is sorted by; empty if it does not have it. */
  private static Optional<Fraction> key(String sort, Row row) {
    long own = row.own().counted();
    long rest = row.rest().counted();
    if (sort.equals("count")) {
      return Optional.of(new Fraction(own, 1));
    }
    if (own == 0 || (sort.equals("difference") && (rest == 0 || !row.isInHeadline()))) {
      return Optional.empty();
    }
    return Optional.of(
        switch (sort) {
          case "nps" -> new Fraction(row.own().balance(), own);
          case "promoter_share" -> new Fraction(row.own().promoters(), own);
          case "passive_share" -> new Fraction(row.own().passives(), own);
          case "detractor_share" -> new Fraction(row.own().detractors(), own);
          case "difference" ->
              new Fraction(row.own().balance() * rest - row.rest().balance() * own, own * rest);
          default -> throw new IllegalArgumentException(sort);
        });
  }
}
