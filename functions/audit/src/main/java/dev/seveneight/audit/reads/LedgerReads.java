package dev.seveneight.audit.reads;

import static dev.seveneight.shared.store.Attributes.isSet;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.shared.image.Image;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.ledger.ResponseId;
import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.store.BatchReader;
import dev.seveneight.shared.store.ItemQuery;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.ledger.ErasureItems;
import dev.seveneight.shared.store.ledger.Images;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.ledger.LedgerQueries;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads a project's content of the ledger: the index by time, the index of a person's answers, and
 * the items themselves. Safe for use by several threads.
 */
public final class LedgerReads {
  /** Before and after all places in order of time, which begin with a digit. */
  private static final String BEFORE_ALL = "/";

  private static final String AFTER_ALL = ":";

  private static final int PAGE = 25;

  private final ItemTable ledger;
  private final BatchReader reads;
  private final Parallel parallel;

  public LedgerReads(ItemTable ledger, BatchReader reads, Parallel parallel) {
    this.ledger = ledger;
    this.reads = reads;
    this.parallel = parallel;
  }

  /**
   * Returns a page of the responses that may be of these days in some time zone. The entry's {@code
   * day} says whether they are.
   */
  public IndexPage responses(String project, DaysInMonth days, Optional<Map<String, Object>> from) {
    return listed(
        project,
        ItemType.RESPONSE.storedName(),
        midnight(days.first(), -1),
        midnight(days.last(), 2),
        from);
  }

  /** Returns a page of a project's people. */
  public IndexPage people(String project, int most, Optional<Map<String, Object>> from) {
    return IndexPage.read(
        ledger,
        inTime(project, ItemType.PERSON.storedName(), BEFORE_ALL, AFTER_ALL).limit(most),
        from);
  }

  /** Returns a page of the entries under a listing, up to a time. */
  public IndexPage until(
      String project, String type, Instant time, Optional<Map<String, Object>> from) {
    return listed(
        project, type, BEFORE_ALL, LedgerItems.listedAt(time.getEpochSecond(), AFTER_ALL), from);
  }

  /**
   * Returns a page of the entries under a listing.
   *
   * @param first the first second
   * @param end the second after the last one
   */
  public IndexPage between(
      String project,
      String type,
      long first,
      long end,
      int most,
      Optional<Map<String, Object>> from) {
    ItemQuery query =
        inTime(project, type, LedgerItems.listedAt(first, ""), LedgerItems.listedAt(end, ""));
    return IndexPage.read(ledger, query.limit(most), from);
  }

  /** Returns the current items of these entries, without those that do not exist. */
  public List<Map<String, AttributeValue>> itemsOf(List<Map<String, AttributeValue>> entries) {
    return reads.items(
        entries.stream().map(entry -> key(textOf(entry, LedgerItems.KEY))).toList(), parallel);
  }

  /** Returns whether the index has a response or survey request of a person since a time. */
  public boolean hasAnythingSince(String project, String person, Instant time) {
    return ErasureItems.partitionsOf(project, person).stream()
        .anyMatch(
            whose ->
                !ledger
                    .page(
                        LedgerQueries.ofPersonSince(
                                whose, LedgerItems.listedAt(time.getEpochSecond(), ""))
                            .limit(1))
                    .items()
                    .isEmpty());
  }

  /** Returns the day of the project's first response. */
  public Optional<LocalDate> firstDay(String project) {
    return end(project, true);
  }

  /** Returns the day of the project's last response. */
  public Optional<LocalDate> lastDay(String project) {
    return end(project, false);
  }

  /** Returns the ids of the entries on a page. Leaves out entries without an id. */
  public static List<String> ids(IndexPage page) {
    return page.entries().stream()
        .map(entry -> LedgerItems.idOf(textOf(entry, ItemAttribute.LISTED_AT)))
        .filter(LedgerItems::isId)
        .toList();
  }

  /** Returns the ids of a person's responses in the index, which is eventually consistent. */
  public Set<String> responsesOf(String project, String person) {
    Set<String> ids = new TreeSet<>();
    ledger
        .all(LedgerQueries.ofPerson(LedgerItems.answeredBy(project, person)))
        .forEach(
            entry -> {
              String id = LedgerItems.idOf(textOf(entry, ItemAttribute.LISTED_AT));
              if (LedgerItems.isId(id)) {
                ids.add(id);
              }
            });
    return ids;
  }

  /** Returns the current items of responses, by id, without those that do not exist. */
  public Map<String, Map<String, AttributeValue>> responses(
      String project, Collection<String> ids) {
    Map<String, Map<String, AttributeValue>> byId = new HashMap<>();
    reads
        .items(
            ids.stream()
                .map(id -> key(LedgerItems.responseKey(project, new ResponseId(id))))
                .toList(),
            parallel)
        .forEach(item -> byId.put(idOf(item), item));
    return byId;
  }

  /** Returns the current journeys of people, by person, without those that do not exist. */
  public Map<String, Map<String, AttributeValue>> journeys(
      String project, Collection<String> people) {
    Map<String, Map<String, AttributeValue>> byPerson = new HashMap<>();
    reads
        .items(
            people.stream().map(id -> key(LedgerItems.journeyKey(project, id))).toList(), parallel)
        .forEach(item -> byPerson.put(idOf(item), item));
    return byPerson;
  }

  /** Returns those of these people who exist and are not being erased. They must have a journey. */
  public Set<String> present(String project, Collection<String> people) {
    Set<String> present = new TreeSet<>();
    reads
        .items(
            people.stream().map(id -> key(LedgerItems.personKey(project, id))).toList(), parallel)
        .forEach(
            item -> {
              if (!isSet(item, ErasureItems.ERASING)) {
                present.add(idOf(item));
              }
            });
    return present;
  }

  private IndexPage listed(
      String project, String type, String first, String last, Optional<Map<String, Object>> from) {
    return IndexPage.read(ledger, inTime(project, type, first, last), from);
  }

  /**
   * Finds the first or last day. Skips a response whose time cannot be read, or whose day is
   * invalid.
   */
  private Optional<LocalDate> end(String project, boolean first) {
    return ledger
        .all(
            inTime(project, ItemType.RESPONSE.storedName(), BEFORE_ALL, AFTER_ALL)
                .ascending(first)
                .limit(PAGE))
        .flatMap(
            entry ->
                Images.ofEntry(entry) instanceof Image.Response response
                    ? response.said().stream()
                    : Stream.empty())
        .findFirst()
        .map(said -> said.counted().day());
  }

  /** Returns the id at the end of an item's key. */
  private static String idOf(Map<String, AttributeValue> item) {
    String key = textOf(item, LedgerItems.KEY);
    return key.substring(key.lastIndexOf('#') + 1);
  }

  private static ItemQuery inTime(String project, String type, String first, String last) {
    return LedgerQueries.listed(LedgerItems.listing(project, type), first, last);
  }

  private static String midnight(LocalDate day, int later) {
    long second = day.plusDays(later).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    return LedgerItems.listedAt(Math.max(0, second), "");
  }

  private static Map<String, AttributeValue> key(String partition) {
    return Map.of(LedgerItems.KEY, text(partition));
  }
}
