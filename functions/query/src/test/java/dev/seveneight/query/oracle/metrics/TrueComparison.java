package dev.seveneight.query.oracle.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** How a score changed since another range. */
record TrueComparison(Truth truth, TrueNumbers numbers) {
  /** The member {@code compare}, but for its range. */
  Map<String, Object> answer(Inquiry inquiry, SecondRange range, SecondRange other) {
    if (inquiry.isAboutPeopleAtEnd()) {
      return ofPeople(truth.standingAt(range.last()), truth.standingAt(other.last()));
    }
    Replies now = truth.in(inquiry.segment(), range, false);
    Replies then = truth.in(inquiry.segment(), other, false);
    Map<String, Object> json = new LinkedHashMap<>(numbers.of(then));
    json.put("difference", numbers.difference(now, then));
    json.put("change", now.counted() == 0 || then.counted() == 0 ? null : change(now, then));
    inquiry
        .parameter("by")
        .ifPresent(dimension -> json.put("by", split(inquiry, dimension, range, other)));
    return json;
  }

  /** Without a test: mostly the same people stand on both sides. */
  private Map<String, Object> ofPeople(Replies now, Replies then) {
    Map<String, Object> json = new LinkedHashMap<>(numbers.ofGroups(then));
    json.put("difference", null);
    json.put("change", now.counted() == 0 || then.counted() == 0 ? null : change(now, then));
    return json;
  }

  private static Map<String, Object> change(Replies now, Replies then) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("nps_points", now.score() - then.score());
    json.put("promoter_points", points(now.promoters(), now) - points(then.promoters(), then));
    json.put("passive_points", points(now.passives(), now) - points(then.passives(), then));
    json.put("detractor_points", points(now.detractors(), now) - points(then.detractors(), then));
    return json;
  }

  private static double points(long count, Replies all) {
    return 100.0 * count / all.counted();
  }

  private Map<String, Object> split(
      Inquiry inquiry, String dimension, SecondRange range, SecondRange other) {
    Map<String, String> segment = inquiry.segment();
    Replies now = truth.in(segment, range, false);
    Replies then = truth.in(segment, other, false);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("dimension", dimension);
    json.put("mix", null);
    json.put("rate", null);
    json.put("rows", List.of());
    if (now.counted() == 0 || then.counted() == 0) {
      return json;
    }
    Set<Truth.Cell> cells = new TreeSet<>(TrueRows.BY_NAME);
    now.all().forEach(reply -> cells.add(truth.cell(reply, dimension)));
    then.all().forEach(reply -> cells.add(truth.cell(reply, dimension)));
    List<Map<String, Object>> rows = new ArrayList<>();
    double mix = 0;
    double rate = 0;
    for (Truth.Cell cell : cells) {
      Replies isIn = truth.inRow(segment, dimension, cell, range, false);
      Replies wasIn = truth.inRow(segment, dimension, cell, other, false);
      if (isIn.counted() + wasIn.counted() > 0) {
        Map<String, Object> row = row(cell, isIn, wasIn, now, then);
        mix += (double) row.get("mix");
        rate += (double) row.get("rate");
        rows.add(row);
      }
    }
    json.put("mix", mix);
    json.put("rate", rate);
    json.put("rows", rows);
    return json;
  }

  private static Map<String, Object> row(
      Truth.Cell cell, Replies isIn, Replies wasIn, Replies now, Replies then) {
    double is = isIn.counted() == 0 ? wasIn.score() : isIn.score();
    double was = wasIn.counted() == 0 ? isIn.score() : wasIn.score();
    double shareNow = (double) isIn.counted() / now.counted();
    double shareThen = (double) wasIn.counted() / then.counted();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("value", cell.value().orElse(null));
    json.put("row", cell.row());
    json.put("mix", (shareNow - shareThen) * (is + was - now.score() - then.score()) / 2);
    json.put("rate", (is - was) * (shareNow + shareThen) / 2);
    json.put("response_count", isIn.counted());
    json.put("response_count_before", wasIn.counted());
    return json;
  }
}
