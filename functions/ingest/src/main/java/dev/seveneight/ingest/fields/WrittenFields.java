package dev.seveneight.ingest.fields;

import dev.seveneight.shared.intake.Change;
import dev.seveneight.shared.intake.people.PersonEdit;
import dev.seveneight.shared.intake.people.PersonRequest;
import dev.seveneight.shared.intake.responses.ResponseEdit;
import dev.seveneight.shared.intake.responses.Submission;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.ledger.Content;
import dev.seveneight.shared.ledger.Exclusion;
import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.ledger.ResponseId;
import dev.seveneight.shared.project.Trend;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes the replies to a key that may write but not read: ids, and the fields that its own request
 * set.
 *
 * <p>All values come from the request and none from the store. So no reply can show what was stored
 * before, even if the request leaves out fields or another request wrote in between.
 */
public final class WrittenFields {
  private WrittenFields() {}

  /**
   * Returns the fields of a new response.
   *
   * @param person the id of the person that the response was stored for; shown only if the request
   *     named a person, because another request may since have assigned the response to a person
   */
  public static Map<String, Object> of(
      ResponseId id, Submission submission, Optional<String> person) {
    Map<String, Object> json = withId(id.value());
    Content content = submission.content();
    json.put("person", submission.person().isAnonymous() ? null : person.orElse(null));
    json.put("score", content.score());
    content.comment().ifPresent(comment -> json.put("comment", comment));
    submission.createdAt().ifPresent(time -> json.put("created_at", time));
    if (!content.properties().isEmpty()) {
      json.put("person_properties", content.sortedProperties());
    }
    content.notes().ifPresent(notes -> json.put("notes", Json.readStoredExactly(notes)));
    if (!content.tags().isEmpty()) {
      json.put("tags", content.tags());
    }
    content
        .additionalAnswers()
        .ifPresent(answers -> json.put("additional_answers", Json.readStoredExactly(answers)));
    content.builtInDimensions().forEach(json::put);
    return json;
  }

  /**
   * Returns the fields of a change of a response. A cleared text is null, a cleared list is empty,
   * and a removed property is null.
   */
  public static Map<String, Object> of(ResponseId id, ResponseEdit edit) {
    Map<String, Object> json = withId(id.value());
    put(json, "person", edit.person());
    put(json, "score", edit.score());
    put(json, "comment", edit.comment());
    putProperties(json, "person_properties", edit.properties());
    putJson(json, "notes", edit.notes());
    if (edit.tags().isGiven()) {
      json.put("tags", edit.tags().value().orElse(List.of()));
    }
    putJson(json, "additional_answers", edit.additionalAnswers());
    put(json, "survey", edit.survey());
    put(json, "channel", edit.channel());
    put(json, "language", edit.language());
    if (edit.excluded().isGiven()) {
      json.put("excluded", edit.excluded().value().map(Exclusion::apiName).orElse(null));
    }
    return json;
  }

  /** Returns the fields of a request to create or update a person. */
  public static Map<String, Object> of(String id, PersonRequest request) {
    Map<String, Object> json = withId(id);
    for (Identity identity : request.identities()) {
      json.put(identity.kind().storedName(), identity.value());
    }
    for (Identity update : request.updates()) {
      json.put(update.kind().storedName(), update.value());
    }
    request.name().ifPresent(name -> json.put("name", name));
    if (!request.properties().isEmpty()) {
      putProperties(json, "properties", Change.to(request.properties()));
    }
    request.lastSentAt().map(Instant::getEpochSecond).ifPresent(at -> json.put("last_sent_at", at));
    return json;
  }

  /** Returns the fields of a change of a person. A cleared field is null. */
  public static Map<String, Object> of(String id, PersonEdit edit) {
    Map<String, Object> json = withId(id);
    put(json, "email", edit.email());
    put(json, "phone_number", edit.phoneNumber());
    put(json, "external_id", edit.externalId());
    put(json, "name", edit.name());
    putProperties(json, "properties", edit.properties());
    return json;
  }

  /** Returns the fields of a trend. */
  public static Map<String, Object> of(Trend wanted) {
    Map<String, Object> json = withId(wanted.id());
    json.put("name", wanted.name());
    json.put("segment", wanted.segment());
    return json;
  }

  private static Map<String, Object> withId(String id) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", id);
    return json;
  }

  private static void put(Map<String, Object> json, String name, Change<?> change) {
    if (change.isGiven()) {
      json.put(name, change.value().orElse(null));
    }
  }

  private static void putJson(Map<String, Object> json, String name, Change<String> change) {
    if (change.isGiven()) {
      json.put(name, change.value().map(Json::readStoredExactly).orElse(List.of()));
    }
  }

  private static void putProperties(
      Map<String, Object> json, String name, Change<Map<String, Optional<String>>> change) {
    if (!change.isGiven()) {
      return;
    }
    Map<String, Object> properties = new TreeMap<>();
    change
        .value()
        .orElse(Map.of())
        .forEach((property, value) -> properties.put(property, value.orElse(null)));
    json.put(name, properties);
  }
}
