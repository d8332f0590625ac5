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
 * A checked request to change a response. Immutable.
 *
 * @param score the change of the score
 * @param comment the change of the comment
 * @param person the change of the person's id
 * @param properties the properties that change; an empty value removes the property, and clearing
 *     removes all
 * @param survey the change of the survey
 * @param channel the change of the channel
 * @param language the change of the language
 * @param tags the change of the tags
 * @param additionalAnswers the change of the additional answers
 * @param notes the change of the notes
 * @param excluded the change of the exclusion
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
   * Returns the content after the change.
   *
   * @throws Problem 422 if there would be too many properties
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
