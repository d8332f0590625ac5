package dev.seveneight.testing.memory;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random expressions: our own, and others of every kind. */
final class StoreExpressions {
  private static final String ENTRY_IS_NEWER =
      "attribute_exists(pk) AND attribute_not_exists(overflowed)"
          + " AND (attribute_not_exists(answers.#id) OR answers.#id.#rev < :rev)"
          + " AND (attribute_exists(answers.#id) OR size(answers) < :bound)";

  private StoreExpressions() {}

  /** Updates with their conditions, as our functions have them. */
  static Arbitrary<List<String>> ownUpdates() {
    return Arbitraries.of(
        List.of(
            "SET #mark = :last, #project = :project, #day = :day ADD #0 :0, #1 :1",
            "attribute_not_exists(#mark) OR #mark < :first"),
        List.of("SET #project = :project, #day = :day ADD #0 :0, #1 :1", ""),
        List.of("REMOVE #0, #1", "#0 = :0 AND #mark = :m"),
        List.of("SET answers.#id = :entry, #rev = #rev + :one", ENTRY_IS_NEWER),
        List.of("REMOVE answers.#id", "attribute_exists(answers.#id) AND rev = :rev"),
        List.of("SET answers = :empty, rev = :one", "attribute_not_exists(pk)"),
        List.of("SET epoch = :epoch, rev = :next", "rev = :rev AND epoch < :epoch"),
        List.of("ADD days :days", ""),
        List.of("SET pk = :value", ""),
        List.of("DELETE listed :values", ""),
        List.of("DELETE listed :values, days :values", ""),
        List.of(
            "ADD listed :values",
            "attribute_not_exists(#full) AND (attribute_not_exists(listed) OR"
                + " contains(listed, :value) OR size(listed) < :cap)"),
        List.of("SET #full = :full", "size(listed) >= :cap"),
        List.of("ADD days :days SET noted_at = :now", ""),
        List.of("SET rev = :next, listing = :listing, listed_at = :time1", "rev = :rev"));
  }

  private static Arbitrary<String> paths() {
    return Arbitraries.of(
        "rev",
        "epoch",
        "score",
        "listed",
        "days",
        "#segments",
        "answers",
        "answers.#id",
        "answers.#id.#rev",
        "answers.r1",
        "answers.r1.rev",
        "#segments[0]",
        "#segments[1]",
        "#segments[4]",
        "#mark",
        "#0",
        "listing",
        "nowhere",
        "nowhere.part");
  }

  private static Arbitrary<String> values() {
    return Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.of(":1", ":2", ":one", ":rev")),
        Tuple.of(
            2, Arbitraries.of(":value", ":m", ":entry", ":values", ":list", ":any1", ":any2")));
  }

  /** What may stand beside a comparison of order, mostly. */
  private static Arbitrary<String> ordered() {
    return Arbitraries.frequencyOf(
        Tuple.of(2, paths()),
        Tuple.of(9, Arbitraries.of(":1", ":2", ":rev", ":value", ":m")),
        Tuple.of(1, Arbitraries.of(":any1", ":list")));
  }

  private static Arbitrary<String> operands() {
    return Arbitraries.frequencyOf(
        Tuple.of(5, paths()),
        Tuple.of(4, values()),
        Tuple.of(1, paths().map(path -> "size(" + path + ")")));
  }

  private static Arbitrary<String> simpleConditions() {
    return Arbitraries.frequencyOf(
        Tuple.of(
            3,
            Combinators.combine(operands(), Arbitraries.of("=", "<>"), operands())
                .as((left, comparator, right) -> left + " " + comparator + " " + right)),
        Tuple.of(
            5,
            Combinators.combine(operands(), Arbitraries.of("<", "<=", ">", ">="), ordered())
                .as((left, comparator, right) -> left + " " + comparator + " " + right)),
        Tuple.of(2, paths().map(path -> "attribute_exists(" + path + ")")),
        Tuple.of(2, paths().map(path -> "attribute_not_exists(" + path + ")")),
        Tuple.of(1, paths().map(path -> "attribute_type(" + path + ", :type)")),
        Tuple.of(
            2,
            Combinators.combine(paths(), operands())
                .as((path, operand) -> "contains(" + path + ", " + operand + ")")),
        Tuple.of(
            2,
            Combinators.combine(
                    paths(), Arbitraries.of(":value", ":value", ":m", "listing", ":any1"))
                .as((path, operand) -> "begins_with(" + path + ", " + operand + ")")),
        Tuple.of(
            1,
            Combinators.combine(
                    paths(),
                    Arbitraries.of(":lower", ":lower", "rev", ":one"),
                    Arbitraries.of(":upper", ":upper", "epoch", ":any1"))
                .as((value, low, high) -> value + " BETWEEN " + low + " AND " + high)),
        Tuple.of(
            1,
            Combinators.combine(operands(), operands(), operands())
                .as((value, first, second) -> value + " IN (" + first + ", " + second + ")")),
        Tuple.of(
            1,
            Arbitraries.of(
                ENTRY_IS_NEWER,
                "attribute_not_exists(pk)",
                "rev = :rev",
                "settings_version = :version",
                "settings.time_zone = :zone",
                "attribute_exists(pk)")),
        Tuple.of(
            1, Arbitraries.of("rev = :rev AND", "((rev = :rev))", "nothing(rev)", "rev ! :rev")));
  }

  static Arbitrary<String> conditions() {
    return Arbitraries.frequencyOf(
        Tuple.of(7, simpleConditions()),
        Tuple.of(
            3,
            Combinators.combine(
                    simpleConditions(),
                    simpleConditions(),
                    simpleConditions(),
                    Arbitraries.of(
                        "%s AND %s OR %s",
                        "%s OR %s AND %s",
                        "NOT %s AND (%s OR %s)",
                        "(%s OR %s) AND NOT (%s)",
                        "%s and not %s Or %s"))
                .as((first, second, third, frame) -> frame.formatted(first, second, third))));
  }

  private static Arbitrary<String> terms() {
    return Arbitraries.frequencyOf(
        Tuple.of(3, values()),
        Tuple.of(1, paths()),
        Tuple.of(
            2, Combinators.combine(paths(), values()).as((path, value) -> path + " + " + value)),
        Tuple.of(
            1, Combinators.combine(values(), paths()).as((value, path) -> value + " - " + path)),
        Tuple.of(
            2,
            Combinators.combine(paths(), values(), values())
                .as((path, none, more) -> "if_not_exists(" + path + ", " + none + ") + " + more)),
        Tuple.of(
            1,
            Combinators.combine(paths(), values())
                .as((path, list) -> "list_append(" + path + ", " + list + ")")),
        Tuple.of(
            1,
            Combinators.combine(paths(), values())
                .as(
                    (path, list) ->
                        "list_append(if_not_exists(" + path + ", :list), " + list + ")")));
  }

  static Arbitrary<String> updates() {
    Arbitrary<String> assignments =
        Combinators.combine(paths(), terms()).as((path, term) -> path + " = " + term);
    Arbitrary<String> sets =
        assignments.list().ofMinSize(1).ofMaxSize(2).map(all -> "SET " + String.join(", ", all));
    Arbitrary<String> removals =
        paths().list().ofMinSize(1).ofMaxSize(2).map(all -> "REMOVE " + String.join(", ", all));
    Arbitrary<String> additions =
        Combinators.combine(
                Arbitraries.of("rev", "listed", "days", "#0", "nowhere", "answers"),
                Arbitraries.of(":1", ":1", ":values", ":values", ":any1"))
            .as((path, value) -> "ADD " + path + " " + value);
    Arbitrary<String> deletions =
        Combinators.combine(
                Arbitraries.of("listed", "days", "nowhere", "rev"),
                Arbitraries.of(":values", ":any1"))
            .as((path, value) -> "DELETE " + path + " " + value);
    return Arbitraries.frequencyOf(
        Tuple.of(4, sets),
        Tuple.of(2, removals),
        Tuple.of(2, additions),
        Tuple.of(2, deletions),
        Tuple.of(2, Combinators.combine(sets, removals).as((a, b) -> a + " " + b)),
        Tuple.of(2, Combinators.combine(additions, sets).as((a, b) -> a + " " + b)),
        Tuple.of(1, Combinators.combine(deletions, removals).as((a, b) -> a + " " + b)),
        Tuple.of(
            2,
            Arbitraries.of(
                "REMOVE #segments[0], #segments[2]",
                "SET #segments[0] = #segments[1], #segments[9] = :value",
                "SET #segments[1] = :value REMOVE #segments[0]",
                "SET #segments[9] = :value, #segments[2] = :1 REMOVE #segments[1]",
                "SET #segments = list_append(if_not_exists(#segments, :list), :list)")),
        Tuple.of(
            1, Arbitraries.of("", "SET rev = :1 SET epoch = :2", "SET day = :day", "SET rev")));
  }

  static Arbitrary<String> projections() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.just("")),
        Tuple.of(1, paths().list().ofMinSize(1).ofMaxSize(3).map(all -> String.join(", ", all))),
        Tuple.of(1, Arbitraries.of("pk", "pk, #project", "listing, pk")));
  }
}
