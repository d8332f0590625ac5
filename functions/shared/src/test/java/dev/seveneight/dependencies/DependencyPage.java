package dev.seveneight.dependencies;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes {@code docs/dependencies.md}. */
final class DependencyPage {
  private static final String HEAD =
      """
      # Dependencies

      What Seven-Eight is built with: each library and tool, why it is there, and its licence by its [SPDX](https://spdx.org/licenses/)
      id. This page is generated, and the build fails when it is stale:

      ```sh
      mvn test -Dtest=DependenciesTest -Dwrite=true
      ```

      A test holds what ships to the licences %s.
      Tests and tools may also have EPL, MPL-2.0 and the licence of DynamoDB Local.
      """;

  private final DependencyNotes notes;
  private final List<String> lines = new ArrayList<>();

  DependencyPage(DependencyNotes notes) {
    this.notes = notes;
    lines.add(HEAD.formatted(Licence.SHIPPED.stream().sorted().collect(Collectors.joining(", "))));
  }

  /**
   * A row of a table.
   *
   * @param licences of several, any one may be chosen
   */
  record Row(String name, String version, Set<String> licences, String why) {}

  void table(String title, String text, List<Row> rows) {
    lines.add("## " + title + "\n\n" + text + "\n");
    lines.add("| name | version | licence | why |\n| --- | --- | --- | --- |");
    rows.forEach(
        row ->
            lines.add(
                "| `%s` | %s | %s | %s |"
                    .formatted(
                        row.name(),
                        row.version(),
                        String.join(" or ", new TreeSet<>(row.licences())),
                        row.why())));
    lines.add("");
  }

  String text() {
    List<String> all = new ArrayList<>(lines);
    all.add(
        "## Held back\n\nEverything else that the build names is at its newest version. A library that is there for"
            + " another one has the version that the other asks for, unless the build names a newer one.\n");
    notes.heldBack().forEach((name, why) -> all.add("- `%s`: %s".formatted(name, why)));
    return String.join("\n", all) + "\n";
  }
}
