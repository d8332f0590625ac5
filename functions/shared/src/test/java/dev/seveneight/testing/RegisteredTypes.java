package dev.seveneight.testing;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.store.project.ProjectItemType;
import dev.seveneight.shared.store.tally.TallyItemType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The types of all items of a store, by the registries of item types. */
public final class RegisteredTypes {
  private RegisteredTypes() {}

  /**
   * The types that the store has items of.
   *
   * @throws AssertionError if an item's type is in no registry
   */
  public static Set<Enum<?>> in(StoreExtension store) {
    Set<Enum<?>> types = new TreeSet<>((one, other) -> name(one).compareTo(name(other)));
    for (String table : store.template().tables().keySet()) {
      store
          .dynamo()
          .scanPaginator(scan -> scan.tableName(table).consistentRead(true))
          .items()
          .forEach(
              item ->
                  types.add(
                      of(table, item)
                          .orElseThrow(
                              () ->
                                  new AssertionError(
                                      "an item of "
                                          + table
                                          + " has no registered type: "
                                          + item))));
    }
    return types;
  }

  /** The type of an item; empty if it is in no registry. */
  public static Optional<? extends Enum<?>> of(String table, Map<String, AttributeValue> item) {
    return switch (table) {
      case "LedgerTable" ->
          ItemType.named(item.get("type").s())
              .filter(type -> item.get("pk").s().split("#", 3)[1].equals(type.letter()));
      case "ProjectTable" -> ProjectItemType.of(item);
      case "TallyTable" -> TallyItemType.of(item);
      default -> throw new AssertionError("the table has no registry of its item types: " + table);
    };
  }

  private static String name(Enum<?> type) {
    return type.getDeclaringClass().getSimpleName() + "." + type.name();
  }
}
