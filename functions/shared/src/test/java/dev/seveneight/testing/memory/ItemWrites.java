package dev.seveneight.testing.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Turns requests into changes of items, and refuses those that are wrong for any item. */
final class ItemWrites {
  private ItemWrites() {}

  static ItemWrite put(Table table, PutItemRequest put) {
    if (put.hasExpected()) {
      throw withoutExpression();
    }
    table.key().checkItem(put.item());
    Item item = Item.of(CanonicalValue.ofItem(put.item()));
    table.checkIndexKeys(item.attributes());
    Optional<Parsed<Condition>> condition = condition(put.conditionExpression());
    Bindings bindings =
        Bindings.of(
            put.expressionAttributeNames(),
            put.hasExpressionAttributeNames(),
            put.expressionAttributeValues(),
            put.hasExpressionAttributeValues(),
            present(condition));
    return write(
        table,
        table.key().keyOf(item.attributes()),
        condition,
        bindings,
        before -> Optional.of(item),
        put.returnValuesOnConditionCheckFailure());
  }

  static ItemWrite delete(Table table, DeleteItemRequest delete) {
    if (delete.hasExpected()) {
      throw withoutExpression();
    }
    Optional<Parsed<Condition>> condition = condition(delete.conditionExpression());
    Bindings bindings =
        Bindings.of(
            delete.expressionAttributeNames(),
            delete.hasExpressionAttributeNames(),
            delete.expressionAttributeValues(),
            delete.hasExpressionAttributeValues(),
            present(condition));
    return write(
        table,
        delete.key(),
        condition,
        bindings,
        before -> Optional.empty(),
        delete.returnValuesOnConditionCheckFailure());
  }

  static ItemWrite check(Table table, ConditionCheck check) {
    Optional<Parsed<Condition>> condition = condition(check.conditionExpression());
    Bindings bindings =
        Bindings.of(
            check.expressionAttributeNames(),
            check.hasExpressionAttributeNames(),
            check.expressionAttributeValues(),
            check.hasExpressionAttributeValues(),
            present(condition));
    return write(
        table,
        check.key(),
        condition,
        bindings,
        UnaryOperator.identity(),
        check.returnValuesOnConditionCheckFailure());
  }

  /**
   * An update, and the places that it names.
   *
   * @param targets with names resolved
   */
  record UpdateWrite(ItemWrite write, List<Path> targets) {}

  static UpdateWrite update(Table table, UpdateItemRequest request) {
    if (request.hasExpected() || request.hasAttributeUpdates()) {
      throw withoutExpression();
    }
    List<Parsed<?>> expressions = new ArrayList<>(2);
    Update update = Update.NOTHING;
    if (request.updateExpression() != null) {
      Parsed<Update> parsed = Expressions.update(request.updateExpression());
      expressions.add(parsed);
      update = parsed.root();
    }
    Optional<Parsed<Condition>> condition = condition(request.conditionExpression());
    condition.ifPresent(expressions::add);
    Bindings bindings =
        Bindings.of(
            request.expressionAttributeNames(),
            request.hasExpressionAttributeNames(),
            request.expressionAttributeValues(),
            request.hasExpressionAttributeValues(),
            expressions);
    update.check(bindings);
    List<Path> targets = update.targets(bindings);
    Path.refuseOverlaps(targets);
    for (Path target : targets) {
      if (table.key().has(target.root())) {
        throw Refusal.invalid(
            "One or more parameter values were invalid: Cannot update attribute "
                + target.root()
                + ". This attribute is part of the key");
      }
    }
    return new UpdateWrite(
        write(
            table,
            request.key(),
            condition,
            bindings,
            changeBy(table, update, request.key(), bindings),
            request.returnValuesOnConditionCheckFailure()),
        targets);
  }

  private static UnaryOperator<Optional<Item>> changeBy(
      Table table, Update update, Map<String, AttributeValue> key, Bindings bindings) {
    return before -> {
      Map<String, AttributeValue> present =
          before.map(Item::attributes).orElseGet(() -> CanonicalValue.ofItem(key));
      Map<String, AttributeValue> after = update.apply(present, bindings);
      table.checkIndexKeys(after);
      return Optional.of(Item.of(after));
    };
  }

  private static ItemWrite write(
      Table table,
      Map<String, AttributeValue> key,
      Optional<Parsed<Condition>> condition,
      Bindings bindings,
      UnaryOperator<Optional<Item>> change,
      ReturnValuesOnConditionCheckFailure onFailure) {
    table.key().checkKey(key);
    condition.ifPresent(parsed -> parsed.root().check(bindings));
    return new ItemWrite(
        table,
        table.items().placeOf(key).orElseThrow(),
        condition.map(Parsed::root),
        bindings,
        change,
        onFailure == ReturnValuesOnConditionCheckFailure.ALL_OLD);
  }

  private static Optional<Parsed<Condition>> condition(String expression) {
    return Optional.ofNullable(expression).map(Expressions::condition);
  }

  private static List<Parsed<?>> present(Optional<Parsed<Condition>> condition) {
    return condition.isPresent() ? List.of(condition.get()) : List.of();
  }

  private static UnsupportedOperationException withoutExpression() {
    return new UnsupportedOperationException("say it in an expression");
  }
}
