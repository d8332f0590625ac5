package dev.seveneight.aggregate;

import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.shared.tally.Counters;
import dev.seveneight.shared.tally.TallyKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes changes of tallies, one update for each tally. */
final class TallyWriter {
  private final DynamoDbClient dynamo;
  private final String table;

  TallyWriter(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /** Adds to one tally's counters; the tally begins with them if it is not there. */
  void add(TallyKey tally, Counters delta) {
    Map<String, String> names = new HashMap<>(Map.of("#project", "project", "#day", "day"));
    Map<String, AttributeValue> values =
        new HashMap<>(
            Map.of(":project", text(tally.project()), ":day", text(tally.period().start())));
    List<String> additions = new ArrayList<>();
    delta
        .byName()
        .forEach(
            (counter, count) -> {
              String place = String.valueOf(additions.size());
              names.put("#" + place, counter);
              values.put(":" + place, number(count));
              additions.add("#" + place + " :" + place);
            });
    // project and day never change; they are what the index of a project's days is made of.
    dynamo.updateItem(
        update ->
            update
                .tableName(table)
                .key(Map.of("pk", text(tally.partition()), "sk", text(tally.place())))
                .updateExpression(
                    "SET #project = :project, #day = :day ADD " + String.join(", ", additions))
                .expressionAttributeNames(names)
                .expressionAttributeValues(values));
  }
}
