package dev.seveneight.shared.intake.responses;

import dev.seveneight.shared.intake.people.PersonReference;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.ledger.Content;
import dev.seveneight.shared.ledger.Exclusion;
import dev.seveneight.shared.ledger.ResponseId;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.project.ProjectSecret;
import dev.seveneight.shared.reply.Expansion;
import dev.seveneight.shared.segment.SegmentPlan;
import dev.seveneight.shared.segment.Share;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A checked request to create a response. Immutable.
 *
 * @param idempotencyKey identifies the request when it is repeated; empty if the caller sent none
 * @param person the person that responded
 * @param createdAt when the person responded, in seconds since 1970; empty for now
 * @param content the content; its person is filled in when the person is found
 * @param expand the parts that the reply shows in full
 * @param isCollected whether the key has only the scope {@code collect}; then the request may
 *     change nothing that others use
 */
public record Submission(
    Optional<String> idempotencyKey,
    PersonReference person,
    Optional<Long> createdAt,
    Content content,
    Set<Expansion> expand,
    boolean isCollected) {

  /**
   * Returns everything that two requests must not share when they are stored in parallel: the
   * idempotency key, the person's id and identities.
   */
  public Set<Object> subjects() {
    Set<Object> subjects = new HashSet<>(person.identities());
    idempotencyKey.ifPresent(key -> subjects.add("key " + key));
    person.id().ifPresent(id -> subjects.add("person " + id));
    return subjects;
  }

  /** Returns the plan of the response's segments. */
  public SegmentPlan segmentPlan(Project project) {
    return content.segmentPlan(project.settings().segmentRules(), share());
  }

  /** Returns how much of the project's lists of values the response may fill. */
  Share share() {
    return isCollected ? Share.COLLECTED : Share.WHOLE;
  }

  /** Returns this request with an idempotency key. */
  public Submission withKey(String key) {
    return new Submission(Optional.of(key), person, createdAt, content, expand, isCollected);
  }

  /**
   * Returns the response id that is derived from the idempotency key; empty without a key. Keys
   * with only the scope {@code collect} have an id space of their own.
   */
  public Optional<ResponseId> derivedId(ProjectSecret secret) {
    return idempotencyKey.map(
        key -> isCollected ? ResponseId.collected(secret, key) : ResponseId.derived(secret, key));
  }

  /** Returns the content with the person that was found and the exclusion that applies. */
  Content contentOf(Optional<String> personId, Optional<Exclusion> excluded) {
    return content.change().person(personId).excluded(excluded).build();
  }

  /**
   * Returns an HMAC of the request's content, without what the server adds. Two requests with the
   * same content have the same fingerprint, even if the response has changed since.
   */
  byte[] fingerprint(ProjectSecret secret) {
    SortedMap<String, Object> said = new TreeMap<>();
    person.id().ifPresent(id -> said.put("person", id));
    person.identities().forEach(i -> said.put(i.kind().storedName(), i.value()));
    person.name().ifPresent(name -> said.put("name", name));
    createdAt.ifPresent(at -> said.put("created_at", at));
    said.put("score", content.score());
    said.put("properties", content.sortedProperties());
    said.put("tags", content.tags());
    content.comment().ifPresent(text -> said.put("comment", text));
    content.survey().ifPresent(text -> said.put("survey", text));
    content.channel().ifPresent(text -> said.put("channel", text));
    content.language().ifPresent(text -> said.put("language", text));
    content
        .additionalAnswers()
        .ifPresent(
            json -> said.put("additional_answers", Json.sorted(Json.readStoredExactly(json))));
    content.notes().ifPresent(json -> said.put("notes", Json.sorted(Json.readStoredExactly(json))));
    return secret.hmac("fingerprint", Json.write(said));
  }
}
