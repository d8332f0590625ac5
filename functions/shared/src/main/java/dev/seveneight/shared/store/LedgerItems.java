package dev.seveneight.shared.store;

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

import dev.seveneight.shared.http.Json;
import dev.seveneight.shared.ledger.Content;
import dev.seveneight.shared.ledger.Exclusion;
import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.ledger.Ids;
import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.ledger.ResponseId;
import dev.seveneight.shared.ledger.Sending;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.nps.Category;
import dev.seveneight.shared.project.ProjectSecret;
import dev.seveneight.shared.segment.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How things stand in the ledger. One item per thing, under a partition key of its own, so that no
 * project and no person makes a hot partition. Every item has {@code rev}, how often it was
 * written, and {@code epoch}, the generation of tallies it is counted in.
 *
 * <p>Things that are listed have {@code listing} (whose and of which kind), {@code listed_at} (by
 * time, then id) and {@code changed_at} (by last change, then id); all are of fixed width, so that
 * they sort as text.
 */
public final class LedgerItems {
  /** The partition key. */
  public static final String KEY = "pk";

  /** The index of {@code listing} by {@code listed_at}, with all that counting needs. */
  public static final String BY_TIME = "ByTime";

  /** The index of {@code listing} by {@code changed_at}; keys only. */
  public static final String BY_CHANGE = "ByChange";

  /** The index of {@code answered_by} by {@code listed_at}; keys only. */
  public static final String BY_PERSON = "ByPerson";

  /** The sparse index of {@code due_in} by {@code due_at}, in seconds since 1970; keys only. */
  public static final String BY_DUE = "ByDue";

  /**
   * Whether the response is counted as one with a comment: it has one, or had one that was taken
   * away for its age.
   */
  public static final String HAS_COMMENT = "has_comment";

  /** Says that the item is what is left of a deleted response. */
  public static final String GONE = "gone";

  /** The attribute with the id of the import that a response came with. */
  public static final String IMPORT = "import";

  /** The import whose taking back deleted the response. */
  public static final String TAKEN_BACK = "taken_back";

  /** The HMAC of the request that created the response. */
  public static final String FINGERPRINT = "fingerprint";

  /** Names the one attempt that created the response. */
  public static final String WRITE_ID = "write_id";

  /** The latest time that a response can have, so that times have ten digits: the year 2286. */
  public static final long LATEST_SECOND = 9_999_999_999L;

  /** Revisions have at most 15 digits. */
  private static final long HIGHEST_REVISION = 999_999_999_999_999L;

  private static final int DIGITS_OF_SECONDS = 10;
  private static final int DIGITS_OF_MILLISECONDS = 13;
  private static final Duration LATE_WRITES = Duration.ofDays(2);

  /** The attributes of a response that stand for nothing by not being there. */
  private static final Set<String> ABSENT_WHEN_EMPTY =
      Set.of(
          "comment",
          "person",
          "answered_by",
          "survey",
          "channel",
          "language",
          "properties",
          "tags",
          "additional_answers",
          "notes",
          "excluded");

  /**
   * Whether a response came, or an identity was first named, by a key that only collects. It stays
   * so whoever changes it.
   */
  public static final String COLLECTED = "collected";

  /** The attributes of a person that stand for nothing by not being there. */
  private static final Set<String> ABSENT_OF_A_PERSON =
      Set.of(
          "email",
          "phone_number",
          "external_id",
          "name",
          "properties",
          "last_sent_at",
          "unsubscribed_at",
          "bounced_at");

  private LedgerItems() {}

  /** The revision after an item's; the first one if the item has none that is ours. */
  public static long nextRevision(Map<String, AttributeValue> item) {
    long rev = optionalNumber(item, "rev").orElse(0);
    return rev > 0 && rev < HIGHEST_REVISION ? rev + 1 : 1;
  }

  /** The partition key of a response. */
  public static String responseKey(String project, ResponseId id) {
    return ItemType.RESPONSE.key(project, id.value());
  }

  /** The partition key of a person. */
  public static String personKey(String project, String person) {
    return ItemType.PERSON.key(project, person);
  }

  /** The partition key of a person's journey. */
  public static String journeyKey(String project, String person) {
    return ItemType.JOURNEY.key(project, person);
  }

  /**
   * The partition key of an identity: without the project's secret it says nothing about the value.
   */
  public static String identityKey(String project, ProjectSecret secret, Identity identity) {
    String kind = identity.kind().storedName();
    String hmac = HexFormat.of().formatHex(secret.hmac("identity#" + kind, identity.value()));
    return ItemType.IDENTITY.key(project, kind + "#" + hmac);
  }

  /** What the answers of a person are listed under. */
  public static String answeredBy(String project, String person) {
    return project + "#" + person;
  }

  /** Whether a text can be the id of anything: other texts need not be looked for. */
  public static boolean isId(String text) {
    return Ids.isId(text);
  }

  /** What things of a type are listed under. */
  public static String listing(String project, ItemType type) {
    return listing(project, type.storedName());
  }

  /** What things are listed under that are listed as something other than their type. */
  public static String listing(String project, String listedAs) {
    return project + "#" + listedAs;
  }

  /** The place of a thing in order of time. */
  public static String listedAt(long second, String id) {
    return padded(second, DIGITS_OF_SECONDS) + "#" + id;
  }

  /**
   * The second that is said by a place in order of time; empty if the place is none of ours. A
   * place that is ours begins with ten digits.
   */
  public static OptionalLong findSecond(String listedAt) {
    boolean isPlace = listedAt.indexOf('#') == DIGITS_OF_SECONDS;
    for (int i = 0; isPlace && i < DIGITS_OF_SECONDS; i++) {
      isPlace = listedAt.charAt(i) >= '0' && listedAt.charAt(i) <= '9';
    }
    return isPlace ? OptionalLong.of(secondOf(listedAt)) : OptionalLong.empty();
  }

  /** The second that is said by a place in order of time. */
  public static long secondOf(String listedAt) {
    return Long.parseLong(listedAt.substring(0, listedAt.indexOf('#')));
  }

  /** The id that is said by a place in order of time. */
  public static String idOf(String listedAt) {
    return listedAt.substring(listedAt.indexOf('#') + 1);
  }

  /** The place of a thing in order of its last change. */
  public static String changedAt(long millisecond, String id) {
    return padded(millisecond, DIGITS_OF_MILLISECONDS) + "#" + id;
  }

  /** {@link String#format} would load the locales when a function starts. */
  private static String padded(long time, int digits) {
    String number = Long.toString(time);
    return "0".repeat(Math.max(0, digits - number.length())) + number;
  }

  /**
   * A response's item, but for {@link #FINGERPRINT} and {@link #WRITE_ID}, which a change keeps as
   * they are.
   */
  public static Map<String, AttributeValue> item(SurveyResponse response) {
    Content content = response.content();
    String id = response.id().value();
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(KEY, text(responseKey(response.project(), response.id())));
    item.put("type", text(ItemType.RESPONSE.storedName()));
    item.put("project", text(response.project()));
    item.put("id", text(id));
    item.put("rev", number(response.rev()));
    item.put("epoch", number(response.epoch()));
    item.put("listing", text(listing(response.project(), ItemType.RESPONSE)));
    item.put("listed_at", text(listedAt(response.createdAt().getEpochSecond(), id)));
    item.put("changed_at", text(changedAt(response.updatedAt().toEpochMilli(), id)));
    item.put("created_at", number(response.createdAt().getEpochSecond()));
    item.put("updated_at", number(response.updatedAt().toEpochMilli()));
    item.put("day", text(response.day().toString()));
    item.put("category", text(response.category().apiName()));
    item.put("segments", texts(response.segments()));
    item.put("score", number(content.score()));
    item.put(HAS_COMMENT, flag(content.comment().isPresent()));
    if (!content.tags().isEmpty()) {
      item.put("tags", texts(content.tags()));
    }
    if (!content.properties().isEmpty()) {
      item.put("properties", textMap(content.properties()));
    }
    content.comment().ifPresent(value -> item.put("comment", text(value)));
    content.person().ifPresent(person -> item.putAll(placeAmongAnswers(response, person)));
    content.survey().ifPresent(value -> item.put("survey", text(value)));
    content.channel().ifPresent(value -> item.put("channel", text(value)));
    content.language().ifPresent(value -> item.put("language", text(value)));
    content.additionalAnswers().ifPresent(json -> item.put("additional_answers", text(json)));
    content.notes().ifPresent(json -> item.put("notes", text(json)));
    content.excluded().ifPresent(reason -> item.put("excluded", text(reason.apiName())));
    response.importId().ifPresent(importId -> item.put(IMPORT, text(importId)));
    return item;
  }

  /** What the index of a person's answers is made of. */
  private static Map<String, AttributeValue> placeAmongAnswers(
      SurveyResponse response, String person) {
    return Map.of(
        "person", text(person),
        "answered_by", text(answeredBy(response.project(), person)),
        "listed_at", text(listedAt(response.createdAt().getEpochSecond(), response.id().value())));
  }

  /**
   * A response's item after a change: what the item has beside the response stays as it is, also
   * what another version of this code has put there.
   *
   * @param read the item as it was read
   */
  public static Map<String, AttributeValue> changedItem(
      Map<String, AttributeValue> read, SurveyResponse after) {
    Map<String, AttributeValue> item = new HashMap<>(read);
    item.keySet().removeAll(ABSENT_WHEN_EMPTY);
    item.putAll(item(after));
    if (!read.containsKey("comment") && after.content().comment().isEmpty()) {
      // One that was taken away for its age is still counted.
      item.put(HAS_COMMENT, flag(isSet(read, HAS_COMMENT)));
    }
    return item;
  }

  /** How much of the project's lists the response that an item says may fill. */
  public static Share shareOf(Map<String, AttributeValue> item) {
    return isSet(item, COLLECTED) ? Share.COLLECTED : Share.WHOLE;
  }

  /**
   * The response that an item says; empty if there is no item, or only what is left of a deleted
   * response.
   *
   * @throws MalformedItemException if the item is not a response of ours
   */
  public static Optional<SurveyResponse> response(Map<String, AttributeValue> item) {
    if (item.isEmpty() || isSet(item, GONE)) {
      return Optional.empty();
    }
    requireKey(item, ItemType.RESPONSE);
    return Optional.of(
        new SurveyResponse(
            textOf(item, "project"),
            new ResponseId(textOf(item, "id")),
            numberOf(item, "rev"),
            numberOf(item, "epoch"),
            timeOf(item, "created_at"),
            Instant.ofEpochMilli(numberOf(item, "updated_at")),
            dayOf(item, "day"),
            textsOf(item, "segments"),
            new Content(
                scoreOf(item),
                optionalText(item, "comment"),
                optionalText(item, "person"),
                textMapOf(item, "properties"),
                optionalText(item, "survey"),
                optionalText(item, "channel"),
                optionalText(item, "language"),
                textsOf(item, "tags"),
                optionalArray(item, "additional_answers"),
                optionalArray(item, "notes"),
                optionalText(item, "excluded").flatMap(Exclusion::named)),
            optionalText(item, IMPORT)));
  }

  /** The text of a JSON array. */
  private static Optional<String> optionalArray(Map<String, AttributeValue> item, String name) {
    Optional<String> json = optionalText(item, name);
    if (json.filter(text -> !Json.isStoredArray(text)).isPresent()) {
      throw new MalformedItemException(name + " is no JSON array");
    }
    return json;
  }

  /** An item that says another project or id must not be written back there. */
  private static void requireKey(Map<String, AttributeValue> item, ItemType type) {
    String key = type.key(textOf(item, "project"), textOf(item, "id"));
    if (!textOf(item, KEY).equals(key)) {
      throw new MalformedItemException("an item has another key than its project and id say");
    }
  }

  private static int scoreOf(Map<String, AttributeValue> item) {
    long score = numberOf(item, "score");
    if (score < Category.LOWEST_SCORE || score > Category.HIGHEST_SCORE) {
      throw new MalformedItemException("an item has no score within 0 to 10");
    }
    return (int) score;
  }

  /**
   * What is left of a deleted response: nothing that anybody said, only that the id is used up.
   *
   * @param response the response as it was
   * @param takenBack the import whose taking back deletes it, if one does; the same import may
   *     bring it again
   * @param now the time of the deletion
   */
  public static Map<String, AttributeValue> gone(
      SurveyResponse response, Optional<String> takenBack, Instant now) {
    Map<String, AttributeValue> item =
        gone(response.project(), response.id(), response.rev() + 1, response.epoch(), now);
    takenBack.ifPresent(
        importId -> {
          item.put(TAKEN_BACK, text(importId));
          // It may come again. Erasing the person has to find it, and take that away from it.
          response
              .content()
              .person()
              .ifPresent(person -> item.putAll(placeAmongAnswers(response, person)));
        });
    return item;
  }

  /**
   * What is left of a deleted response that cannot be read.
   *
   * @param read the item as it was read; of a response by its key
   */
  public static Map<String, AttributeValue> gone(Map<String, AttributeValue> read, Instant now) {
    String[] key = textOf(read, KEY).split("#", 3);
    return gone(
        key[0],
        new ResponseId(key[key.length - 1]),
        nextRevision(read),
        Math.max(1, optionalNumber(read, "epoch").orElse(1)),
        now);
  }

  private static Map<String, AttributeValue> gone(
      String project, ResponseId id, long rev, long epoch, Instant now) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(KEY, text(responseKey(project, id)));
    item.put("type", text(ItemType.RESPONSE.storedName()));
    item.put("project", text(project));
    item.put("id", text(id.value()));
    item.put("rev", number(rev));
    item.put("epoch", number(epoch));
    item.put(GONE, flag(true));
    if (!id.isDerived()) {
      // Nobody can send a fresh id again; the item only has to outlive writes that are still under
      // way.
      item.put("expires_at", number(now.plus(LATE_WRITES).getEpochSecond()));
    }
    return item;
  }

  /** A person's item. */
  public static Map<String, AttributeValue> item(Person person) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(KEY, text(personKey(person.project(), person.id())));
    item.put("type", text(ItemType.PERSON.storedName()));
    item.put("project", text(person.project()));
    item.put("id", text(person.id()));
    item.put("rev", number(person.rev()));
    item.put("epoch", number(person.epoch()));
    item.put("listing", text(listing(person.project(), ItemType.PERSON)));
    item.put("listed_at", text(listedAt(person.createdAt().getEpochSecond(), person.id())));
    item.put("changed_at", text(changedAt(person.updatedAt().toEpochMilli(), person.id())));
    item.put("created_at", number(person.createdAt().getEpochSecond()));
    item.put("updated_at", number(person.updatedAt().toEpochMilli()));
    if (!person.properties().isEmpty()) {
      item.put("properties", textMap(person.properties()));
    }
    person.email().ifPresent(value -> item.put("email", text(value)));
    person.phoneNumber().ifPresent(value -> item.put("phone_number", text(value)));
    person.externalId().ifPresent(value -> item.put("external_id", text(value)));
    person.name().ifPresent(value -> item.put("name", text(value)));
    Sending sending = person.sending();
    sending.lastSentAt().ifPresent(at -> item.put("last_sent_at", number(at.getEpochSecond())));
    sending
        .unsubscribedAt()
        .ifPresent(at -> item.put("unsubscribed_at", number(at.getEpochSecond())));
    sending.bouncedAt().ifPresent(at -> item.put("bounced_at", number(at.getEpochSecond())));
    return item;
  }

  /**
   * A person's item after a change: what the item has beside the person stays as it is, also what
   * another version of this code has put there.
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

  /** The person that an item says; empty if there is none, or none but one who is being erased. */
  public static Optional<Person> person(Map<String, AttributeValue> item) {
    if (item.isEmpty() || isSet(item, ErasureItems.ERASING)) {
      return Optional.empty();
    }
    requireKey(item, ItemType.PERSON);
    return Optional.of(
        new Person(
            textOf(item, "project"),
            textOf(item, "id"),
            numberOf(item, "rev"),
            numberOf(item, "epoch"),
            timeOf(item, "created_at"),
            Instant.ofEpochMilli(numberOf(item, "updated_at")),
            optionalText(item, "email"),
            optionalText(item, "phone_number"),
            optionalText(item, "external_id"),
            optionalText(item, "name"),
            textMapOf(item, "properties"),
            new Sending(
                optionalSecond(item, "last_sent_at"),
                optionalSecond(item, "unsubscribed_at"),
                optionalSecond(item, "bounced_at"))));
  }

  private static Optional<Instant> optionalSecond(Map<String, AttributeValue> item, String name) {
    return item.containsKey(name) ? Optional.of(timeOf(item, name)) : Optional.empty();
  }

  /** A person's journey before the first answer is in it. Only the aggregate function fills it. */
  public static Map<String, AttributeValue> emptyJourney(Person person) {
    return Map.of(
        KEY,
        text(journeyKey(person.project(), person.id())),
        "type",
        text(ItemType.JOURNEY.storedName()),
        "project",
        text(person.project()),
        "person",
        text(person.id()),
        "rev",
        number(1),
        "epoch",
        number(person.epoch()),
        "answers",
        AttributeValue.fromM(Map.of()));
  }

  /** The item by which a person is found. */
  public static Map<String, AttributeValue> identity(
      String project, ProjectSecret secret, Identity identity, String person, long epoch) {
    return Map.of(
        KEY,
        text(identityKey(project, secret, identity)),
        "type",
        text(ItemType.IDENTITY.storedName()),
        "project",
        text(project),
        "person",
        text(person),
        "rev",
        number(1),
        "epoch",
        number(epoch));
  }
}
