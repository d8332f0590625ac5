package dev.seveneight.histories;

import static dev.seveneight.shared.store.Attributes.isSet;
import static dev.seveneight.shared.store.Attributes.numberOf;
import static dev.seveneight.shared.store.Attributes.optionalText;
import static dev.seveneight.shared.store.Attributes.textOf;
import static dev.seveneight.shared.store.Attributes.textsOf;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What tallies and journeys have to be, from the responses of the ledger alone. Written a second
 * time on purpose, from the description and not from the code.
 */
final class FoldByHand {
  private static final List<Integer> BUCKETS =
      List.of(7, 14, 30, 60, 90, 120, 180, 270, 365, 540, 730);

  private final List<Map<String, AttributeValue>> items;

  private FoldByHand(List<Map<String, AttributeValue>> items) {
    this.items = items;
  }

  static FoldByHand of(DynamoDbClient dynamo) {
    return new FoldByHand(all(dynamo, "LedgerTable"));
  }

  private static List<Map<String, AttributeValue>> all(DynamoDbClient dynamo, String table) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    dynamo.scanPaginator(scan -> scan.tableName(table)).items().forEach(items::add);
    return items;
  }

  /** The items of a project that name one of these people. */
  List<Map<String, AttributeValue>> naming(String project, Set<String> people) {
    return items.stream()
        .filter(item -> textOf(item, "project").equals(project))
        .filter(item -> people.stream().anyMatch(item.toString()::contains))
        .toList();
  }

  /** The counters that are not zero: {@code acme#plan=a score#day#2026-03-01 1.s8}. */
  static SortedMap<String, Long> found(DynamoDbClient dynamo) {
    SortedMap<String, Long> counters = new TreeMap<>();
    for (Map<String, AttributeValue> item : all(dynamo, "TallyTable")) {
      if (textOf(item, "pk").startsWith("~")) {
        continue;
      }
      item.forEach(
          (name, value) -> {
            if (value.n() != null && !value.n().equals("0")) {
              counters.put(
                  textOf(item, "pk") + " " + textOf(item, "sk") + " " + name,
                  Long.valueOf(value.n()));
            }
          });
    }
    return counters;
  }

  /** What {@link #found} has to be. */
  SortedMap<String, Long> expected() {
    SortedMap<String, Long> counters = new TreeMap<>();
    for (Map<String, AttributeValue> item : items) {
      if (isResponse(item)) {
        countResponse(item, counters);
      } else if (isJourney(item)) {
        countJourney(item, counters);
      }
    }
    counters.values().removeIf(count -> count == 0);
    return counters;
  }

  private static void countResponse(
      Map<String, AttributeValue> item, SortedMap<String, Long> counters) {
    int score = (int) numberOf(item, "score");
    if (item.containsKey("excluded")) {
      add(counters, item, "score", numberOf(item, "epoch"), "x");
      return;
    }
    add(counters, item, "score", numberOf(item, "epoch"), "s" + score);
    if (optionalText(item, "comment").isPresent()) {
      add(
          counters,
          item,
          "score",
          numberOf(item, "epoch"),
          "c" + (score <= 6 ? 0 : Math.min(score, 9)));
    }
  }

  private void countJourney(Map<String, AttributeValue> journey, SortedMap<String, Long> counters) {
    long epoch = numberOf(journey, "epoch");
    for (boolean headline : List.of(true, false)) {
      List<Map<String, AttributeValue>> line =
          answersOf(textOf(journey, "project"), textOf(journey, "person")).stream()
              .filter(answer -> textsOf(answer, "segments").contains("") == headline)
              .toList();
      for (int i = 0; i < line.size(); i++) {
        Map<String, AttributeValue> answer = line.get(i);
        add(counters, answer, "cohort", epoch, "b" + group(answer));
        if (i == 0) {
          add(counters, answer, "arrival", epoch, "f" + group(answer));
        }
        if (i == line.size() - 1) {
          add(counters, answer, "standing", epoch, "s" + numberOf(answer, "score"));
        } else {
          Map<String, AttributeValue> next = line.get(i + 1);
          String step = group(answer) + group(next);
          add(counters, answer, "cohort", epoch, "w" + step + bucket(answer, next));
          add(counters, next, "arrival", epoch, "c" + step);
        }
      }
    }
  }

  private List<Map<String, AttributeValue>> answersOf(String project, String person) {
    return items.stream()
        .filter(FoldByHand::isResponse)
        .filter(item -> textOf(item, "project").equals(project))
        .filter(item -> optionalText(item, "person").filter(person::equals).isPresent())
        .filter(item -> !item.containsKey("excluded"))
        .sorted(
            Comparator.comparing((Map<String, AttributeValue> item) -> numberOf(item, "created_at"))
                .thenComparing(item -> textOf(item, "id")))
        .toList();
  }

  /** One that somebody has corrupted counts nothing. */
  private static boolean isResponse(Map<String, AttributeValue> item) {
    return optionalText(item, "type").filter("response"::equals).isPresent()
        && !isSet(item, "gone")
        && !HandWriting.isCorrupt(item);
  }

  private static boolean isJourney(Map<String, AttributeValue> item) {
    return optionalText(item, "type").filter("journey"::equals).isPresent();
  }

  private static String group(Map<String, AttributeValue> answer) {
    long score = numberOf(answer, "score");
    return score <= 6 ? "d" : score >= 9 ? "p" : String.valueOf(score);
  }

  private static char bucket(Map<String, AttributeValue> answer, Map<String, AttributeValue> next) {
    long days =
        LocalDate.parse(textOf(next, "day")).toEpochDay()
            - LocalDate.parse(textOf(answer, "day")).toEpochDay();
    long bucket = BUCKETS.stream().filter(most -> days > most).count();
    return "0123456789ab".charAt((int) bucket);
  }

  private static void add(
      SortedMap<String, Long> counters,
      Map<String, AttributeValue> answer,
      String kind,
      long epoch,
      String counter) {
    String day = textOf(answer, "day");
    for (String segment : textsOf(answer, "segments")) {
      String tally = textOf(answer, "project") + "#" + segment + " " + kind;
      counters.merge(tally + "#day#" + day + " " + epoch + "." + counter, 1L, Long::sum);
      counters.merge(
          tally + "#month#" + day.substring(0, 7) + " " + epoch + "." + counter, 1L, Long::sum);
    }
  }

  /** The answers that the journeys hold: {@code acme p0001 r0002} and what is known of it. */
  SortedMap<String, String> journeysFound() {
    SortedMap<String, String> answers = new TreeMap<>();
    for (Map<String, AttributeValue> item : items) {
      if (isJourney(item)) {
        item.get("answers")
            .m()
            .forEach(
                (id, entry) -> {
                  if (!entry.m().containsKey("gone")) {
                    answers.put(
                        textOf(item, "project") + " " + textOf(item, "person") + " " + id,
                        answer(entry.m(), "time"));
                  }
                });
      }
    }
    return answers;
  }

  /** What {@link #journeysFound} has to be. */
  SortedMap<String, String> journeysExpected() {
    SortedMap<String, String> answers = new TreeMap<>();
    for (Map<String, AttributeValue> item : items) {
      if (isJourney(item)) {
        String person = textOf(item, "person");
        for (Map<String, AttributeValue> answer : answersOf(textOf(item, "project"), person)) {
          answers.put(
              textOf(item, "project") + " " + person + " " + textOf(answer, "id"),
              answer(answer, "created_at"));
        }
      }
    }
    return answers;
  }

  private static String answer(Map<String, AttributeValue> answer, String time) {
    return numberOf(answer, time)
        + " "
        + textOf(answer, "day")
        + " "
        + numberOf(answer, "score")
        + " "
        + textsOf(answer, "segments");
  }
}
