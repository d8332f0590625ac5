package dev.seveneight.shared.store.project;

import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.numberOf;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textMap;
import static dev.seveneight.shared.store.Attributes.textMapOf;
import static dev.seveneight.shared.store.Attributes.textOf;
import static dev.seveneight.shared.store.Attributes.timeOf;

import dev.seveneight.shared.project.Trend;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The item with all of a project's trends in the table of projects, so that one read lists them.
 * Immutable.
 *
 * @param version the number of changes of the trends, from 1; 0 when there is no item
 * @param trends the trends, oldest first
 */
public record TrendItem(long version, List<Trend> trends) {
  /** The attribute with the number of changes of the trends. */
  public static final String VERSION = "version";

  private static final String TRENDS = ProjectItemType.TRENDS.place();

  /** Returns the key of a project's item. */
  public static Map<String, AttributeValue> key(String project) {
    return ProjectTable.key(project, TRENDS);
  }

  /** Reads the trends from an item; version 0 and no trends if there is no item. */
  public static TrendItem of(Map<String, AttributeValue> item) {
    return item.isEmpty()
        ? new TrendItem(0, List.of())
        : new TrendItem(
            numberOf(item, VERSION),
            item.get(TRENDS).l().stream().map(value -> trend(value.m())).toList());
  }

  /** Returns the item of these trends. */
  public Map<String, AttributeValue> toItem(String project) {
    Map<String, AttributeValue> item = new HashMap<>(key(project));
    item.put(VERSION, number(version));
    item.put(TRENDS, AttributeValue.fromL(trends.stream().map(TrendItem::value).toList()));
    return item;
  }

  private static AttributeValue value(Trend trend) {
    return AttributeValue.fromM(
        Map.of(
            "id", text(trend.id()),
            "name", text(trend.name()),
            "segment", textMap(trend.segment()),
            "created_at", number(trend.createdAt().getEpochSecond())));
  }

  private static Trend trend(Map<String, AttributeValue> value) {
    return new Trend(
        textOf(value, "id"),
        textOf(value, "name"),
        textMapOf(value, "segment"),
        timeOf(value, "created_at"));
  }
}
