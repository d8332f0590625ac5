package dev.seveneight.ingest.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.OpenApiText;
import dev.seveneight.ingest.imports.csv.Delimiter;
import dev.seveneight.shared.http.FieldError;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.json.Json;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ImportReportTest {
  private static final FieldError ERROR = new FieldError("plan", Rule.FORMAT, "a plan");

  @Test
  void shouldListValuesThatWereLeftOutWithTheirRows() {
    ImportReport report = new ImportReport(Delimiter.COMMA, List.of());
    report.leaveOut(2, List.of());
    report.leaveOut(3, List.of(ERROR));
    report.leaveOut(7, Collections.nCopies(12, ERROR));

    Map<String, Object> json = report.toJson("i", false, OptionalLong.empty());

    assertThat(json).containsEntry("rows_with_values_left_out", 2L).containsEntry("refused", 0L);
    assertThat(Json.write(json))
        .contains(
            "\"values_left_out\":[{\"line\":3,\"errors\":"
                + "[{\"field\":\"plan\",\"code\":\"format\",\"message\":\"a plan\"}]},{\"line\":7");
  }

  @Test
  void shouldCountMoreThanItLists() {
    ImportReport report = new ImportReport(Delimiter.TAB, List.of());
    for (int line = 2; line < 1_300; line++) {
      report.leaveOut(line, List.of(ERROR));
    }

    Map<String, Object> json = report.toJson("i", true, OptionalLong.of(1_300));

    assertThat(json).containsEntry("rows_with_values_left_out", 1_298L);
    assertThat((List<?>) json.get("values_left_out")).hasSize(1_000);
  }

  @Test
  void shouldNotListColumnsBeyondWhatAnAnswerHolds() {
    LeftOutColumn wide =
        new LeftOutColumn(1, "x".repeat(2_000_000), LeftOutColumn.Reason.DUPLICATE_NAME);
    ImportReport report = new ImportReport(Delimiter.COMMA, Collections.nCopies(4, wide));

    assertThat((List<?>) report.toJson("i", false, OptionalLong.empty()).get("columns_left_out"))
        .hasSize(2);
  }

  @Test
  void shouldBeDescribed() {
    Map<String, Object> json =
        new ImportReport(Delimiter.COMMA, List.of()).toJson("i", true, OptionalLong.empty());

    Map<String, Object> described =
        OpenApiText.map("components", "schemas", "ImportReport", "properties");
    assertThat(described.keySet()).containsExactlyInAnyOrderElementsOf(json.keySet());
    assertThat(OpenApiText.map("components", "schemas", "ImportReport", "properties", "delimiter"))
        .containsEntry("enum", Arrays.stream(Delimiter.values()).map(Delimiter::apiName).toList());
    assertThat(
            OpenApiText.value(
                "components",
                "schemas",
                "ImportReport",
                "properties",
                "columns_left_out",
                "items",
                "properties",
                "reason",
                "enum"))
        .isEqualTo(
            Arrays.stream(LeftOutColumn.Reason.values())
                .map(LeftOutColumn.Reason::apiName)
                .toList());
  }
}
