package dev.seveneight.query.oracle.metrics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that there is to know of a project: its responses, one by one. Whatever is asked of it is
 * answered by going through all of them.
 *
 * @param days its calendar
 * @param now what time it is
 * @param tooFew from how many responses on a score has enough
 * @param outOfHeadline the surveys that are kept out of everything
 * @param countedValues by dimension, the values that are counted by themselves
 * @param replies the responses that there are
 */
record Truth(
    Days days,
    Instant now,
    int tooFew,
    Set<String> outOfHeadline,
    Map<String, Set<String>> countedValues,
    List<Reply> replies) {
  /**
   * What a row is about.
   *
   * @param row {@code value}, {@code other} or {@code without}
   * @param value the value, for {@code value}
   */
  record Cell(String row, Optional<String> value) {
    static final Cell OTHER = new Cell("other", Optional.empty());
    static final Cell WITHOUT = new Cell("without", Optional.empty());

    static Cell of(String value) {
      return new Cell("value", Optional.of(value));
    }
  }

  /** Whether some response has one of these values, and is counted in the row of other values. */
  boolean hasOther(Map<String, String> segment) {
    return segment.entrySet().stream()
        .anyMatch(
            part ->
                replies.stream()
                    .filter(reply -> part.getValue().equals(reply.values().get(part.getKey())))
                    .anyMatch(reply -> cell(reply, part.getKey()).equals(Cell.OTHER)));
  }

  /** Where a response stands in a dimension. */
  Cell cell(Reply reply, String dimension) {
    String value = reply.values().get(dimension);
    if (value == null) {
      return Cell.WITHOUT;
    }
    boolean isCounted =
        countedValues.getOrDefault(dimension, Set.of()).contains(value)
            || isKeptOut(dimension, value);
    return isCounted ? Cell.of(value) : Cell.OTHER;
  }

  /** Whether this is a survey that is kept out of everything. */
  boolean isKeptOut(String dimension, String value) {
    return dimension.equals(Reply.SURVEY) && outOfHeadline.contains(value);
  }

  /** The responses of a segment and a range. */
  Replies in(Map<String, String> segment, SecondRange range, boolean arePeople) {
    Map<String, Cell> cells = new LinkedHashMap<>();
    segment.forEach((dimension, value) -> cells.put(dimension, Cell.of(value)));
    return inCells(cells, range, arePeople);
  }

  /** The responses of one row of a segment. */
  Replies inRow(
      Map<String, String> segment,
      String dimension,
      Cell cell,
      SecondRange range,
      boolean arePeople) {
    Map<String, Cell> cells = new LinkedHashMap<>();
    segment.forEach((other, value) -> cells.put(other, Cell.of(value)));
    cells.put(dimension, cell);
    return inCells(cells, range, arePeople);
  }

  private Replies inCells(Map<String, Cell> cells, SecondRange range, boolean arePeople) {
    return new Replies(
        (arePeople ? newestOfEverybody() : replies)
            .stream()
                .filter(reply -> range.has(reply.second()))
                .filter(reply -> isIn(reply, cells))
                .toList());
  }

  /** Whether a response is in all of these cells; without cells, whether it is in everything. */
  boolean isIn(Reply reply, Map<String, Cell> cells) {
    return (line(reply).isEmpty() || cells.containsKey(Reply.SURVEY))
        && cells.entrySet().stream()
            .allMatch(each -> cell(reply, each.getKey()).equals(each.getValue()));
  }

  /** Where people stood at the end of a second: the newest response up to then of each person. */
  Replies standingAt(long second) {
    List<Reply> newest = new ArrayList<>();
    for (List<Reply> line : lines()) {
      line.stream()
          .filter(reply -> reply.second() <= second)
          .filter(reply -> isIn(reply, Map.of()))
          .reduce((earlier, later) -> later)
          .ifPresent(newest::add);
    }
    return new Replies(newest);
  }

  private List<Reply> newestOfEverybody() {
    List<Reply> newest = new ArrayList<>();
    lines().forEach(line -> newest.add(line.get(line.size() - 1)));
    return newest;
  }

  /**
   * The answers of each person that count, in order; those to a survey that is kept out of
   * everything by themselves.
   */
  List<List<Reply>> lines() {
    Map<String, List<Reply>> lines = new LinkedHashMap<>();
    replies.stream()
        .filter(reply -> reply.person().isPresent() && !reply.isExcluded())
        .sorted(Comparator.comparingLong(Reply::second))
        .forEach(
            reply ->
                lines
                    .computeIfAbsent(
                        reply.person().get() + " " + line(reply), any -> new ArrayList<>())
                    .add(reply));
    return List.copyOf(lines.values());
  }

  /** The survey that keeps a response out of everything; empty if none does. */
  private String line(Reply reply) {
    String survey = reply.values().getOrDefault(Reply.SURVEY, "");
    return isKeptOut(Reply.SURVEY, survey) ? survey : "";
  }
}
