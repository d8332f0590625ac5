package dev.seveneight.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/csv",
        "TEXT/CSV",
        " text/csv ; charset=utf-8",
        "text/csv;q=0.1",
        "text/csv, application/json;q=0.9",
        "application/json;q=0.5,text/csv;q=0.6",
        "text/csv, */*",
        "text/csv, */*;q=0.1",
        "text/*, */*;q=0.5",
        "text/csv;q=1.000, application/json;q=0.999",
        "text/csv, application/json;q=0",
        "nonsense, text/csv",
        "text/html, text/csv"
      })
  void shouldPreferWhatIsTakenMoreGladlyOrNamedMoreClosely(String header) {
    assertThat(prefersCsv(header)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "application/json",
        "application/json, text/csv",
        "text/csv, application/json",
        "text/csv;q=0.9, application/json",
        "text/csv;q=0.9, */*",
        "text/csv;q=0",
        "text/csv;q=0, text/*",
        "text/csv;q=2",
        "text/csv;q=x",
        "text/csv;q=",
        "text/html",
        "csv",
        "text/csvx",
        "",
        ",;/,",
        "text/csv/csv"
      })
  void shouldNotPreferAnythingElse(String header) {
    assertThat(prefersCsv(header)).isFalse();
  }

  private static boolean prefersCsv(String header) {
    return Accept.of(header).prefers("text/csv", "application/json");
  }
}
