package dev.seveneight.dependencies;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The jars of a class path that Maven has written down, with what their files in Maven's local
 * repository say of them. Not safe for use by several threads.
 */
final class Jars {
  private final SortedMap<Artifact, Pom> poms = new TreeMap<>();
  private final Map<Artifact, String> versions = new HashMap<>();
  private final Path repository;

  /** What was read and found before. */
  private final Map<Path, Optional<Pom>> read = new HashMap<>();

  private final Map<Artifact, Set<Artifact>> reached = new HashMap<>();

  private Jars(Path classPath) {
    Path anywhere = Path.of("");
    for (String jar : read(classPath).strip().split(File.pathSeparator, -1)) {
      Path folder = Path.of(jar).getParent();
      String name = folder.getParent().getFileName().toString();
      Pom pom = Pom.read(folder.resolve(name + "-" + folder.getFileName() + ".pom"));
      poms.put(pom.artifact(), pom);
      versions.put(pom.artifact(), folder.getFileName().toString());
      anywhere = above(folder, pom);
    }
    this.repository = anywhere;
  }

  /** Reads a file that {@code dependency:build-classpath} has written. */
  static Jars of(Path classPath) {
    return new Jars(classPath);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The repository of a jar: above the folders of its version, its name and its group. */
  private static Path above(Path folder, Pom pom) {
    Path root = folder.getParent().getParent();
    for (int i = 0; i < pom.artifact().group().split("\\.", -1).length; i++) {
      root = root.getParent();
    }
    return root;
  }

  Set<Artifact> artifacts() {
    return poms.keySet();
  }

  String version(Artifact artifact) {
    return versions.get(artifact);
  }

  /** The names of an artifact's licences, which it may have from a parent. */
  List<String> licences(Artifact artifact) {
    return licences(poms.get(artifact));
  }

  private List<String> licences(Pom pom) {
    return pom.licences().isEmpty() && pom.parent().isPresent()
        ? find(pom.parent().get(), pom.parentVersion()).map(this::licences).orElse(List.of())
        : pom.licences();
  }

  /** The file of any artifact that Maven has resolved; empty if it has not. */
  Optional<Pom> find(Artifact artifact, String version) {
    Path file =
        repository
            .resolve(artifact.group().replace('.', '/'))
            .resolve(artifact.name())
            .resolve(version)
            .resolve(artifact.name() + "-" + version + ".pom");
    return read.computeIfAbsent(
        file, path -> Files.exists(path) ? Optional.of(Pom.read(path)) : Optional.empty());
  }

  /** The names of the licences of any artifact that Maven has resolved; empty if it has not. */
  List<String> licences(Artifact artifact, String version) {
    return find(artifact, version).map(this::licences).orElse(List.of());
  }

  /** Those of some artifacts that an artifact is here for. */
  Set<Artifact> neededBy(Artifact artifact, Set<Artifact> direct) {
    Set<Artifact> found = new TreeSet<>();
    for (Artifact each : direct) {
      if (poms.containsKey(each) && reached.computeIfAbsent(each, this::reach).contains(artifact)) {
        found.add(each);
      }
    }
    return found;
  }

  /** What an artifact needs, by its own file or by a parent's. */
  private List<Artifact> needs(Pom pom) {
    List<Artifact> needs = new ArrayList<>(pom.needs());
    pom.parent()
        .flatMap(parent -> find(parent, pom.parentVersion()))
        .ifPresent(parent -> needs.addAll(needs(parent)));
    return needs;
  }

  private Set<Artifact> reach(Artifact from) {
    Set<Artifact> found = new HashSet<>();
    Deque<Artifact> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      for (Artifact needed : needs(poms.get(open.pop()))) {
        if (poms.containsKey(needed) && found.add(needed)) {
          open.push(needed);
        }
      }
    }
    return found;
  }

  /** These jars without those of another class path. */
  Map<Artifact, Pom> without(Jars others) {
    Map<Artifact, Pom> left = new TreeMap<>(poms);
    left.keySet().removeAll(others.poms.keySet());
    return left;
  }
}
