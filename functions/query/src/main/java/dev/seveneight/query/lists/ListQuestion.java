package dev.seveneight.query.lists;

import dev.seveneight.shared.api.Call;
import dev.seveneight.shared.http.ApiReply;
import dev.seveneight.shared.http.HeaderName;
import dev.seveneight.shared.http.PublicUrl;
import dev.seveneight.shared.route.PersonRoute;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.validation.Parameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request for a list, from which the request for the next page is made. Immutable.
 *
 * @param route the route of the list
 * @param parameters the parameters of the request for the next page, in particular everything that
 *     decides which entries are listed and in which order
 * @param cursor the cursors of this question
 * @param after the place where the earlier pages ended; empty for the first page
 */
public record ListQuestion(
    Route route, Map<String, String> parameters, Cursor cursor, Optional<String> after) {
  /**
   * Reads the cursor. It is bound to the parameters with these names and to the segment.
   *
   * @param names the names of all parameters that decide which entries are listed and how
   */
  public static ListQuestion read(
      Parameters asked, String project, Route route, List<String> names) {
    Map<String, String> parameters = new TreeMap<>();
    for (String name : names) {
      asked.text(name).ifPresent(value -> parameters.put(name, value));
    }
    asked
        .keyed("segment")
        .forEach((dimension, value) -> parameters.put("segment[" + dimension + "]", value));
    Cursor cursor = new Cursor(project, route.path(), parameters);
    return new ListQuestion(route, Map.copyOf(parameters), cursor, cursor.read(asked));
  }

  /** Returns the same question, with further parameters for the next page. */
  public ListQuestion with(Map<String, String> others) {
    Map<String, String> more = new TreeMap<>(parameters);
    more.putAll(others);
    return new ListQuestion(route, Map.copyOf(more), cursor, after);
  }

  /** Returns the reply with the link to the next page, if there is one. */
  public ApiReply link(
      ApiReply answer, Call call, PublicUrl publicUrl, Optional<String> last, int perPage) {
    if (last.isEmpty()) {
      return answer;
    }
    Map<String, String> next = new TreeMap<>(parameters);
    next.put("per_page", String.valueOf(perPage));
    String place = cursor.at(last.get());
    next.put(Cursor.NAME, place);
    if (route == PersonRoute.LIST_PEOPLE) {
      next.put(PageInfo.NAME, PageInfo.of(parameters, place));
    }
    String url = publicUrl.of(call.request(), route.path(), next);
    return answer.withHeader(HeaderName.LINK, "<" + url + ">; rel=\"next\"");
  }
}
