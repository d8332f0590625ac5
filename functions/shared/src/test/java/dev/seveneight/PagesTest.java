package dev.seveneight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.shared.http.ClientOption;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.route.RouteTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the README and the pages under docs/ to the code and to one another. */
class PagesTest {
  private static final Pattern ROUTE =
      Pattern.compile(
          "^\\| `([A-Z]+(?:`, `[A-Z]+)*)` \\| `([^`]+)` \\| `([a-z]+(?:`, `[a-z]+)*)` \\|",
          Pattern.MULTILINE);
  private static final Pattern ERROR =
      Pattern.compile("^\\| ([0-9]{3}) \\| `([a-z_]+)` \\|", Pattern.MULTILINE);
  private static final Pattern RULE = Pattern.compile("^\\| `([a-z_]+)` \\|", Pattern.MULTILINE);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(#[^)\\s]*)?\\)");

  /** A row with several methods has the scopes that these need, in the order of the methods. */
  @Test
  void shouldListExactlyTheRoutesInTheReadme() throws IOException {
    List<String> listed = new ArrayList<>();
    for (MatchResult row :
        ROUTE.matcher(Files.readString(Path.of("README.md"))).results().toList()) {
      List<Route> routes =
          words(row.group(1)).stream().map(method -> route(method, row.group(2))).toList();
      assertThat(words(row.group(3)))
          .as(row.group(2))
          .isEqualTo(routes.stream().map(PagesTest::scope).distinct().toList());
      routes.forEach(route -> listed.add(route.name()));
    }

    assertThat(listed)
        .containsExactlyInAnyOrderElementsOf(RouteTable.ROUTES.stream().map(Route::name).toList());
  }

  @Test
  void shouldListOnlyAutopilotsRoutesInOneRow() throws IOException {
    assertThat(rows("README.md", ROUTE).stream().filter(row -> row.contains(",")))
        .containsExactly("GET`, `POST`, `PUT`, `DELETE /v1/autopilot/{path} read`, `write");
  }

  private static List<String> words(String cell) {
    return List.of(cell.split("`, `", -1));
  }

  private static Route route(String method, String path) {
    return RouteTable.ROUTES.stream()
        .filter(route -> route.method().equals(method) && route.path().equals(path))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no route " + method + " " + path));
  }

  private static String scope(Route route) {
    return route.scope().map(Scope::apiName).orElse("none");
  }

  @Test
  void shouldExplainExactlyTheErrors() throws IOException {
    assertThat(rows("docs/errors.md", ERROR))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ErrorCode.values()).map(e -> e.status() + " " + e.code()).toList());
  }

  @Test
  void shouldExplainExactlyTheRulesThatAFieldCanBreak() throws IOException {
    assertThat(rows("docs/errors.md", RULE))
        .containsExactlyInAnyOrderElementsOf(Arrays.stream(Rule.values()).map(Rule::code).toList());
  }

  @Test
  void shouldListExactlyTheOptionsThatAreIgnored() throws IOException {
    assertThat(rows("docs/from-delighted.md", RULE))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ClientOption.values()).map(ClientOption::parameter).toList());
  }

  @Test
  void shouldLinkOnlyToWhatIsThere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      LINK.matcher(Files.readString(page))
          .results()
          .map(found -> page.resolveSibling(found.group(1)).normalize())
          .filter(target -> !Files.exists(target))
          .forEach(target -> broken.add(page + " links to " + target));
    }

    assertThat(broken).isEmpty();
  }

  @Test
  void shouldCallAPassiveAPassive() throws IOException {
    for (Path page : pages()) {
      // CONTRIBUTING.md quotes the other word to forbid it.
      assertThat(Files.readString(page).replace("never \"neutral\"", ""))
          .as(page.toString())
          .doesNotContainIgnoringCase("neutral");
    }
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(Path.of("docs"));
        Stream<Path> top = Files.list(Path.of(""))) {
      List<Path> pages =
          Stream.concat(docs, top).filter(file -> file.toString().endsWith(".md")).toList();
      assertThat(pages).contains(Path.of("README.md"), Path.of("docs/errors.md"));
      return pages;
    }
  }

  /** The cells that a pattern's groups catch, row by row. */
  private static List<String> rows(String page, Pattern row) throws IOException {
    return row.matcher(Files.readString(Path.of(page))).results().map(PagesTest::cells).toList();
  }

  private static String cells(MatchResult row) {
    List<String> cells = new ArrayList<>();
    for (int group = 1; group <= row.groupCount(); group++) {
      cells.add(row.group(group));
    }
    return String.join(" ", cells);
  }
}
