package dev.seveneight.testing.memory;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of an expression's text.
 *
 * @param kind what it is
 * @param text as written
 */
record Token(Kind kind, String text) {
  enum Kind {
    /** A bare name, a function or a keyword. */
    WORD,
    /** {@code #name}. */
    NAME,
    /** {@code :value}. */
    VALUE,
    /** The index of a list's element. */
    NUMBER,
    SYMBOL,
    END
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isKeyword(String keyword) {
    return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
  }

  /** The tokens of an expression; the last one is the end. */
  static List<Token> of(String expression) {
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < expression.length()) {
      char first = expression.charAt(at);
      if (Character.isWhitespace(first)) {
        at++;
        continue;
      }
      int end = at + 1;
      Kind kind;
      if (isWordPart(first) || first == '#' || first == ':') {
        while (end < expression.length() && isWordPart(expression.charAt(end))) {
          end++;
        }
        kind = kindOf(first);
        if (end == at + 1 && (kind == Kind.NAME || kind == Kind.VALUE)) {
          throw unexpected(String.valueOf(first));
        }
      } else {
        kind = Kind.SYMBOL;
        if ((first == '<' || first == '>')
            && end < expression.length()
            && (expression.charAt(end) == '=' || (first == '<' && expression.charAt(end) == '>'))) {
          end++;
        }
        if ("()[].,=<>+-".indexOf(first) < 0) {
          throw unexpected(String.valueOf(first));
        }
      }
      tokens.add(new Token(kind, expression.substring(at, end)));
      at = end;
    }
    tokens.add(new Token(Kind.END, "<EOF>"));
    return tokens;
  }

  private static Kind kindOf(char first) {
    if (first == '#') {
      return Kind.NAME;
    }
    if (first == ':') {
      return Kind.VALUE;
    }
    if (first == '_') {
      throw unexpected("_");
    }
    return first >= '0' && first <= '9' ? Kind.NUMBER : Kind.WORD;
  }

  private static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  private static RuntimeException unexpected(String text) {
    return Refusal.invalid("Invalid expression: Syntax error; token: \"" + text + "\"");
  }
}
