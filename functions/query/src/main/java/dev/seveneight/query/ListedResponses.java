package dev.seveneight.query;

import dev.seveneight.shared.ledger.SurveyResponse;
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
    String project,
    LedgerTable ledger,
    ResponseFilter filter,
    boolean byChange,
    Function<SurveyResponse, T> form)
    implements Listed<T> {
  @Override
  public boolean mayShow(IndexEntry entry) {
    return !entry.attributes().containsKey("score") || filter.mayShow(entry.attributes());
  }

  @Override
  public List<Optional<T>> show(List<IndexEntry> entries) {
    Map<String, SurveyResponse> byId =
        ledger.responses(project, entries.stream().map(IndexEntry::id).toList());
    return entries.stream()
        .map(
            entry ->
                Optional.ofNullable(byId.get(entry.id()))
                    // The index lags a little: what was changed a moment ago may no longer be
                    // asked for.
                    .filter(filter::shows)
                    .filter(response -> !byChange || isLastChange(entry, response))
                    .map(form))
        .toList();
  }

  /**
   * One that was changed again belongs to a later place. Shown here, it would have the caller
   * believe that all changes up to then were seen.
   */
  private static boolean isLastChange(IndexEntry entry, SurveyResponse response) {
    return ResponseEntries.changedAt(response).equals(entry.place());
  }
}
