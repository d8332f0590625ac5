package dev.seveneight.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "application/*",
        "application/json",
        "APPLICATION/JSON; charset=utf-8",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
        "text/xml;q=1, application/json;q=0.001",
        "text/xml;q=0.5.5",
        "text/csv;q=0",
        "text/xml, json",
        "*/json",
        "json",
        ",;/,",
        ",",
        ""
      })
  void shouldTakeJson(String header) {
    assertThat(Accept.of(header).takes("application/json")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/xml",
        "text/*",
        "application/xml, text/html",
        "application/jsonp",
        "application/problem+json",
        "application/json;q=0",
        "application/json;q=0, */*",
        "application/*;q=0.0, */*;q=1",
        "*/*;q=0",
        "text/csv,"
      })
  void shouldNotTakeJson(String header) {
    assertThat(Accept.of(header).takes("application/json")).isFalse();
  }

  @Test
  void shouldNameWhatIsNamed() {
    assertThat(Accept.of("application/problem+json").names("application/problem+json")).isTrue();
    assertThat(Accept.of("application/problem+json;q=0").names("application/problem+json"))
        .isFalse();
    assertThat(Accept.of("*/*").names("application/problem+json")).isFalse();
  }

  private static boolean prefersCsv(String header) {
    return Accept.of(header).prefers("text/csv", "application/json");
  }
}
