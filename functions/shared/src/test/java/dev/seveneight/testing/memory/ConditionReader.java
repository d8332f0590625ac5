package dev.seveneight.testing.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads conditions, filters and key conditions. */
final class ConditionReader extends ExpressionReader {
  /** Where the innermost parentheses that were read last begin and end. */
  private int lastOpening = -1;

  private int lastClosing = -1;

  ConditionReader(String expression) {
    super(expression);
  }

  Parsed<Condition> read() {
    return parsed(or());
  }

  private Condition or() {
    Condition left = and();
    while (takeKeyword("OR")) {
      left = new Condition.Or(left, and());
    }
    return left;
  }

  private Condition and() {
    Condition left = not();
    while (takeKeyword("AND")) {
      left = new Condition.And(left, not());
    }
    return left;
  }

  private Condition not() {
    if (takeKeyword("NOT")) {
      return new Condition.Not(not());
    }
    return next().is("(") ? parenthesized() : single();
  }

  private Condition parenthesized() {
    int opening = position();
    expect("(");
    Condition inner = or();
    if (lastOpening == opening + 1 && lastClosing == position() - 1) {
      throw Refusal.invalid("Invalid expression: The expression has redundant parentheses;");
    }
    lastOpening = opening;
    lastClosing = position();
    expect(")");
    return inner;
  }

  private Condition single() {
    if (isFunction() && !next().text().equals("size")) {
      return function();
    }
    Operand left = operand();
    if (takeKeyword("BETWEEN")) {
      Operand low = operand();
      // The word belongs to the operator that was counted.
      if (!next().isKeyword("AND")) {
        throw unexpected();
      }
      take();
      return new Condition.Between(left, low, operand());
    }
    if (takeKeyword("IN")) {
      expect("(");
      List<Operand> options = new ArrayList<>();
      do {
        options.add(operand());
      } while (takeIf(","));
      expect(")");
      return new Condition.In(left, List.copyOf(options));
    }
    Optional<Condition.Comparator> comparator = Condition.Comparator.of(next());
    if (comparator.isEmpty()) {
      throw unexpected();
    }
    take();
    countOperator();
    return new Condition.Comparison(left, comparator.get(), operand());
  }

  private Condition function() {
    countOperator();
    String name = take().text();
    expect("(");
    Condition function =
        switch (name) {
          case "attribute_exists" -> new Condition.Exists(path());
          case "attribute_not_exists" -> new Condition.Not(new Condition.Exists(path()));
          case "attribute_type" -> new Condition.OfType(path(), secondOperand());
          case "contains" -> new Condition.Contains(operand(), secondOperand());
          case "begins_with" -> new Condition.BeginsWith(operand(), secondOperand());
          default -> throw Refusal.invalid("Invalid expression: Invalid function name: " + name);
        };
    expect(")");
    return function;
  }

  private Operand secondOperand() {
    expect(",");
    return operand();
  }

  private Operand operand() {
    if (isFunction()) {
      if (!next().text().equals("size")) {
        throw unexpected();
      }
      take();
      countOperator();
      expect("(");
      Operand of = operand();
      expect(")");
      return new Operand.Size(of);
    }
    return next().kind() == Token.Kind.VALUE
        ? new Operand.Given(value())
        : new Operand.Stored(path());
  }
}
