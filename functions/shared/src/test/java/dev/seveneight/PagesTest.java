package dev.seveneight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.shared.http.ClientOption;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Route;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.project.Scope;
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
      Pattern.compile("^\\| `([A-Z]+)` \\| `([^`]+)` \\| `([a-z]+)` \\|", Pattern.MULTILINE);
  private static final Pattern ERROR =
      Pattern.compile("^\\| ([0-9]{3}) \\| `([a-z_]+)` \\|", Pattern.MULTILINE);
  private static final Pattern RULE = Pattern.compile("^\\| `([a-z_]+)` \\|", Pattern.MULTILINE);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(#[^)\\s]*)?\\)");

  @Test
  void shouldListExactlyTheRoutesInTheReadme() throws IOException {
    assertThat(rows("README.md", ROUTE))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Route.values())
                .map(
                    r ->
                        r.method()
                            + " "
                            + r.path()
                            + " "
                            + r.scope().map(Scope::apiName).orElse("none"))
                .toList());
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
