package dev.seveneight.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is started.
 *
 * @param name what the tables call it
 * @param folder its package, in which the runtime client looks for classes and jars
 * @param onClassPath what the JVM itself loads, as in a container image; on the managed runtime
 *     nothing
 * @param handler its handler's class
 * @param event what it is called with
 * @param answer what its answer has to contain
 * @param flags flags of its own
 * @param isSnapStart whether it is snapshotted when it has started
 */
record ColdContestant(
    String name,
    Path folder,
    List<Path> onClassPath,
    String handler,
    String event,
    String answer,
    List<String> flags,
    boolean isSnapStart) {

  /** As the managed runtime starts it. */
  static ColdContestant managed(
      String name, Path folder, String handler, String event, String answer) {
    return new ColdContestant(name, folder, List.of(), handler, event, answer, List.of(), false);
  }

  /** The same out of another package. */
  ColdContestant in(String as, Path other) {
    return managed(as, other, handler, event, answer);
  }

  /** The same as SnapStart starts it. */
  ColdContestant snapStart(String as) {
    return new ColdContestant(as, folder, onClassPath, handler, event, answer, flags, true);
  }

  /** The same from a container image that has an AOT cache of it. */
  ColdContestant cached(String as, Path empty, List<Path> jars) {
    Path cache = LambdaPackages.cache(name);
    return new ColdContestant(
        as, empty, jars, handler, event, answer, List.of("-XX:AOTCache=" + cache), false);
  }

  /** What makes the JVM write the cache that this needs; empty if it needs none. */
  Optional<List<String>> trainingFlags() {
    return flags.stream()
        .filter(flag -> flag.startsWith("-XX:AOTCache="))
        .map(flag -> List.of(flag.replace("AOTCache=", "AOTCacheOutput=")))
        .findFirst();
  }

  /** The same with these flags. */
  ColdContestant with(List<String> otherFlags) {
    return new ColdContestant(
        name, folder, onClassPath, handler, event, answer, otherFlags, isSnapStart);
  }
}
