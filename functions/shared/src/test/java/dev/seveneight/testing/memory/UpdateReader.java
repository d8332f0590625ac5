package dev.seveneight.testing.memory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads update expressions. */
final class UpdateReader extends ExpressionReader {
  private final List<Update.Assignment> assignments = new ArrayList<>();
  private final List<Path> removals = new ArrayList<>();
  private final List<Update.Operation> additions = new ArrayList<>();
  private final List<Update.Operation> deletions = new ArrayList<>();

  UpdateReader(String expression) {
    super(expression);
  }

  Parsed<Update> read() {
    Set<String> clauses = new HashSet<>();
    while (next().kind() != Token.Kind.END) {
      String clause = next().text().toUpperCase(Locale.ROOT);
      if (next().kind() != Token.Kind.WORD) {
        throw unexpected();
      }
      if (!clauses.add(clause)) {
        throw Refusal.invalid(
            "Invalid UpdateExpression: The \"" + clause + "\" section can only be used once");
      }
      switch (clause) {
        case "SET" -> takeAndRepeat(this::assignment);
        case "REMOVE" -> {
          take();
          removals.addAll(paths());
        }
        case "ADD" -> takeAndRepeat(() -> additions.add(operation()));
        case "DELETE" -> takeAndRepeat(() -> deletions.add(operation()));
        default -> throw unexpected();
      }
    }
    return parsed(new Update(assignments, removals, additions, deletions));
  }

  private void takeAndRepeat(Runnable part) {
    take();
    do {
      part.run();
    } while (takeIf(","));
  }

  private void assignment() {
    Path target = path();
    expect("=");
    Term term = term();
    if (next().is("+") || next().is("-")) {
      countOperator();
      boolean isDifference = take().is("-");
      term = new Term.Sum(term, term(), isDifference);
    }
    assignments.add(new Update.Assignment(target, term));
  }

  private Update.Operation operation() {
    Path target = path();
    if (target.steps().size() > 1) {
      throw Refusal.invalid("ADD and DELETE can only be used on top-level attributes");
    }
    return new Update.Operation(target, value());
  }

  private Term term() {
    if (takeIf("(")) {
      Term inner = term();
      expect(")");
      return inner;
    }
    if (!isFunction()) {
      return new Term.Simple(
          next().kind() == Token.Kind.VALUE
              ? new Operand.Given(value())
              : new Operand.Stored(path()));
    }
    countOperator();
    String name = take().text();
    expect("(");
    Term function =
        switch (name) {
          case "if_not_exists" -> new Term.IfNotExists(path(), secondTerm());
          case "list_append" -> new Term.ListAppend(term(), secondTerm());
          default ->
              throw Refusal.invalid("Invalid UpdateExpression: Invalid function name: " + name);
        };
    expect(")");
    return function;
  }

  private Term secondTerm() {
    expect(",");
    return term();
  }
}
