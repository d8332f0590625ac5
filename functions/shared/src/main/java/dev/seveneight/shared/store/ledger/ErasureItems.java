package dev.seveneight.shared.store.ledger;

import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.isSet;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.optionalNumber;
import static dev.seveneight.shared.store.Attributes.optionalText;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.timeOf;

import dev.seveneight.shared.image.Image;
import dev.seveneight.shared.ledger.AnonymousScore;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.ledger.Privacy;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.project.ProjectSecret;
import dev.seveneight.shared.store.LedgerTiming;
import dev.seveneight.shared.store.MalformedItemException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The items by which the ledger records the erasure of a person. At once, the person's item is
 * reduced to what the erasure needs to continue, the journey and the identities are deleted, and a
 * <em>tombstone</em> is written. The tombstone identifies answers that were still on their way.
 * Then the answers are erased, some at a time, and then the rest of the person's item is deleted.
 * The tombstone expires.
 *
 * <p>All other code treats such a reduced item as no person: {@link LedgerItems#person} ignores it,
 * and it is listed under {@link #ERASING} and not with people.
 */
public final class ErasureItems {
  /**
   * The attribute that marks a person as being erased, and the name under which such people are
   * listed.
   */
  public static final String ERASING = ItemAttribute.ERASING;

  private static final String TOMBSTONE_PURPOSE = "tombstone";

  /** The attributes that an answer that was kept for its score has in addition to its content. */
  private static final Set<String> KEPT_BESIDE = Set.of(ItemAttribute.FINGERPRINT);

  private ErasureItems() {}

  /**
   * A person who is being erased.
   *
   * @param project the project of the person
   * @param person the person's id
   * @param rev the item's revision
   * @param since when the erasure began, in whole seconds
   * @param keepScores whether the scores stay
   */
  public record Erasing(
      String project, String person, long rev, Instant since, boolean keepScores) {}

  /** Returns the reduced item of a person who is being erased. */
  public static Map<String, AttributeValue> item(Person person, boolean keepScores, Instant now) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(LedgerItems.KEY, text(LedgerItems.personKey(person.project(), person.id())));
    item.put(ItemAttribute.TYPE, text(ItemType.PERSON.storedName()));
    item.put(ItemAttribute.PROJECT, text(person.project()));
    item.put(ItemAttribute.ID, text(person.id()));
    item.put(ItemAttribute.REV, number(person.rev() + 1));
    item.put(ItemAttribute.EPOCH, number(person.epoch()));
    item.put(ItemAttribute.LISTING, text(LedgerItems.listing(person.project(), ERASING)));
    item.put(
        ItemAttribute.LISTED_AT, text(LedgerItems.listedAt(now.getEpochSecond(), person.id())));
    item.put(ERASING, flag(true));
    item.put(ItemAttribute.ERASING_SINCE, number(now.getEpochSecond()));
    item.put(ItemAttribute.KEEP_SCORES, flag(keepScores));
    return item;
  }

  /**
   * Reads a person who is being erased from an item. Returns empty if the item is something else or
   * cannot be read.
   */
  public static Optional<Erasing> erasing(Map<String, AttributeValue> item) {
    if (!(Images.of(item) instanceof Image.Erasing image)) {
      return Optional.empty();
    }
    return Optional.of(
        new Erasing(
            image.project(),
            image.person(),
            image.rev(),
            timeOf(item, ItemAttribute.ERASING_SINCE),
            isSet(item, ItemAttribute.KEEP_SCORES)));
  }

  /**
   * Returns the partition key of a tombstone. Without the project's secret, the key reveals nothing
   * about the id.
   */
  public static String tombstoneKey(String project, ProjectSecret secret, String person) {
    String hmac = HexFormat.of().formatHex(secret.hmac(TOMBSTONE_PURPOSE, person));
    return ItemType.TOMBSTONE.key(project, hmac);
  }

  /** Returns the tombstone of a person. */
  public static Map<String, AttributeValue> tombstone(
      ProjectSecret secret, Person person, boolean keepScores, Instant now) {
    return Map.of(
        LedgerItems.KEY,
        text(tombstoneKey(person.project(), secret, person.id())),
        ItemAttribute.TYPE,
        text(ItemType.TOMBSTONE.storedName()),
        ItemAttribute.PROJECT,
        text(person.project()),
        ItemAttribute.REV,
        number(1),
        ItemAttribute.EPOCH,
        number(person.epoch()),
        ItemAttribute.KEEP_SCORES,
        flag(keepScores),
        ItemAttribute.EXPIRES_AT,
        number(now.plus(LedgerTiming.TOMBSTONE_LIFETIME).getEpochSecond()));
  }

  /**
   * Returns whether a tombstone is in effect. An expired one may stay in the table for some more
   * days. A tombstone that cannot be read is in effect, so that no data of the person comes back.
   */
  public static boolean stands(Map<String, AttributeValue> tombstone, Instant now) {
    return !tombstone.isEmpty()
        && optionalNumber(tombstone, ItemAttribute.EXPIRES_AT).orElse(Long.MAX_VALUE)
            > now.getEpochSecond();
  }

  /** Returns whether the scores of this tombstone's person stay. */
  public static boolean keepsScores(Map<String, AttributeValue> tombstone) {
    return isSet(tombstone, ItemAttribute.KEEP_SCORES);
  }

  /**
   * Returns whether the item is an answer that was reduced to its score. The rest of its content
   * must not return.
   */
  public static boolean isErased(Map<String, AttributeValue> response) {
    return isSet(response, ItemAttribute.ERASED);
  }

  /**
   * Returns the partitions of the index by person in which the erasure finds a person's items: the
   * person's responses and survey requests.
   */
  public static List<String> partitionsOf(String project, String person) {
    return ItemType.found(Privacy.Found.BY_INDEX).stream()
        .map(
            type ->
                type == ItemType.RESPONSE
                    ? LedgerItems.answeredBy(project, person)
                    : SendingItems.askedOf(project, person))
        .distinct()
        .toList();
  }

  /**
   * Returns whether erasing a person deletes an item that names the person. If not, {@link #leftOf}
   * returns what stays of it. An item of an unknown type is deleted.
   */
  public static boolean isDeleted(Map<String, AttributeValue> item, boolean keepScores) {
    Privacy.Left left =
        optionalText(item, ItemAttribute.TYPE)
            .flatMap(ItemType::named)
            .map(type -> type.privacy().left(keepScores))
            .orElse(Privacy.Left.NOTHING);
    return left != Privacy.Left.COUNTED && left != Privacy.Left.USED_ID;
  }

  /**
   * Returns what stays of a response when a person is erased; empty if the response does not name
   * that person. Nothing stays of a response that cannot be read, even if scores are kept.
   *
   * @param item the response's item, or what is left of a deleted one
   */
  public static Optional<Map<String, AttributeValue>> leftOf(
      Map<String, AttributeValue> item, String person, boolean keepScores, Instant now) {
    if (!optionalText(item, ItemAttribute.PERSON).equals(Optional.of(person))) {
      return Optional.empty();
    }
    Optional<SurveyResponse> response;
    try {
      response = LedgerItems.response(item);
    } catch (MalformedItemException e) {
      return Optional.of(LedgerItems.gone(item, now));
    }
    if (response.isEmpty()) {
      return Optional.of(withoutReturn(item));
    }
    return Optional.of(
        keepScores
            ? score(item, AnonymousScore.of(response.get(), now))
            : LedgerItems.gone(response.get(), Optional.empty(), now));
  }

  /**
   * Returns what stays of a response that is older than the retention period of personal data.
   * Unlike after an erasure, a response that had a comment is still counted as one with a comment,
   * because past numbers must not change.
   *
   * @return empty if the response has no personal data, or if there is no response
   * @throws MalformedItemException if the item is not a response of ours
   */
  public static Optional<Map<String, AttributeValue>> anonymous(
      Map<String, AttributeValue> item, Instant now) {
    return LedgerItems.response(item)
        .flatMap(
            response -> {
              SurveyResponse anonymous = AnonymousScore.of(response, now);
              if (anonymous.content().equals(response.content())
                  && anonymous.segments().equals(response.segments())) {
                return Optional.empty();
              }
              Map<String, AttributeValue> left = score(item, anonymous);
              left.put(ItemAttribute.HAS_COMMENT, flag(isSet(item, ItemAttribute.HAS_COMMENT)));
              return Optional.of(left);
            });
  }

  /**
   * Removes what the undo of an import left for the same import to bring the response back. After
   * an erasure the import must not do so.
   */
  private static Map<String, AttributeValue> withoutReturn(Map<String, AttributeValue> gone) {
    Map<String, AttributeValue> item = new HashMap<>(gone);
    item.keySet()
        .removeAll(
            Set.of(
                ItemAttribute.PERSON,
                ItemAttribute.ANSWERED_BY,
                ItemAttribute.LISTED_AT,
                ItemAttribute.TAKEN_BACK));
    item.put(ItemAttribute.REV, number(LedgerItems.nextRevision(gone)));
    return item;
  }

  private static Map<String, AttributeValue> score(
      Map<String, AttributeValue> before, SurveyResponse anonymous) {
    Map<String, AttributeValue> item = LedgerItems.item(anonymous);
    item.put(ItemAttribute.ERASED, flag(true));
    before.forEach(
        (name, value) -> {
          if (KEPT_BESIDE.contains(name)) {
            item.put(name, value);
          }
        });
    return item;
  }
}
