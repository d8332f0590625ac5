package dev.seveneight.shared.store.ledger;

import static dev.seveneight.shared.store.Attributes.dayOf;
import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.isSet;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.numberOf;
import static dev.seveneight.shared.store.Attributes.optionalNumber;
import static dev.seveneight.shared.store.Attributes.optionalText;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textMap;
import static dev.seveneight.shared.store.Attributes.textMapOf;
import static dev.seveneight.shared.store.Attributes.textOf;
import static dev.seveneight.shared.store.Attributes.texts;
import static dev.seveneight.shared.store.Attributes.textsOf;
import static dev.seveneight.shared.store.Attributes.timeOf;

import dev.seveneight.shared.id.IdRule;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.ledger.Content;
import dev.seveneight.shared.ledger.ContentAttribute;
import dev.seveneight.shared.ledger.Exclusion;
import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.ledger.ResponseId;
import dev.seveneight.shared.ledger.Sending;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.nps.Category;
import dev.seveneight.shared.project.ProjectSecret;
import dev.seveneight.shared.segment.Share;
import dev.seveneight.shared.store.LedgerTiming;
import dev.seveneight.shared.store.MalformedItemException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The items of the ledger. Each thing is one item under its own partition key, so that no project
 * and no person makes a hot partition. Every item has {@code rev}, the number of times it was
 * written, and {@code epoch}, the generation of tallies in which it is counted.
 *
 * <p>Listed things have {@code listing} (the project and the kind), {@code listed_at} (time, then
 * id) and {@code changed_at} (last change, then id). All have a fixed width, so that they sort as
 * text.
 */
public final class LedgerItems {
  /** The partition key. */
  public static final String KEY = ItemAttribute.KEY;

  /** The index of {@code listing} by {@code listed_at}, with all attributes that counting needs. */
  public static final String BY_TIME = "ByTime";

  /** The index of {@code listing} by {@code changed_at}; keys only. */
  public static final String BY_CHANGE = "ByChange";

  /** The index of {@code answered_by} by {@code listed_at}; keys only. */
  public static final String BY_PERSON = "ByPerson";

  /** The sparse index of {@code due_in} by {@code due_at}, in seconds since 1970; keys only. */
  public static final String BY_DUE = "ByDue";

  /**
   * The latest time that a response can have, in seconds since 1970, so that times have ten digits:
   * the year 2286.
   */
  public static final long LATEST_SECOND = 9_999_999_999L;

  /** The highest revision. Revisions have at most 15 digits. */
  private static final long HIGHEST_REVISION = 999_999_999_999_999L;

  private static final int DIGITS_OF_SECONDS = 10;
  private static final int DIGITS_OF_MILLISECONDS = 13;

  /** The attributes, besides {@link ContentAttribute}, that a response's item may not have. */
  private static final Set<String> ABSENT_WHEN_EMPTY =
      Set.of(ItemAttribute.PERSON, ItemAttribute.ANSWERED_BY, ItemAttribute.EXCLUDED);

  /** The attributes of a person that are left out when they are empty. */
  private static final Set<String> ABSENT_OF_A_PERSON =
      Set.of(
          ItemAttribute.EMAIL,
          ItemAttribute.PHONE_NUMBER,
          ItemAttribute.EXTERNAL_ID,
          ItemAttribute.NAME,
          ItemAttribute.PROPERTIES,
          ItemAttribute.LAST_SENT_AT,
          ItemAttribute.UNSUBSCRIBED_AT,
          ItemAttribute.BOUNCED_AT);

  private LedgerItems() {}

  /**
   * Returns the revision after an item's revision, or the first revision if the item has no valid
   * one.
   */
  public static long nextRevision(Map<String, AttributeValue> item) {
    long rev = optionalNumber(item, ItemAttribute.REV).orElse(0);
    return rev > 0 && rev < HIGHEST_REVISION ? rev + 1 : 1;
  }

  /** Returns the key of the item with this partition key. */
  public static Map<String, AttributeValue> key(String partitionKey) {
    return Map.of(KEY, text(partitionKey));
  }

  /** Returns the partition key of a response. */
  public static String responseKey(String project, ResponseId id) {
    return ItemType.RESPONSE.key(project, id.value());
  }

  /** Returns the partition key of a person. */
  public static String personKey(String project, String person) {
    return ItemType.PERSON.key(project, person);
  }

  /** Returns the partition key of a person's journey. */
  public static String journeyKey(String project, String person) {
    return ItemType.JOURNEY.key(project, person);
  }

  /**
   * Returns the partition key of an identity. Without the project's secret, the key reveals nothing
   * about the value.
   */
  public static String identityKey(String project, ProjectSecret secret, Identity identity) {
    String kind = identity.kind().storedName();
    String hmac = HexFormat.of().formatHex(secret.hmac("identity#" + kind, identity.value()));
    return ItemType.IDENTITY.key(project, kind + "#" + hmac);
  }

  /** Returns the index partition that lists a person's answers. */
  public static String answeredBy(String project, String person) {
    return project + "#" + person;
  }

  /** Returns whether a text can be an id. Other texts need no lookup. */
  public static boolean isId(String text) {
    return IdRule.isId(text);
  }

  /** Returns the index partition that lists the things of a type. */
  public static String listing(String project, ItemType type) {
    return listing(project, type.storedName());
  }

  /** Returns the index partition of things that are listed under a name other than their type. */
  public static String listing(String project, String listedAs) {
    return project + "#" + listedAs;
  }

  /** Returns a thing's place in order of time. */
  public static String listedAt(long second, String id) {
    return padded(second, DIGITS_OF_SECONDS) + "#" + id;
  }

  /**
   * Returns the second of a place in order of time; empty if the place is invalid. A valid place
   * begins with ten digits.
   */
  public static OptionalLong findSecond(String listedAt) {
    boolean isPlace = listedAt.indexOf('#') == DIGITS_OF_SECONDS;
    for (int i = 0; isPlace && i < DIGITS_OF_SECONDS; i++) {
      isPlace = listedAt.charAt(i) >= '0' && listedAt.charAt(i) <= '9';
    }
    return isPlace ? OptionalLong.of(secondOf(listedAt)) : OptionalLong.empty();
  }

  /** Returns the second of a place in order of time. */
  public static long secondOf(String listedAt) {
    return Long.parseLong(listedAt.substring(0, listedAt.indexOf('#')));
  }

  /** Returns the id of a place in order of time. */
  public static String idOf(String listedAt) {
    return listedAt.substring(listedAt.indexOf('#') + 1);
  }

  /** Returns a thing's place in order of its last change. */
  public static String changedAt(long millisecond, String id) {
    return padded(millisecond, DIGITS_OF_MILLISECONDS) + "#" + id;
  }

  /**
   * Pads a number with zeros. {@link String#format} would load the locales when a function starts.
   */
  private static String padded(long time, int digits) {
    String number = Long.toString(time);
    return "0".repeat(Math.max(0, digits - number.length())) + number;
  }

  /**
   * Returns a response's item without {@link ItemAttribute#FINGERPRINT} and {@link
   * ItemAttribute#WRITE_ID}, which a change keeps as they are.
   */
  public static Map<String, AttributeValue> item(SurveyResponse response) {
    Content content = response.content();
    String id = response.id().value();
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(KEY, text(responseKey(response.project(), response.id())));
    item.put(ItemAttribute.TYPE, text(ItemType.RESPONSE.storedName()));
    item.put(ItemAttribute.PROJECT, text(response.project()));
    item.put(ItemAttribute.ID, text(id));
    item.put(ItemAttribute.REV, number(response.rev()));
    item.put(ItemAttribute.EPOCH, number(response.epoch()));
    item.put(ItemAttribute.LISTING, text(listing(response.project(), ItemType.RESPONSE)));
    item.put(ItemAttribute.LISTED_AT, text(listedAt(response.createdAt().getEpochSecond(), id)));
    item.put(ItemAttribute.CHANGED_AT, text(changedAt(response.updatedAt().toEpochMilli(), id)));
    item.put(ItemAttribute.CREATED_AT, number(response.createdAt().getEpochSecond()));
    item.put(ItemAttribute.UPDATED_AT, number(response.updatedAt().toEpochMilli()));
    item.put(ItemAttribute.DAY, text(response.day().toString()));
    item.put(ItemAttribute.CATEGORY, text(response.category().apiName()));
    item.put(ItemAttribute.SEGMENTS, texts(response.segments()));
    item.put(ItemAttribute.SCORE, number(content.score()));
    item.put(ItemAttribute.HAS_COMMENT, flag(content.comment().isPresent()));
    if (!content.tags().isEmpty()) {
      item.put(ItemAttribute.TAGS, texts(content.tags()));
    }
    if (!content.properties().isEmpty()) {
      item.put(ItemAttribute.PROPERTIES, textMap(content.properties()));
    }
    content.comment().ifPresent(value -> item.put(ItemAttribute.COMMENT, text(value)));
    content.person().ifPresent(person -> item.putAll(placeAmongAnswers(response, person)));
    content.survey().ifPresent(value -> item.put(ItemAttribute.SURVEY, text(value)));
    content.channel().ifPresent(value -> item.put(ItemAttribute.CHANNEL, text(value)));
    content.language().ifPresent(value -> item.put(ItemAttribute.LANGUAGE, text(value)));
    content
        .additionalAnswers()
        .ifPresent(json -> item.put(ItemAttribute.ADDITIONAL_ANSWERS, text(json)));
    content.notes().ifPresent(json -> item.put(ItemAttribute.NOTES, text(json)));
    content
        .excluded()
        .ifPresent(reason -> item.put(ItemAttribute.EXCLUDED, text(reason.apiName())));
    response.importId().ifPresent(importId -> item.put(ItemAttribute.IMPORT, text(importId)));
    return item;
  }

  /** Returns the attributes that the index of a person's answers uses. */
  private static Map<String, AttributeValue> placeAmongAnswers(
      SurveyResponse response, String person) {
    return Map.of(
        ItemAttribute.PERSON, text(person),
        ItemAttribute.ANSWERED_BY, text(answeredBy(response.project(), person)),
        ItemAttribute.LISTED_AT,
            text(listedAt(response.createdAt().getEpochSecond(), response.id().value())));
  }

  /**
   * Returns a response's item after a change. Attributes that are not part of the response stay as
   * they are, including those that another version of this code has written.
   *
   * @param read the item as it was read
   */
  public static Map<String, AttributeValue> changedItem(
      Map<String, AttributeValue> read, SurveyResponse after) {
    Map<String, AttributeValue> item = new HashMap<>(read);
    item.keySet().removeAll(ContentAttribute.NAMES);
    item.keySet().removeAll(ABSENT_WHEN_EMPTY);
    item.putAll(item(after));
    if (!read.containsKey(ItemAttribute.COMMENT) && after.content().comment().isEmpty()) {
      // A comment that was removed because of its age is still counted.
      item.put(ItemAttribute.HAS_COMMENT, flag(isSet(read, ItemAttribute.HAS_COMMENT)));
    }
    return item;
  }

  /** Returns how much of the project's lists the response in an item may fill. */
  public static Share shareOf(Map<String, AttributeValue> item) {
    return isSet(item, ItemAttribute.COLLECTED) ? Share.COLLECTED : Share.WHOLE;
  }

  /**
   * Reads a response from an item; empty if there is no item, or only what is left of a deleted
   * response.
   *
   * @throws MalformedItemException if the item is not a response of ours
   */
  public static Optional<SurveyResponse> response(Map<String, AttributeValue> item) {
    if (item.isEmpty() || isSet(item, ItemAttribute.GONE)) {
      return Optional.empty();
    }
    requireKey(item, ItemType.RESPONSE);
    return Optional.of(
        new SurveyResponse(
            textOf(item, ItemAttribute.PROJECT),
            new ResponseId(textOf(item, ItemAttribute.ID)),
            numberOf(item, ItemAttribute.REV),
            numberOf(item, ItemAttribute.EPOCH),
            timeOf(item, ItemAttribute.CREATED_AT),
            Instant.ofEpochMilli(numberOf(item, ItemAttribute.UPDATED_AT)),
            dayOf(item, ItemAttribute.DAY),
            textsOf(item, ItemAttribute.SEGMENTS),
            new Content(
                scoreOf(item),
                optionalText(item, ItemAttribute.COMMENT),
                optionalText(item, ItemAttribute.PERSON),
                textMapOf(item, ItemAttribute.PROPERTIES),
                optionalText(item, ItemAttribute.SURVEY),
                optionalText(item, ItemAttribute.CHANNEL),
                optionalText(item, ItemAttribute.LANGUAGE),
                textsOf(item, ItemAttribute.TAGS),
                optionalArray(item, ItemAttribute.ADDITIONAL_ANSWERS),
                optionalArray(item, ItemAttribute.NOTES),
                optionalText(item, ItemAttribute.EXCLUDED).flatMap(Exclusion::named)),
            optionalText(item, ItemAttribute.IMPORT)));
  }

  /** Returns the text of a JSON array. */
  private static Optional<String> optionalArray(Map<String, AttributeValue> item, String name) {
    Optional<String> json = optionalText(item, name);
    if (json.filter(text -> !Json.isStoredArray(text)).isPresent()) {
      throw new MalformedItemException(name + " is no JSON array");
    }
    return json;
  }

  /**
   * Rejects an item whose content gives another project or id than its key, because it must not be
   * written back under that key.
   */
  private static void requireKey(Map<String, AttributeValue> item, ItemType type) {
    String key = type.key(textOf(item, ItemAttribute.PROJECT), textOf(item, ItemAttribute.ID));
    if (!textOf(item, KEY).equals(key)) {
      throw new MalformedItemException("an item has another key than its project and id say");
    }
  }

  private static int scoreOf(Map<String, AttributeValue> item) {
    long score = numberOf(item, ItemAttribute.SCORE);
    if (score < Category.LOWEST_SCORE || score > Category.HIGHEST_SCORE) {
      throw new MalformedItemException("an item has no score within 0 to 10");
    }
    return (int) score;
  }

  /**
   * Returns what is left of a deleted response: no content, only the fact that the id is used.
   *
   * @param response the response as it was
   * @param takenBack the import whose undo deletes the response, if any; the same import may bring
   *     it again
   * @param now the time of the deletion
   */
  public static Map<String, AttributeValue> gone(
      SurveyResponse response, Optional<String> takenBack, Instant now) {
    Map<String, AttributeValue> item =
        gone(response.project(), response.id(), response.rev() + 1, response.epoch(), now);
    takenBack.ifPresent(
        importId -> {
          item.put(ItemAttribute.TAKEN_BACK, text(importId));
          // The import may bring it again. An erasure of the person must find this item and prevent
          // that.
          response
              .content()
              .person()
              .ifPresent(person -> item.putAll(placeAmongAnswers(response, person)));
        });
    return item;
  }

  /**
   * Returns what is left of a deleted response that cannot be read.
   *
   * @param read the item as it was read, under the key of a response
   */
  public static Map<String, AttributeValue> gone(Map<String, AttributeValue> read, Instant now) {
    String[] key = textOf(read, KEY).split("#", 3);
    return gone(
        key[0],
        new ResponseId(key[key.length - 1]),
        nextRevision(read),
        Math.max(1, optionalNumber(read, ItemAttribute.EPOCH).orElse(1)),
        now);
  }

  private static Map<String, AttributeValue> gone(
      String project, ResponseId id, long rev, long epoch, Instant now) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(KEY, text(responseKey(project, id)));
    item.put(ItemAttribute.TYPE, text(ItemType.RESPONSE.storedName()));
    item.put(ItemAttribute.PROJECT, text(project));
    item.put(ItemAttribute.ID, text(id.value()));
    item.put(ItemAttribute.REV, number(rev));
    item.put(ItemAttribute.EPOCH, number(epoch));
    item.put(ItemAttribute.GONE, flag(true));
    if (!id.isDerived()) {
      // No client can send a fresh id again. The item only has to outlive writes that are in
      // progress.
      item.put(
          ItemAttribute.EXPIRES_AT,
          number(now.plus(LedgerTiming.DELETED_LIFETIME).getEpochSecond()));
    }
    return item;
  }

  /** Returns a person's item. */
  public static Map<String, AttributeValue> item(Person person) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(KEY, text(personKey(person.project(), person.id())));
    item.put(ItemAttribute.TYPE, text(ItemType.PERSON.storedName()));
    item.put(ItemAttribute.PROJECT, text(person.project()));
    item.put(ItemAttribute.ID, text(person.id()));
    item.put(ItemAttribute.REV, number(person.rev()));
    item.put(ItemAttribute.EPOCH, number(person.epoch()));
    item.put(ItemAttribute.LISTING, text(listing(person.project(), ItemType.PERSON)));
    item.put(
        ItemAttribute.LISTED_AT, text(listedAt(person.createdAt().getEpochSecond(), person.id())));
    item.put(
        ItemAttribute.CHANGED_AT, text(changedAt(person.updatedAt().toEpochMilli(), person.id())));
    item.put(ItemAttribute.CREATED_AT, number(person.createdAt().getEpochSecond()));
    item.put(ItemAttribute.UPDATED_AT, number(person.updatedAt().toEpochMilli()));
    if (!person.properties().isEmpty()) {
      item.put(ItemAttribute.PROPERTIES, textMap(person.properties()));
    }
    person.email().ifPresent(value -> item.put(ItemAttribute.EMAIL, text(value)));
    person.phoneNumber().ifPresent(value -> item.put(ItemAttribute.PHONE_NUMBER, text(value)));
    person.externalId().ifPresent(value -> item.put(ItemAttribute.EXTERNAL_ID, text(value)));
    person.name().ifPresent(value -> item.put(ItemAttribute.NAME, text(value)));
    Sending sending = person.sending();
    sending
        .lastSentAt()
        .ifPresent(at -> item.put(ItemAttribute.LAST_SENT_AT, number(at.getEpochSecond())));
    sending
        .unsubscribedAt()
        .ifPresent(at -> item.put(ItemAttribute.UNSUBSCRIBED_AT, number(at.getEpochSecond())));
    sending
        .bouncedAt()
        .ifPresent(at -> item.put(ItemAttribute.BOUNCED_AT, number(at.getEpochSecond())));
    return item;
  }

  /**
   * Returns a person's item after a change. Attributes that are not part of the person stay as they
   * are, including those that another version of this code has written.
   *
   * @param read the item as it was read
   */
  public static Map<String, AttributeValue> changedItem(
      Map<String, AttributeValue> read, Person after) {
    Map<String, AttributeValue> item = new HashMap<>(read);
    item.keySet().removeAll(ABSENT_OF_A_PERSON);
    item.putAll(item(after));
    return item;
  }

  /** Reads a person from an item; empty if there is no item, or if the person is being erased. */
  public static Optional<Person> person(Map<String, AttributeValue> item) {
    if (item.isEmpty() || isSet(item, ErasureItems.ERASING)) {
      return Optional.empty();
    }
    requireKey(item, ItemType.PERSON);
    return Optional.of(
        new Person(
            textOf(item, ItemAttribute.PROJECT),
            textOf(item, ItemAttribute.ID),
            numberOf(item, ItemAttribute.REV),
            numberOf(item, ItemAttribute.EPOCH),
            timeOf(item, ItemAttribute.CREATED_AT),
            Instant.ofEpochMilli(numberOf(item, ItemAttribute.UPDATED_AT)),
            optionalText(item, ItemAttribute.EMAIL),
            optionalText(item, ItemAttribute.PHONE_NUMBER),
            optionalText(item, ItemAttribute.EXTERNAL_ID),
            optionalText(item, ItemAttribute.NAME),
            textMapOf(item, ItemAttribute.PROPERTIES),
            new Sending(
                optionalSecond(item, ItemAttribute.LAST_SENT_AT),
                optionalSecond(item, ItemAttribute.UNSUBSCRIBED_AT),
                optionalSecond(item, ItemAttribute.BOUNCED_AT))));
  }

  private static Optional<Instant> optionalSecond(Map<String, AttributeValue> item, String name) {
    return item.containsKey(name) ? Optional.of(timeOf(item, name)) : Optional.empty();
  }

  /** Returns a person's journey before the first answer. Only the aggregate function fills it. */
  public static Map<String, AttributeValue> emptyJourney(Person person) {
    return Map.of(
        KEY,
        text(journeyKey(person.project(), person.id())),
        ItemAttribute.TYPE,
        text(ItemType.JOURNEY.storedName()),
        ItemAttribute.PROJECT,
        text(person.project()),
        ItemAttribute.PERSON,
        text(person.id()),
        ItemAttribute.REV,
        number(1),
        ItemAttribute.EPOCH,
        number(person.epoch()),
        ItemAttribute.ANSWERS,
        AttributeValue.fromM(Map.of()));
  }

  /** Returns the item that maps an identity to its person. */
  public static Map<String, AttributeValue> identity(
      String project, ProjectSecret secret, Identity identity, String person, long epoch) {
    return Map.of(
        KEY,
        text(identityKey(project, secret, identity)),
        ItemAttribute.TYPE,
        text(ItemType.IDENTITY.storedName()),
        ItemAttribute.PROJECT,
        text(project),
        ItemAttribute.PERSON,
        text(person),
        ItemAttribute.REV,
        number(1),
        ItemAttribute.EPOCH,
        number(epoch));
  }
}
