package dev.seveneight.ingest.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cell says, as a score. */
class ScoreFormatTest {
  private static final ScoreFormat ENDS = new ScoreFormat(false);
  private static final ScoreFormat ANY = new ScoreFormat(true);

  @ParameterizedTest
  @CsvSource({
    "9, 9",
    "10.0, 10",
    "'9,0', 9",
    "'10,00', 10",
    "1E1, 10",
    "10 - Extremely likely, 10",
    "10 – Extremely likely, 10",
    "10-Extremely likely, 10",
    "10 (very likely), 10",
    "10: äußerst wahrscheinlich, 10",
    "10. Extremely likely, 10",
    "10=Extremely likely, 10",
    "10 非常可能, 10",
    "10分, 10",
    "10.0 - Extremely likely, 10",
    "0 - Not at all likely, 0",
    "'0 (not likely, sorry)', 0",
    "Extremely likely - 10, 10",
    "Extremely likely (10), 10",
    "Not at all likely: 0, 0",
    "(10) Extremely likely, 10",
    "[10] Extremely likely, 10",
    "Extremely likely 10, 10",
    "非常可能10, 10",
    "10 👍, 10",
    "10 - Extremely likely (next 12 months), 10",
    "0 - 0% likely, 0",
    "10 - 1st choice, 10",
    "How likely in the next 12 months: 10, 10"
  })
  void shouldTakeNumbersAndLabelledEnds(String cell, double score) {
    assertThat(ENDS.isForeign(cell)).isFalse();
    assertThat(ENDS.read(cell)).isInstanceOf(Number.class);
    assertThat(((Number) ENDS.read(cell)).doubleValue()).isEqualTo(score);
    assertThat(((Number) ANY.read(cell)).doubleValue()).isEqualTo(score);
  }

  @ParameterizedTest
  @CsvSource({
    "5 - Very satisfied, 5",
    "1 (Strongly disagree), 1",
    "7 likely, 7",
    "5 stars, 5",
    "9分, 9",
    "9.0 - likely, 9",
    "Very satisfied (5), 5",
    "9/10, 9",
    "9 out of 10, 9",
    "9 von 10, 9",
    "(5) Very satisfied, 5",
    "Passive 7, 7",
    "5★, 5",
    "10 / 10, 10"
  })
  void shouldTakeOtherLabelsOnlyIfAsked(String cell, double score) {
    assertThat(ENDS.isForeign(cell)).isTrue();
    assertThat(ANY.isForeign(cell)).isFalse();
    assertThat(((Number) ANY.read(cell)).doubleValue()).isEqualTo(score);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7-8 Passive",
        "7 - 8",
        "7–8",
        "0-6 Detractor",
        "0 - 6",
        "9 to 10",
        "9-10 Promoter",
        "4/5",
        "10/100",
        "0 to 6",
        "Promoters (9-10)",
        "Passive: 7-8",
        "Passive 7-8",
        "Score 4/5",
        "(4/5)",
        "10-Sep",
        "Sep-10",
        "10. Oktober",
        "1000000 - much",
        "10 (was 9)",
        "06/30/2021",
        "7.5 stars"
      })
  void shouldNeverTakeOneOfTwoNumbers(String cell) {
    assertThat(ENDS.isForeign(cell)).isTrue();
    assertThat(ANY.isForeign(cell)).isFalse();
    assertThat(ANY.read(cell)).isEqualTo(cell);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eight",
        "n/a",
        "-",
        "80%",
        "9?",
        "*",
        "2021-06-30",
        "10,000",
        "Score: -10",
        "Likelihood = -10",
        "½",
        ""
      })
  void shouldLeaveOtherTextsToTheirRows(String cell) {
    assertThat(ENDS.isForeign(cell)).isFalse();
    assertThat(ENDS.read(cell)).isEqualTo(cell);
    assertThat(ANY.read(cell)).isEqualTo(cell);
  }

  @Test
  void shouldNotRoundATinyNumberToAScore() {
    assertThat(ENDS.read("1e-400")).isEqualTo(new BigDecimal("1e-400"));
  }
}
