package dev.seveneight.testing.memory;

import java.util.List;
import java.util.Set;

/**
 * An expression, read.
 *
 * @param root what it says
 * @param paths the places in it
 * @param names the placeholders of names in it
 * @param values the placeholders of values in it
 */
record Parsed<T>(T root, List<Path> paths, Set<String> names, Set<String> values) {
  Parsed {
    paths = List.copyOf(paths);
    names = Set.copyOf(names);
    values = Set.copyOf(values);
  }
}
