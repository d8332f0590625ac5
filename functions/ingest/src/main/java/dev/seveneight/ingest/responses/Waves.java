package dev.seveneight.ingest.responses;

import dev.seveneight.shared.log.Parallel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Handles the requests of a batch in parallel, but those with the same subject one after the other.
 * Otherwise chance would decide which of two scores under one id is stored, or which of two names a
 * person gets.
 */
public final class Waves {
  private Waves() {}

  /**
   * Applies a step to each element.
   *
   * @param subjects returns the subjects of an element; elements that share a subject keep their
   *     order
   * @return the results, in the order of the elements
   */
  public static <T, R> List<R> map(
      Parallel parallel, List<T> elements, Function<T, Set<Object>> subjects, Function<T, R> step) {
    List<R> results = new ArrayList<>(elements.size());
    elements.forEach(element -> results.add(null));
    for (List<Integer> wave : waves(elements, subjects)) {
      List<R> ofWave = parallel.map(wave, place -> step.apply(elements.get(place)));
      for (int i = 0; i < wave.size(); i++) {
        results.set(wave.get(i), ofWave.get(i));
      }
    }
    return results;
  }

  /** Returns the places of the elements of each wave. No two in a wave share a subject. */
  private static <T> List<List<Integer>> waves(
      List<T> elements, Function<T, Set<Object>> subjects) {
    Map<Object, Integer> nextWaveOf = new HashMap<>();
    List<List<Integer>> waves = new ArrayList<>();
    for (int place = 0; place < elements.size(); place++) {
      Set<Object> about = subjects.apply(elements.get(place));
      int wave = about.stream().mapToInt(each -> nextWaveOf.getOrDefault(each, 0)).max().orElse(0);
      about.forEach(each -> nextWaveOf.put(each, wave + 1));
      if (wave == waves.size()) {
        waves.add(new ArrayList<>());
      }
      waves.get(wave).add(place);
    }
    return waves;
  }
}
