package dev.seveneight.shared.store.ledger;

import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.numberOf;
import static dev.seveneight.shared.store.Attributes.optionalText;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;
import static dev.seveneight.shared.store.Attributes.timeOf;

import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.ledger.SuppressionReason;
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
 * The items of survey requests and of the suppression list.
 *
 * <p>All of them are found from the person: survey requests by the index of a person's answers,
 * under {@link #askedOf}; the entries for unsubscribes and bounces by their keys. An entry exists
 * if and only if the person's item says the same; both are written together.
 */
public final class SendingItems {
  private static final int IMPORTED_ID_BYTES = 20;

  private SendingItems() {}

  /** Returns the partition key of a survey request. */
  public static String requestKey(String project, String id) {
    return ItemType.SURVEY_REQUEST.key(project, id);
  }

  /**
   * Returns the partition of the index of a person's answers that lists the person's survey
   * requests.
   */
  public static String askedOf(String project, String person) {
    return project + "#asked#" + person;
  }

  /**
   * Returns the id of a request that another system has sent. There is one per person and second.
   * The id is 160 bits of an HMAC, in 40 characters.
   */
  public static String importedId(ProjectSecret secret, String person, Instant sentAt) {
    byte[] hmac = secret.hmac("survey_request", person + "#" + sentAt.getEpochSecond());
    return HexFormat.of().formatHex(Arrays.copyOf(hmac, IMPORTED_ID_BYTES));
  }

  /** Returns a survey request's item. */
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

  /** Reads a survey request from an item; empty if there is none. */
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

  /** Returns the type of the suppression list's entries for this reason. */
  public static ItemType typeOf(SuppressionReason reason) {
    return switch (reason) {
      case UNSUBSCRIBED -> ItemType.UNSUBSCRIBE;
      case BOUNCED -> ItemType.BOUNCE;
    };
  }

  /** Returns the partition key of a person's entry for one reason. */
  public static String entryKey(String project, SuppressionReason reason, String person) {
    return typeOf(reason).key(project, person);
  }

  /**
   * Returns a person's entry for one reason. Entries are ordered by the time since when the reason
   * applies, and by the time when it was noted here. An entry never changes.
   *
   * @param person a person to whom the reason applies
   * @param epoch the generation of tallies that the project is in
   */
  public static Map<String, AttributeValue> entry(
      Person person, SuppressionReason reason, long epoch) {
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
