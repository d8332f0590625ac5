package dev.seveneight.testing.memory;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The expressions that were read so far, by their text: the same few come again and again. */
final class Expressions {
  private static final Map<String, Parsed<Condition>> CONDITIONS = new ConcurrentHashMap<>();
  private static final Map<String, Parsed<Update>> UPDATES = new ConcurrentHashMap<>();
  private static final Map<String, Parsed<List<Path>>> PROJECTIONS = new ConcurrentHashMap<>();

  private Expressions() {}

  static Parsed<Condition> condition(String text) {
    return CONDITIONS.computeIfAbsent(text, absent -> new ConditionReader(absent).read());
  }

  static Parsed<Update> update(String text) {
    return UPDATES.computeIfAbsent(text, absent -> new UpdateReader(absent).read());
  }

  static Parsed<List<Path>> projection(String text) {
    return PROJECTIONS.computeIfAbsent(text, Expressions::readProjection);
  }

  private static Parsed<List<Path>> readProjection(String text) {
    ExpressionReader reader = new ExpressionReader(text) {};
    return reader.parsed(List.copyOf(reader.paths()));
  }
}
