package dev.seveneight.testing.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What an update expression says.
 *
 * @param assignments of SET
 * @param removals of REMOVE
 * @param additions of ADD
 * @param deletions of DELETE
 */
record Update(
    List<Assignment> assignments,
    List<Path> removals,
    List<Operation> additions,
    List<Operation> deletions) {
  /** Changes nothing: what an update without an expression says. */
  static final Update NOTHING = new Update(List.of(), List.of(), List.of(), List.of());

  /** {@code target = term}. */
  record Assignment(Path target, Term term) {}

  /** {@code target :value}. */
  record Operation(Path target, String value) {}

  Update {
    assignments = List.copyOf(assignments);
    removals = List.copyOf(removals);
    additions = List.copyOf(additions);
    deletions = List.copyOf(deletions);
  }

  /** The places that it names, as the request's bindings resolve them. */
  List<Path> targets(Bindings bindings) {
    List<Path> targets = new ArrayList<>();
    assignments.forEach(assignment -> targets.add(assignment.target().resolved(bindings)));
    removals.forEach(removal -> targets.add(removal.resolved(bindings)));
    additions.forEach(addition -> targets.add(addition.target().resolved(bindings)));
    deletions.forEach(deletion -> targets.add(deletion.target().resolved(bindings)));
    return targets;
  }

  /** Refuses values that can be right for no item. */
  void check(Bindings bindings) {
    assignments.forEach(assignment -> assignment.term().check(bindings));
    for (Operation addition : additions) {
      AttributeValue value = bindings.value(addition.value());
      if (value.n() == null && !SetValue.isSet(value)) {
        throw wrongOperand("ADD", value);
      }
    }
    for (Operation deletion : deletions) {
      AttributeValue value = bindings.value(deletion.value());
      if (!SetValue.isSet(value)) {
        throw wrongOperand("DELETE", value);
      }
    }
  }

  /**
   * The attributes after the update. All that it computes with is as it was before.
   *
   * @param before the attributes that are there; only the key if the item is new
   */
  Map<String, AttributeValue> apply(Map<String, AttributeValue> before, Bindings bindings) {
    DocumentEdit edit = new DocumentEdit(before);
    for (Path removal : removals) {
      edit.remove(removal.resolved(bindings));
    }
    for (Operation deletion : deletions) {
      Path target = deletion.target().resolved(bindings);
      deletion
          .target()
          .in(before, bindings)
          .ifPresent(
              set ->
                  SetValue.without(set, bindings.value(deletion.value()))
                      .ifPresentOrElse(left -> edit.set(target, left), () -> edit.remove(target)));
    }
    for (Operation addition : additions) {
      AttributeValue added = bindings.value(addition.value());
      Optional<AttributeValue> present = addition.target().in(before, bindings);
      edit.set(
          addition.target().resolved(bindings),
          present.map(value -> SetValue.sum(value, added)).orElse(added));
    }
    // Beyond a list's end a lower index comes before a higher one.
    assignments.stream()
        .sorted(Comparator.comparingInt(assignment -> assignment.target().lastIndex()))
        .forEach(
            assignment ->
                edit.set(
                    assignment.target().resolved(bindings),
                    assignment.term().in(before, bindings)));
    return edit.result();
  }

  private static RuntimeException wrongOperand(String operator, AttributeValue value) {
    return Refusal.invalid(
        "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: "
            + operator
            + ", operand type: "
            + ConditionChecks.typeName(value));
  }
}
