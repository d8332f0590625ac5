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
 * A request to take in a response, checked. Immutable.
 *
 * @param idempotencyKey what tells this request from others; empty if the caller gave none
 * @param person who answered
 * @param createdAt when, in seconds since 1970; empty for now
 * @param content what was said; its person is filled in when the person is found
 * @param expand what the reply shows as a whole
 * @param isCollected whether the caller only collects, and so may change nothing that others use
 */
public record Submission(
    Optional<String> idempotencyKey,
    PersonReference person,
    Optional<Long> createdAt,
    Content content,
    Set<Expansion> expand,
    boolean isCollected) {

  /** What the request is about: its idempotency key, and whatever says whose response it is. */
  public Set<Object> subjects() {
    Set<Object> subjects = new HashSet<>(person.identities());
    idempotencyKey.ifPresent(key -> subjects.add("key " + key));
    person.id().ifPresent(id -> subjects.add("person " + id));
    return subjects;
  }

  /** Returns what the response may be counted by. */
  public SegmentPlan segmentPlan(Project project) {
    return content.segmentPlan(project.settings().segmentRules(), share());
  }

  /** Returns how much of the project's lists the response may fill. */
  Share share() {
    return isCollected ? Share.COLLECTED : Share.WHOLE;
  }

  /** This request under an idempotency key. */
  public Submission withKey(String key) {
    return new Submission(Optional.of(key), person, createdAt, content, expand, isCollected);
  }

  /**
   * The id that its idempotency key stands for; empty without a key. Callers who only collect have
   * a space of their own.
   */
  public Optional<ResponseId> derivedId(ProjectSecret secret) {
    return idempotencyKey.map(
        key -> isCollected ? ResponseId.collected(secret, key) : ResponseId.derived(secret, key));
  }

  /**
   * The content with the person that was found, and left out of the score if that person's answers
   * are.
   */
  Content contentOf(Optional<String> personId, Optional<Exclusion> excluded) {
    return new Content(
        content.score(),
        content.comment(),
        personId,
        content.properties(),
        content.survey(),
        content.channel(),
        content.language(),
        content.tags(),
        content.additionalAnswers(),
        content.notes(),
        excluded);
  }

  /**
   * What the request said, without what we add, as an HMAC: two requests have the same one if they
   * said the same, whatever became of the response since.
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
