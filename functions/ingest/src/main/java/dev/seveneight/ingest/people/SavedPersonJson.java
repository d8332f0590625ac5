package dev.seveneight.ingest.people;

import dev.seveneight.shared.ledger.Person;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Writes the JSON of a person who was saved: Delighted's fields, and ours between them. */
public final class SavedPersonJson {
  /** The fields that replies have and that a change ignores when they are sent back. */
  public static final Set<String> READ_ONLY =
      Set.of(
          "id",
          "created_at",
          "updated_at",
          "survey_scheduled_at",
          "next_survey_scheduled_at",
          "last_sent_at",
          "last_responded_at",
          "standing");

  private SavedPersonJson() {}

  /** Returns the person as a JSON object. */
  public static Map<String, Object> of(Person person) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", person.id());
    json.put("email", person.email().orElse(null));
    json.put("phone_number", person.phoneNumber().orElse(null));
    json.put("external_id", person.externalId().orElse(null));
    json.put("name", person.name().orElse(null));
    json.put("properties", person.properties());
    json.put("created_at", person.createdAt().getEpochSecond());
    json.put("updated_at", person.updatedAt().getEpochSecond());
    // Seven-Eight sends no surveys.
    json.put("survey_scheduled_at", null);
    json.put(
        "last_sent_at", person.sending().lastSentAt().map(Instant::getEpochSecond).orElse(null));
    return json;
  }
}
