package dev.seveneight.testing.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where in a document something is, as an expression writes it: {@code answers.#id.rev}.
 *
 * @param steps from the item inwards; the first is a field
 */
record Path(List<Step> steps) {
  /** One step inwards. */
  sealed interface Step {
    /**
     * Into a map.
     *
     * @param name as written, so perhaps a placeholder such as {@code #id}
     */
    record Field(String name) implements Step {}

    /**
     * Into a list.
     *
     * @param index from 0 on
     */
    record Element(int index) implements Step {}
  }

  Path {
    steps = List.copyOf(steps);
  }

  /** The attribute that the path begins with, as written. */
  String root() {
    return ((Step.Field) steps.get(0)).name();
  }

  /** The index of the list's element that it leads to; -1 if it leads to none. */
  int lastIndex() {
    return steps.get(steps.size() - 1) instanceof Step.Element element ? element.index() : -1;
  }

  /** The path with the names that its placeholders stand for. */
  Path resolved(Bindings bindings) {
    boolean written = true;
    for (Step step : steps) {
      written &= !(step instanceof Step.Field field && field.name().startsWith("#"));
    }
    if (written) {
      return this;
    }
    List<Step> resolved = new ArrayList<>(steps.size());
    for (Step step : steps) {
      resolved.add(
          step instanceof Step.Field field ? new Step.Field(bindings.name(field.name())) : step);
    }
    return new Path(resolved);
  }

  /** What is there. */
  Optional<AttributeValue> in(Map<String, AttributeValue> document, Bindings bindings) {
    AttributeValue found = document.get(bindings.name(root()));
    for (int i = 1; i < steps.size() && found != null; i++) {
      Step step = steps.get(i);
      if (step instanceof Step.Field field) {
        found = found.hasM() ? found.m().get(bindings.name(field.name())) : null;
      } else if (step instanceof Step.Element element) {
        boolean present = found.hasL() && element.index() < found.l().size();
        found = present ? found.l().get(element.index()) : null;
      }
    }
    return Optional.ofNullable(found);
  }

  /**
   * Refuses paths of which one leads to or through another, or that take the same thing for a map
   * and for a list.
   *
   * @param paths with names resolved
   */
  static void refuseOverlaps(List<Path> paths) {
    for (int i = 0; i < paths.size(); i++) {
      for (int j = i + 1; j < paths.size(); j++) {
        if (paths.get(i).overlaps(paths.get(j))) {
          throw Refusal.invalid(
              "Two document paths overlap or conflict with each other; must remove or rewrite one"
                  + " of these paths; path one: "
                  + paths.get(i).steps()
                  + ", path two: "
                  + paths.get(j).steps());
        }
      }
    }
  }

  private boolean overlaps(Path other) {
    int shared = Math.min(steps.size(), other.steps.size());
    for (int i = 0; i < shared; i++) {
      Step a = steps.get(i);
      Step b = other.steps.get(i);
      if (a.getClass() != b.getClass()) {
        return true;
      }
      if (!a.equals(b)) {
        return false;
      }
    }
    return true;
  }
}
