package dev.seveneight.shared.store.ledger;

import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.ledger.ResponseId;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.Attributes;
import dev.seveneight.shared.store.BatchReader;
import dev.seveneight.shared.store.ItemPage;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.MalformedItemException;
import dev.seveneight.shared.time.RequestedRange;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads the ledger's items and the indexes that list them. Leaves corrupt items, for example after
 * an edit by hand, out of lists, and notes them.
 */
public final class LedgerReader {
  /** The number of index entries that are read at a time to find a readable one. */
  private static final int ENTRIES_AT_ONCE = 25;

  private final ItemTable ledger;
  private final BatchReader batches;
  private final Consumer<String> notes;

  /**
   * Creates a reader of the table of this name.
   *
   * @param notes receives messages for an operator
   */
  public LedgerReader(DynamoDbClient dynamo, String table, Consumer<String> notes) {
    this.ledger = new ItemTable(dynamo, table);
    this.batches = new BatchReader(dynamo, table);
    this.notes = notes;
  }

  /** Returns the current item of this key; empty if there is none. */
  Map<String, AttributeValue> item(String key) {
    return ledger.get(LedgerItems.key(key));
  }

  /** Returns a response by its id. */
  public Optional<SurveyResponse> response(String project, String id) {
    return LedgerItems.response(item(LedgerItems.responseKey(project, new ResponseId(id))));
  }

  /** Returns the id of the person with this identity. */
  public Optional<String> personOf(Project project, Identity identity) {
    return Attributes.optionalText(
        item(LedgerItems.identityKey(project.id(), project.secret(), identity)),
        ItemAttribute.PERSON);
  }

  /** Returns when the newest response of the project was given; empty if it has none. */
  public Optional<Instant> newest(String project) {
    IndexRange all = IndexRange.byTime(project, ItemType.RESPONSE, RequestedRange.EVER, false);
    // One entry costs less than a page. More are needed only if that entry is corrupt.
    ItemPage first = ledger.page(LedgerQueries.of(all).limit(1));
    if (first.next().isEmpty() || firstTime(all, first.items().stream()).isPresent()) {
      return firstTime(all, first.items().stream());
    }
    return firstTime(all, ledger.all(LedgerQueries.of(all).limit(ENTRIES_AT_ONCE)));
  }

  private static Optional<Instant> firstTime(
      IndexRange range, Stream<Map<String, AttributeValue>> entries) {
    return entries
        .map(entry -> LedgerItems.findSecond(textOf(entry, range.index().placeName())))
        .filter(OptionalLong::isPresent)
        .findFirst()
        .map(second -> Instant.ofEpochSecond(second.getAsLong()));
  }

  /**
   * Returns the entries of a part of an index, and reads them page by page as the caller advances.
   *
   * @param page the number of entries per page
   */
  public Iterator<IndexEntry> entries(IndexRange range, int page) {
    if (range.isEmpty()) {
      return Collections.emptyIterator();
    }
    return ledger
        .all(LedgerQueries.of(range).limit(page))
        .map(entry -> new IndexEntry(textOf(entry, range.index().placeName()), entry))
        .iterator();
  }

  /** Returns the responses of these ids that exist and can be read, by id. */
  public Map<String, SurveyResponse> responses(String project, Collection<String> ids) {
    Map<String, SurveyResponse> byId = new HashMap<>();
    items(ids.stream().map(id -> LedgerItems.responseKey(project, new ResponseId(id))).toList())
        .values()
        .forEach(
            item ->
                readable(item, LedgerItems::response)
                    .ifPresent(found -> byId.put(found.id().value(), found)));
    return byId;
  }

  /**
   * Reads one of many items. An item that cannot be read must not hide the others.
   *
   * @return empty if the item has no content, or cannot be read
   */
  <T> Optional<T> readable(
      Map<String, AttributeValue> item, Function<Map<String, AttributeValue>, Optional<T>> reader) {
    try {
      return reader.apply(item);
    } catch (MalformedItemException e) {
      noteLeftOut(textOf(item, LedgerItems.KEY));
      return Optional.empty();
    }
  }

  /** Notes that an item, or a part of it, is left out of a reply. */
  void noteLeftOut(String key) {
    notes.accept("Left out, unreadable: the item " + key + ". Correct or delete it.");
  }

  /** Returns the items of these keys that exist, by key. */
  Map<String, Map<String, AttributeValue>> items(Collection<String> keys) {
    Map<String, Map<String, AttributeValue>> byKey = new HashMap<>();
    batches
        .items(keys.stream().map(LedgerItems::key).toList())
        .forEach(item -> byKey.put(textOf(item, LedgerItems.KEY), item));
    return byKey;
  }
}
