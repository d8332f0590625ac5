package dev.seveneight.ingest.imports.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.shared.http.FieldError;
import dev.seveneight.shared.http.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Delimiters, headers, lines and the identity of files. */
class CsvFileTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiterString = " -> ",
      value = {
        "score -> COMMA",
        "score,comment -> COMMA",
        "score;comment -> SEMICOLON",
        "score\\tcomment -> TAB",
        "score|comment -> PIPE",
        "\"score\";\"comment\" -> SEMICOLON",
        "\"a;b\",score -> COMMA",
        "\"a,b\";score -> SEMICOLON",
        "\"a;b|c\\td\";score -> SEMICOLON",
        "a;b,score -> COMMA",
        "a,b;score -> SEMICOLON",
        "a,b|c;d\\tscore -> TAB",
        "What do you like, or dislike?;score;Anything else, maybe? -> SEMICOLON",
        "score; -> SEMICOLON",
        ";score -> SEMICOLON"
      })
  void shouldFindTheDelimiterInTheHeader(String header, Delimiter delimiter) {
    assertThat(read(header.replace("\\t", "\t") + "\n").delimiter()).isEqualTo(delimiter);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b;c", "a,b;c\n1,2;3", "score,a;score", "x;y\tz"})
  void shouldAskForTheDelimiterWhenItIsNotClear(String text) {
    Problem problem = problemOf(text, Optional.empty());

    assertThat(problem.errors()).extracting(FieldError::field).containsExactly("delimiter");
    assertThat(problem.getMessage()).contains("semicolon");
    assertThat(read(text, Optional.of(Delimiter.SEMICOLON)).delimiter())
        .isEqualTo(Delimiter.SEMICOLON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sep=;", "SEP=;", "\"sep=;\"", "sep=;;;"})
  void shouldObeyALineThatNamesTheDelimiter(String line) {
    CsvFile file = read(line + "\r\nscore;a,b\r\n9;x\r\n");

    assertThat(file.delimiter()).isEqualTo(Delimiter.SEMICOLON);
    assertThat(file.header().name(1)).isEqualTo("a,b");
    assertThat(file.rows()).containsExactly(new CsvText.Row(3, List.of("9", "x")));
  }

  @Test
  void shouldRejectALineThatNamesAnotherDelimiterThanTheRequest() {
    assertThat(problemOf("sep=;\nscore;a", Optional.of(Delimiter.COMMA)).errors())
        .extracting(error -> error.field() + " " + error.rule().code())
        .containsExactly("delimiter conflict");
    assertThat(problemOf("sep=:\nscore:a", Optional.empty()).errors())
        .extracting(error -> error.field() + " " + error.rule().code())
        .containsExactly("delimiter format");
    assertThat(read("sep=;\nscore;a", Optional.of(Delimiter.SEMICOLON)).header().size())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "sep=;", "sep=;\n\n"})
  void shouldNeedAHeader(String text) {
    assertThat(problemOf(text, Optional.empty()).errors())
        .extracting(FieldError::field)
        .contains("");
  }

  @Test
  void shouldFindAColumnByEitherSpellingOfItsLineBreaks() {
    Header header =
        read("\"How likely\r\nare you\tto \n recommend us?\",score,\" plan\u00A0\"\n").header();

    assertThat(header.name(0)).isEqualTo("How likely are you to   recommend us?");
    for (String spelling :
        List.of(
            "How likely\r\nare you\tto \n recommend us?",
            "How likely\nare you\tto \n recommend us?",
            "How likely are you to   recommend us?",
            "How likely are you to recommend us?")) {
      assertThat(header.placesOf(spelling)).as(spelling).containsExactly(0);
    }
    assertThat(header.placesOf("plan")).containsExactly(2);
    assertThat(header.placesOf("How likely")).isEmpty();
  }

  @Test
  void shouldPreferTheExactSpellingOfAColumn() {
    Header header = read("a  b,a b,score\n").header();

    assertThat(header.placesOf("a  b")).containsExactly(0);
    assertThat(header.placesOf("a b")).containsExactly(1);
    assertThat(header.placesOf("a\n\n\nb")).containsExactly(0, 1);
  }

  @Test
  void shouldBeTheSameFileWhateverItsLineEndsAre() {
    String text = "score,comment\n9,\"two\n\nlines\"\n8,x\n";
    CsvFile file = read(text);

    for (String other :
        List.of(
            text.replace("\n", "\r\n"),
            text.replace("\n", "\r"),
            text + "\n",
            text + "\r\n\r\n",
            text.stripTrailing())) {
      CsvFile same = read(other);
      assertThat(same.hash()).isEqualTo(file.hash());
      assertThat(same.rows()).isEqualTo(file.rows());
    }
    assertThat(read(text.replace("8,x", "\n8,x")).hash()).isNotEqualTo(file.hash());
    assertThat(read(text + " ").hash()).isNotEqualTo(file.hash());
    assertThat(file.rows()).extracting(CsvText.Row::line).containsExactly(2L, 5L);
  }

  @Test
  void shouldCountTheLinesOfTheFile() {
    CsvFile file = read("sep=;\r\n\r\nscore;a\r\n\r\n9;\"x\r\ny\"\r\n8;z");

    assertThat(file.rows()).extracting(CsvText.Row::line).containsExactly(5L, 7L);
  }

  @Test
  void shouldCutBlankValuesAfterTheLastColumn() {
    assertThat(read("score,a\n9,x,, \n8,y\n").rows())
        .extracting(CsvText.Row::cells)
        .containsExactly(List.of("9", "x"), List.of("8", "y"));
  }

  @Test
  void shouldNotCutIfARowHasSomethingAfterTheLastColumn() {
    // R writes its row names without a name for their column: everything stands one further right.
    assertThat(read("score,comment\n1,9,\n2,8,Fine\n").rows())
        .extracting(row -> row.cells().size())
        .containsExactly(3, 3);
  }

  @Test
  void shouldAddBlankValuesOnlyForColumnsWithoutAName() {
    assertThat(read("score,a,,\n9,x\n8,y,\n7\n").rows())
        .extracting(row -> row.cells().size())
        .containsExactly(4, 4, 1);
  }

  @Test
  void shouldTakeAsManyColumnsAsASheetHasAndNoMore() {
    String header = "score" + ",x".repeat(16_383);

    assertThat(read(header + "\n").header().size()).isEqualTo(16_384);
    assertThat(problemOf(header + ",x\n", Optional.empty()).errors())
        .extracting(error -> error.field() + " " + error.rule().code())
        .containsExactly("header length");
    assertThat(problemOf(",".repeat(4_999_999), Optional.empty()).errors())
        .extracting(FieldError::field)
        .containsExactly("header");
  }

  @Test
  void shouldNotLoseTheOtherRowsToOneWithVeryManyValues() {
    assertThat(read("score,a\n9,x\n8" + ",".repeat(100_000) + "z\n7,y\n").rows())
        .extracting(row -> row.cells().size())
        .containsExactly(2, 100_001, 2);
  }

  @Test
  void shouldSayWhereAQuoteDoesNotClose() {
    for (String text : List.of("score,a\n9,\"x\n8,y\n\n", "\"score,a\n9,x\n")) {
      assertThatThrownBy(() -> read(text))
          .isInstanceOf(Problem.class)
          .hasMessageContaining("a quote does not close");
    }
  }

  @Test
  void shouldNotSplitOneColumnAtAnyDelimiter() {
    String rows = IntStream.range(0, 5).mapToObj(i -> i + "\n").reduce("", String::concat);

    assertThat(read("score\n" + rows).rows()).hasSize(5);
  }

  private static CsvFile read(String text) {
    return read(text, Optional.empty());
  }

  private static CsvFile read(String text, Optional<Delimiter> delimiter) {
    return CsvFile.read(text, delimiter, "score");
  }

  private static Problem problemOf(String text, Optional<Delimiter> delimiter) {
    try {
      read(text, delimiter);
    } catch (Problem problem) {
      return problem;
    }
    throw new AssertionError("the file was read");
  }
}
