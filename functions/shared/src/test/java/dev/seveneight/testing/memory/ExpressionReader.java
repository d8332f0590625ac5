package dev.seveneight.testing.memory;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** Reads what all kinds of expressions are made of. One reader reads one expression. */
abstract class ExpressionReader {
  private static final int LONGEST = 4_096;
  private static final int MOST_OPERATORS = 300;

  private final List<Token> tokens;
  private final List<Path> places = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> values = new HashSet<>();
  private int at;
  private int operators;

  ExpressionReader(String expression) {
    if (expression.isBlank()) {
      throw Refusal.invalid("Invalid expression: The expression can not be empty;");
    }
    if (expression.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      throw Refusal.invalid("Invalid expression: Expression size has exceeded the maximum allowed");
    }
    tokens = Token.of(expression);
  }

  /** The expression, if nothing is left of it to read. */
  final <T> Parsed<T> parsed(T root) {
    if (next().kind() != Token.Kind.END) {
      throw unexpected();
    }
    return new Parsed<>(root, places, names, values);
  }

  final Token next() {
    return tokens.get(at);
  }

  /** How many tokens were read. */
  final int position() {
    return at;
  }

  final Token take() {
    return tokens.get(at++);
  }

  final boolean isFunction() {
    return next().kind() == Token.Kind.WORD && tokens.get(at + 1).is("(");
  }

  final boolean takeIf(String symbol) {
    boolean there = next().is(symbol);
    if (there) {
      at++;
    }
    return there;
  }

  final boolean takeKeyword(String keyword) {
    boolean there = next().isKeyword(keyword);
    if (there) {
      countOperator();
      at++;
    }
    return there;
  }

  final void expect(String symbol) {
    if (!takeIf(symbol)) {
      throw unexpected();
    }
  }

  final DynamoDbException unexpected() {
    return Refusal.invalid("Invalid expression: Syntax error; token: \"" + next().text() + "\"");
  }

  /** Counts an operator or a function: there may not be too many of them. */
  final void countOperator() {
    operators++;
    if (operators > MOST_OPERATORS) {
      throw Refusal.invalid("Invalid expression: The expression contains too many operators");
    }
  }

  final String value() {
    if (next().kind() != Token.Kind.VALUE) {
      throw unexpected();
    }
    String placeholder = take().text();
    values.add(placeholder);
    return placeholder;
  }

  final Path path() {
    List<Path.Step> steps = new ArrayList<>(List.of(field()));
    while (true) {
      if (takeIf(".")) {
        steps.add(field());
      } else if (takeIf("[")) {
        if (next().kind() != Token.Kind.NUMBER) {
          throw unexpected();
        }
        try {
          steps.add(new Path.Step.Element(Integer.parseInt(next().text())));
        } catch (NumberFormatException e) {
          throw unexpected();
        }
        at++;
        expect("]");
      } else {
        Path path = new Path(steps);
        places.add(path);
        return path;
      }
    }
  }

  private Path.Step.Field field() {
    switch (next().kind()) {
      case NAME -> names.add(next().text());
      case WORD -> {
        if (ReservedWords.contains(next().text())) {
          throw Refusal.invalid(
              "Invalid expression: Attribute name is a reserved keyword; reserved keyword: "
                  + next().text());
        }
      }
      default -> throw unexpected();
    }
    return new Path.Step.Field(take().text());
  }

  final List<Path> paths() {
    List<Path> paths = new ArrayList<>();
    do {
      paths.add(path());
    } while (takeIf(","));
    return paths;
  }
}
