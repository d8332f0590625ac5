package dev.seveneight.query;

import static dev.seveneight.testing.JsonObjects.objects;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows the links from page to page of a list. */
public final class Links {
  private static final Pattern NEXT =
      Pattern.compile("<https://api\\.example\\.com(.+)>; rel=\"next\"");
  private static final int MOST_PAGES = 1_000;

  private Links() {}

  /** Where the next page is, if there is one. */
  public static Optional<String> next(Answer answer) {
    return Optional.ofNullable((String) answer.headers().get("link"))
        .map(
            link -> {
              Matcher matcher = NEXT.matcher(link);
              assertThat(matcher.matches()).as(link).isTrue();
              return matcher.group(1);
            });
  }

  /** All that a list has, page by page. */
  public static List<Map<String, Object>> walk(ApiClient api, String path) {
    List<Map<String, Object>> all = new ArrayList<>();
    Optional<String> next = Optional.of(path);
    for (int page = 0; next.isPresent(); page++) {
      assertThat(page).as(path).isLessThan(MOST_PAGES);
      Answer answer = api.get(next.get()).expect(200);
      all.addAll(objects(answer.list()));
      next = next(answer);
    }
    return all;
  }

  /** The ids of all that a list has. */
  public static List<String> ids(ApiClient api, String path) {
    return walk(api, path).stream().map(each -> (String) each.get("id")).toList();
  }
}
