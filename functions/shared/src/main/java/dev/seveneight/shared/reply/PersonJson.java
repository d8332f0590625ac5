package dev.seveneight.shared.reply;

import dev.seveneight.shared.ledger.Person;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Writes the JSON of a person: Delighted's fields, then ours. */
public final class PersonJson {
  private PersonJson() {}

  /**
   * Returns the person as a JSON object.
   *
   * @param lastRespondedAt the time of the person's newest response
   */
  public static Map<String, Object> of(Person person, Optional<Instant> lastRespondedAt) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", person.id());
    json.put("name", person.name().orElse(null));
    json.put("email", person.email().orElse(null));
    json.put("phone_number", person.phoneNumber().orElse(null));
    json.put("external_id", person.externalId().orElse(null));
    json.put("created_at", person.createdAt().getEpochSecond());
    json.put("updated_at", person.updatedAt().getEpochSecond());
    json.put(
        "last_sent_at", person.sending().lastSentAt().map(Instant::getEpochSecond).orElse(null));
    json.put("last_responded_at", lastRespondedAt.map(Instant::getEpochSecond).orElse(null));
    json.put("next_survey_scheduled_at", null);
    json.put("properties", person.properties());
    return json;
  }
}
