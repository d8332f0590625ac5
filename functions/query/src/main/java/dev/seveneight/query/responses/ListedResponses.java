package dev.seveneight.query.responses;

import dev.seveneight.query.lists.Listed;
import dev.seveneight.query.lists.ResponseEntries;
import dev.seveneight.query.lists.ResponseFilter;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.store.ledger.IndexEntry;
import dev.seveneight.shared.store.ledger.LedgerReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A list of responses.
 *
 * @param project the project of the responses
 * @param filter selects the responses
 * @param byChange whether the entries are changes
 * @param form what the list shows for a response
 */
record ListedResponses<T>(
    String project, LedgerReader ledger, ResponseFilter filter, boolean byChange, Form<T> form)
    implements Listed<T> {
  /**
   * Converts responses to what a list shows.
   *
   * @param <T> what the list shows for one response
   */
  interface Form<T> {
    /**
     * Returns the conversion of these responses. They are passed together, so that the things that
     * they refer to are also read together.
     */
    Function<SurveyResponse, T> of(List<SurveyResponse> responses);

    /** Returns a form that needs only the response. */
    static <T> Form<T> ofEach(Function<SurveyResponse, T> form) {
      return responses -> form;
    }
  }

  @Override
  public boolean isToldByIndex() {
    return byChange ? filter.isOfChangesAlone() : filter.isToldByTime();
  }

  @Override
  public boolean mayShow(IndexEntry entry) {
    return !entry.attributes().containsKey(ItemAttribute.SCORE)
        || filter.mayShow(entry.attributes());
  }

  @Override
  public List<Optional<T>> show(List<IndexEntry> entries) {
    Map<String, SurveyResponse> byId =
        ledger.responses(project, entries.stream().map(IndexEntry::id).toList());
    List<Optional<SurveyResponse>> shown =
        entries.stream()
            .map(
                entry ->
                    Optional.ofNullable(byId.get(entry.id()))
                        // The index lags a little: a response that has just changed may no longer
                        // match.
                        .filter(filter::shows)
                        .filter(response -> !byChange || isLastChange(entry, response)))
            .toList();
    Function<SurveyResponse, T> each = form.of(shown.stream().flatMap(Optional::stream).toList());
    return shown.stream().map(response -> response.map(each)).toList();
  }

  /**
   * A response that was changed again belongs to a later place. If this place showed the response,
   * the caller would believe that all changes up to that time were seen.
   */
  private static boolean isLastChange(IndexEntry entry, SurveyResponse response) {
    return ResponseEntries.changedAt(response).equals(entry.place());
  }
}
