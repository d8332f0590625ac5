package dev.seveneight.shared.intake.responses;

import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.intake.people.People;
import dev.seveneight.shared.ledger.Content;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.ledger.ResponseId;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.segment.Share;
import dev.seveneight.shared.store.MalformedItemException;
import dev.seveneight.shared.store.OptimisticRetry;
import dev.seveneight.shared.store.OptimisticRetry.Attempt;
import dev.seveneight.shared.store.ledger.ErasureItems;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.ledger.LedgerWriter;
import dev.seveneight.shared.store.project.ValueListTable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Changes and deletes responses. Each write has the condition that the response is as it was read.
 * If the condition fails, the response is read and decided on again. A change without effect writes
 * nothing.
 */
public final class ResponseEditor {
  private final LedgerWriter ledger;
  private final People people;
  private final ValueListTable valueLists;
  private final InstantSource clock;

  public ResponseEditor(
      LedgerWriter ledger, People people, ValueListTable valueLists, InstantSource clock) {
    this.ledger = ledger;
    this.people = people;
    this.valueLists = valueLists;
    this.clock = clock;
  }

  /**
   * Changes a response.
   *
   * @return the response after the change
   * @throws Problem 404 if the response does not exist, 422 if the change breaks a rule
   */
  public SurveyResponse change(Project project, ResponseId id, ResponseEdit edit) {
    String key = LedgerItems.responseKey(project.id(), id);
    return OptimisticRetry.OF_A_REQUEST
        .on(() -> ledger.get(key), item -> tryToChange(project, item, edit))
        .orElseThrow(ResponseEditor::tooManyChanges);
  }

  private Attempt<Map<String, AttributeValue>, SurveyResponse> tryToChange(
      Project project, Map<String, AttributeValue> item, ResponseEdit edit) {
    SurveyResponse before = LedgerItems.response(item).orElseThrow(ResponseEditor::notFound);
    Content content = edit.applyTo(before.content());
    if (content.equals(before.content())) {
      return Attempt.done(before);
    }
    if (content.person().isPresent() && !content.person().equals(before.content().person())) {
      people.byId(project, content.person().get());
    }
    // Before the change gets its time stamp, because this may take long.
    List<String> segments = segments(project, before, content, LedgerItems.shareOf(item));
    SurveyResponse after = after(before, content, segments);
    return Attempt.of(ledger.replace(LedgerItems.changedItem(item, after), before.rev()), after);
  }

  /**
   * Deletes a response. Deleting it again changes nothing.
   *
   * @throws Problem 404 if the response never existed
   */
  public void delete(Project project, ResponseId id) {
    switch (delete(LedgerItems.responseKey(project.id(), id), Optional.empty())) {
      case NO_SUCH_RESPONSE -> throw notFound();
      case CHANGED_TOO_OFTEN -> throw tooManyChanges();
      case DELETED, DELETED_BEFORE -> {}
    }
  }

  /** The result of deleting a response. */
  public enum Deletion {
    /** This call deleted it. */
    DELETED,
    /** It is deleted, but not by this call. */
    DELETED_BEFORE,
    /** The response never existed, or came with another import than the one that is undone. */
    NO_SUCH_RESPONSE,
    /** The response still exists, because other requests keep changing it. */
    CHANGED_TOO_OFTEN
  }

  /** Deletes a response if it exists and came with this import. */
  public Deletion undoImport(Project project, ResponseId id, String importId) {
    return delete(LedgerItems.responseKey(project.id(), id), Optional.of(importId));
  }

  private Deletion delete(String key, Optional<String> takenBack) {
    return OptimisticRetry.OF_A_REQUEST
        .on(() -> ledger.get(key), item -> tryToDelete(item, takenBack))
        .orElse(Deletion.CHANGED_TOO_OFTEN);
  }

  private Attempt<Map<String, AttributeValue>, Deletion> tryToDelete(
      Map<String, AttributeValue> item, Optional<String> takenBack) {
    if (item.isEmpty()) {
      return Attempt.done(Deletion.NO_SUCH_RESPONSE);
    }
    Optional<Map<String, AttributeValue>> left = leftOf(item, takenBack);
    if (left.isEmpty()) {
      return Attempt.done(Deletion.DELETED_BEFORE);
    }
    if (takenBack.isPresent() && !text(takenBack.get()).equals(item.get(ItemAttribute.IMPORT))) {
      return Attempt.done(Deletion.NO_SUCH_RESPONSE);
    }
    return Attempt.of(ledger.replace(left.get(), item), Deletion.DELETED);
  }

  /** Returns what is left of a response after deletion; empty if it was deleted before. */
  private Optional<Map<String, AttributeValue>> leftOf(
      Map<String, AttributeValue> item, Optional<String> takenBack) {
    Instant now = clock.instant();
    try {
      return LedgerItems.response(item)
          .map(
              response ->
                  LedgerItems.gone(
                      response,
                      // A response of an erased person must not be restored.
                      ErasureItems.isErased(item) ? Optional.empty() : takenBack,
                      now));
    } catch (MalformedItemException e) {
      // The item was corrupted by hand. Deleting it is the way to get rid of it.
      return Optional.of(LedgerItems.gone(item, now));
    }
  }

  /**
   * Returns the segments after a change. They stay if the change touches nothing that they depend
   * on.
   */
  private List<String> segments(
      Project project, SurveyResponse before, Content content, Share share) {
    if (content.isSegmentedAs(before.content())) {
      return before.segments();
    }
    return valueLists
        .of(project)
        .write(
            content
                .segmentPlan(project.settings().segmentRules(), share)
                .withoutNotesOf(content.propertiesAsIn(before.content())))
        .keys();
  }

  /**
   * Returns the response after a change. Its epoch stays: only a rebuild moves a response to
   * another epoch.
   */
  private SurveyResponse after(SurveyResponse before, Content content, List<String> segments) {
    Instant oneLater = before.updatedAt().plusMillis(1);
    Instant now = clock.instant();
    return new SurveyResponse(
        before.project(),
        before.id(),
        before.rev() + 1,
        before.epoch(),
        before.createdAt(),
        now.isBefore(oneLater) ? oneLater : now,
        before.day(),
        segments,
        content,
        before.importId());
  }

  private static Problem notFound() {
    return Problem.of(ErrorCode.NOT_FOUND, "there is no response with this id");
  }

  private static Problem tooManyChanges() {
    return Problem.of(
        ErrorCode.CONCURRENT_CHANGE, "others keep changing this response; send the request again");
  }
}
