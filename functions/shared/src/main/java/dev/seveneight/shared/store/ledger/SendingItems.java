package dev.seveneight.shared.store.ledger;

import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.numberOf;
import static dev.seveneight.shared.store.Attributes.optionalText;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;
import static dev.seveneight.shared.store.Attributes.timeOf;

import dev.seveneight.shared.ledger.DoNotSend;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.ledger.SurveyRequest;
import dev.seveneight.shared.project.ProjectSecret;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How what was sent to people, and to whom nothing is to be sent, stands in the ledger.
 *
 * <p>All of it is found from the person: survey requests by the index of a person's answers, under
 * {@link #askedOf}; the entries of the lists of unsubscribes and of bounces by their keys. Such an
 * entry is there if and only if the person's item says the same; both are written together.
 */
public final class SendingItems {
  private static final int IMPORTED_ID_BYTES = 20;

  private SendingItems() {}

  /** The partition key of a survey request. */
  public static String requestKey(String project, String id) {
    return ItemType.SURVEY_REQUEST.key(project, id);
  }

  /** What the survey requests of a person are found by in the index of a person's answers. */
  public static String askedOf(String project, String person) {
    return project + "#asked#" + person;
  }

  /**
   * The id of a request that somebody else has sent: of a person and a second there is one. 160
   * bits of an HMAC, 40 characters.
   */
  public static String importedId(ProjectSecret secret, String person, Instant sentAt) {
    byte[] hmac = secret.hmac("survey_request", person + "#" + sentAt.getEpochSecond());
    return HexFormat.of().formatHex(Arrays.copyOf(hmac, IMPORTED_ID_BYTES));
  }

  /** A survey request's item. */
  public static Map<String, AttributeValue> item(SurveyRequest request) {
    Map<String, AttributeValue> item =
        listed(ItemType.SURVEY_REQUEST, request.project(), request.id(), request.requestedAt());
    item.put(LedgerItems.KEY, text(requestKey(request.project(), request.id())));
    item.put(ItemAttribute.REV, number(request.rev()));
    item.put(ItemAttribute.EPOCH, number(request.epoch()));
    item.put(ItemAttribute.PERSON, text(request.person()));
    item.put(ItemAttribute.ANSWERED_BY, text(askedOf(request.project(), request.person())));
    item.put(
        ItemAttribute.CHANGED_AT,
        text(LedgerItems.changedAt(request.updatedAt().toEpochMilli(), request.id())));
    item.put(ItemAttribute.UPDATED_AT, number(request.updatedAt().toEpochMilli()));
    item.put(ItemAttribute.REQUESTED_AT, number(request.requestedAt().getEpochSecond()));
    item.put(ItemAttribute.STATE, text(request.state().storedName()));
    request.reason().ifPresent(reason -> item.put(ItemAttribute.REASON, text(reason.storedName())));
    request
        .channel()
        .ifPresent(channel -> item.put(ItemAttribute.CHANNEL, text(channel.apiName())));
    request.dueAt().ifPresent(due -> item.put(ItemAttribute.DUE_AT, number(due.getEpochSecond())));
    return item;
  }

  /** The survey request that an item says; empty if there is none. */
  public static Optional<SurveyRequest> request(Map<String, AttributeValue> item) {
    if (item.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new SurveyRequest(
            textOf(item, ItemAttribute.PROJECT),
            textOf(item, ItemAttribute.ID),
            numberOf(item, ItemAttribute.REV),
            numberOf(item, ItemAttribute.EPOCH),
            textOf(item, ItemAttribute.PERSON),
            timeOf(item, ItemAttribute.REQUESTED_AT),
            Instant.ofEpochMilli(numberOf(item, ItemAttribute.UPDATED_AT)),
            SurveyRequest.State.valueOf(upper(textOf(item, ItemAttribute.STATE))),
            optionalText(item, ItemAttribute.REASON)
                .map(r -> SurveyRequest.Reason.valueOf(upper(r))),
            optionalText(item, ItemAttribute.CHANNEL).flatMap(SurveyRequest.Channel::named),
            item.containsKey(ItemAttribute.DUE_AT)
                ? Optional.of(timeOf(item, ItemAttribute.DUE_AT))
                : Optional.empty()));
  }

  /** The type of the entries of those to whom nothing is sent for this reason. */
  public static ItemType typeOf(DoNotSend reason) {
    return switch (reason) {
      case UNSUBSCRIBED -> ItemType.UNSUBSCRIBE;
      case BOUNCED -> ItemType.BOUNCE;
    };
  }

  /** The partition key of a person's entry in the list of one reason. */
  public static String entryKey(String project, DoNotSend reason, String person) {
    return typeOf(reason).key(project, person);
  }

  /**
   * A person's entry in the list of one reason, in order of the time since when it holds, and in
   * order of the time when it was noted here. It is never changed.
   *
   * @param person a person of whom it holds
   * @param epoch the generation of tallies that the project is in
   */
  public static Map<String, AttributeValue> entry(Person person, DoNotSend reason, long epoch) {
    Instant since = person.sending().since(reason).orElseThrow();
    Map<String, AttributeValue> item = listed(typeOf(reason), person.project(), person.id(), since);
    item.put(LedgerItems.KEY, text(entryKey(person.project(), reason, person.id())));
    item.put(ItemAttribute.REV, number(1));
    item.put(ItemAttribute.EPOCH, number(epoch));
    item.put(ItemAttribute.PERSON, text(person.id()));
    // The entry is written together with the person.
    item.put(
        ItemAttribute.CHANGED_AT,
        text(LedgerItems.changedAt(person.updatedAt().toEpochMilli(), person.id())));
    return item;
  }

  private static Map<String, AttributeValue> listed(
      ItemType type, String project, String id, Instant time) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(ItemAttribute.TYPE, text(type.storedName()));
    item.put(ItemAttribute.PROJECT, text(project));
    item.put(ItemAttribute.ID, text(id));
    item.put(ItemAttribute.LISTING, text(LedgerItems.listing(project, type)));
    item.put(ItemAttribute.LISTED_AT, text(LedgerItems.listedAt(time.getEpochSecond(), id)));
    return item;
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }
}
