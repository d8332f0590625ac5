package dev.seveneight.bench.cold;

import java.nio.file.Path;
import java.util.List;

/**
 * A function in a package, and how it is started.
 *
 * @param name its name in the tables
 * @param folder its package, in which the runtime client looks for classes and jars
 * @param onClassPath what the JVM itself loads, as in a container image; nothing on the managed
 *     runtime
 * @param handler class of its handler
 * @param event the event that it gets
 * @param reply what its reply has to contain
 * @param flags its own flags of the JVM
 * @param isSnapStart whether a snapshot is taken when it has started
 */
record Contestant(
    String name,
    Path folder,
    List<Path> onClassPath,
    String handler,
    String event,
    String reply,
    List<String> flags,
    boolean isSnapStart) {
  private static final String USE_CACHE = "-XX:AOTCache=";

  /** A function as the managed runtime starts it. */
  static Contestant managed(String name, Path folder, String handler, String event, String reply) {
    return new Contestant(name, folder, List.of(), handler, event, reply, List.of(), false);
  }

  /** The same handler of another package. */
  Contestant in(Path other, String as) {
    return managed(as, other, handler, event, reply);
  }

  /** The same with SnapStart. */
  Contestant snapStart(String as) {
    return new Contestant(as, folder, onClassPath, handler, event, reply, flags, true);
  }

  /** The same in a container image that has an AOT cache of it. */
  Contestant cached(String as, Path empty, List<Path> jars) {
    String flag = USE_CACHE + LambdaPackages.FOLDER.resolve(name + ".aot");
    return new Contestant(as, empty, jars, handler, event, reply, List.of(flag), false);
  }

  boolean isCached() {
    return flags.stream().anyMatch(flag -> flag.startsWith(USE_CACHE));
  }

  /** The same with a JVM that writes the cache when it ends. */
  Contestant fillingCache() {
    List<String> filling =
        flags.stream().map(flag -> flag.replace(USE_CACHE, "-XX:AOTCacheOutput=")).toList();
    return new Contestant(name, folder, onClassPath, handler, event, reply, filling, isSnapStart);
  }
}
