package dev.seveneight.shared.intake.responses;

import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.intake.Change;
import dev.seveneight.shared.intake.MergedProperties;
import dev.seveneight.shared.ledger.Content;
import dev.seveneight.shared.ledger.Exclusion;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to change a response, checked. Immutable.
 *
 * @param score the new score, if it changes
 * @param comment what becomes of the comment
 * @param person what becomes of the person's id
 * @param properties the properties that change, empty ones are removed; clearing removes all
 * @param survey what becomes of the survey
 * @param channel what becomes of the channel
 * @param language what becomes of the language
 * @param tags what becomes of the tags
 * @param additionalAnswers what becomes of the additional answers
 * @param notes what becomes of the notes
 * @param excluded what becomes of the exclusion
 */
public record ResponseEdit(
    Change<Integer> score,
    Change<String> comment,
    Change<String> person,
    Change<Map<String, Optional<String>>> properties,
    Change<String> survey,
    Change<String> channel,
    Change<String> language,
    Change<List<String>> tags,
    Change<String> additionalAnswers,
    Change<String> notes,
    Change<Exclusion> excluded) {

  /**
   * The content after the change.
   *
   * @throws Problem 422 if it would have too many properties
   */
  Content applyTo(Content before) {
    return new Content(
        score.of(Optional.of(before.score())).orElseThrow(),
        comment.of(before.comment()),
        person.of(before.person()),
        MergedProperties.of(before.properties(), properties, "person_properties"),
        survey.of(before.survey()),
        channel.of(before.channel()),
        language.of(before.language()),
        tags.of(Optional.of(before.tags())).orElse(List.of()),
        additionalAnswers.of(before.additionalAnswers()),
        notes.of(before.notes()),
        excluded.of(before.excluded()));
  }
}
