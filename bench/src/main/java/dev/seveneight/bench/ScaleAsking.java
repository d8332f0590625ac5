package dev.seveneight.bench;

import dev.seveneight.bench.ScaleStore.Asked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks every question of every project, by turns, so that whatever slows the machine down for a
 * while slows down all sizes alike.
 */
final class ScaleAsking {
  /** A whole-day question reads the ledger for one thing: when the newest response was given. */
  private static final String LEDGER = "Query " + MeasuredStore.LEDGER;

  private final ScaleStore store;
  private final int warmUp;
  private final int rounds;
  private final Map<Place, List<Asked>> asked = new HashMap<>();

  /**
   * Asks that often.
   *
   * @param warmUp how often before anything is measured
   * @param rounds how often it is measured
   */
  ScaleAsking(ScaleStore store, int warmUp, int rounds) {
    this.store = store;
    this.warmUp = warmUp;
    this.rounds = rounds;
  }

  private record Place(ScaleQuestion question, ScaleSize size) {}

  /** What each question took at each size that there is for it. */
  Map<ScaleQuestion, Map<ScaleSize, ScaleFigures>> ask(
      List<ScaleQuestion> questions, Map<Integer, List<ScaleSize>> sizesByValues) {
    for (int round = -warmUp; round < rounds; round++) {
      for (ScaleQuestion question : questions) {
        for (ScaleSize size : sizesByValues.get(question.values())) {
          Asked now = store.ask(size.project(question.values()), question.path());
          require(now, question);
          if (round >= 0) {
            asked.computeIfAbsent(new Place(question, size), absent -> new ArrayList<>()).add(now);
          }
        }
      }
    }
    Map<ScaleQuestion, Map<ScaleSize, ScaleFigures>> figures = new LinkedHashMap<>();
    for (ScaleQuestion question : questions) {
      Map<ScaleSize, ScaleFigures> bySize = new LinkedHashMap<>();
      for (ScaleSize size : sizesByValues.get(question.values())) {
        bySize.put(size, ScaleFigures.of(asked.get(new Place(question, size))));
      }
      figures.put(question, bySize);
    }
    return figures;
  }

  private static void require(Asked now, ScaleQuestion question) {
    int ofLedger = now.reads().of(LEDGER);
    if (ofLedger != 1) {
      throw new IllegalStateException(question.name() + " read the ledger " + ofLedger + " times");
    }
  }
}
