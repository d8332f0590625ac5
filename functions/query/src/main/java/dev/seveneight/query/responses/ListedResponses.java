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
 * @param project whose they are
 * @param filter which of them
 * @param byChange whether the entries are those of changes
 * @param form what the list shows of a response
 */
record ListedResponses<T>(
    String project, LedgerReader ledger, ResponseFilter filter, boolean byChange, Form<T> form)
    implements Listed<T> {
  /**
   * How a list shows responses.
   *
   * @param <T> what it shows of one
   */
  interface Form<T> {
    /** How these are shown, which are read together: what they refer to is too. */
    Function<SurveyResponse, T> of(List<SurveyResponse> responses);

    /** A form that needs nothing but the response. */
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
                        // The index lags a little: what was changed a moment ago may no longer be
                        // asked for.
                        .filter(filter::shows)
                        .filter(response -> !byChange || isLastChange(entry, response)))
            .toList();
    Function<SurveyResponse, T> each = form.of(shown.stream().flatMap(Optional::stream).toList());
    return shown.stream().map(response -> response.map(each)).toList();
  }

  /**
   * One that was changed again belongs to a later place. Shown here, it would have the caller
   * believe that all changes up to then were seen.
   */
  private static boolean isLastChange(IndexEntry entry, SurveyResponse response) {
    return ResponseEntries.changedAt(response).equals(entry.place());
  }
}
