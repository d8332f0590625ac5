package dev.seveneight.shared.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
  private static final List<UnaryOperator<String>> ALL =
      List.of(
          PlainText::comment,
          PlainText::line,
          PlainText::value,
          PlainText::identifier,
          PlainText::address);

  @Test
  void shouldBreakTheLinesOfCommentsAtVerticalTabsAndFormFeeds() {
    assertThat(PlainText.comment(" a\u000Bb\fc\u0085d\r\n\te ")).isEqualTo(" a\nb\nc\nd\r\n\te ");
  }

  @Test
  void shouldRemoveOtherControlCharacters() {
    assertThat(PlainText.comment("a\u0000b\u001Bc\u007Fd\u0090e")).isEqualTo("abcde");
    assertThat(PlainText.line("a\u0000b\u001Bc\u007Fd\u0090e")).isEqualTo("abcde");
    assertThat(PlainText.value("a\u0000b\u001Bc\u007Fd\u0090e")).isEqualTo("abcde");
  }

  @Test
  void shouldPutBlanksForVerticalTabsAndFormFeedsInValues() {
    assertThat(PlainText.line("a\u000Bb\fc")).isEqualTo("a b c");
    assertThat(PlainText.value("a\u000Bb\fc")).isEqualTo("a b c");
  }

  @Test
  void shouldMakeOneLineOfAName() {
    assertThat(PlainText.line("How\r\nlikely\nare\tyou\rto\u2028say\u0085so"))
        .isEqualTo("How likely are you to say so");
  }

  @Test
  void shouldKeepTheLinesOfAValueAndEndThemAllAlike() {
    assertThat(PlainText.value("1 High Street\r\nAcme\rTown\u2028X\n\tY\u0085Z"))
        .isEqualTo("1 High Street\nAcme\nTown\nX\n\tY\nZ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ", "\u00A0", "\u2007", "\u202F", "\u200B", "\u2060", "\uFEFF", "\u180E", "\u00AD",
        "\u200E", "\u200F", "\u202A", "\u2069", "\u200C", "\u200D", "\u3000", "\u2003", "\t", "\n",
        "\r", "\u034F", "\u3164", "\u2800"
      })
  void shouldTrimWhatNobodySees(String invisible) {
    String text = invisible + "Pro" + invisible;

    assertThat(PlainText.line(text)).isEqualTo("Pro");
    assertThat(PlainText.value(text)).isEqualTo("Pro");
    assertThat(PlainText.identifier(text)).isEqualTo("Pro");
    assertThat(PlainText.address(text)).isEqualTo("Pro");
    assertThat(PlainText.isBlank(invisible + invisible)).isTrue();
    assertThat(PlainText.isBlank(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00A0", "\u2007", "\u202F"})
  void shouldTakeANoBreakSpaceForABlank(String space) {
    String text = "Acme" + space + "Inc";

    assertThat(PlainText.line(text)).isEqualTo("Acme Inc");
    assertThat(PlainText.value(text)).isEqualTo("Acme Inc");
    assertThat(PlainText.identifier(text)).isEqualTo("Acme Inc");
    assertThat(PlainText.address(text)).isEqualTo("AcmeInc");
    assertThat(PlainText.comment(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u200B", "\u2060", "\uFEFF", "\u180E", "\u00AD", "\u200E", "\u202E"})
  void shouldRemoveInvisibleCharactersInside(String invisible) {
    String text = "Ac" + invisible + "me";

    assertThat(PlainText.line(text)).isEqualTo("Acme");
    assertThat(PlainText.value(text)).isEqualTo("Acme");
    assertThat(PlainText.identifier(text)).isEqualTo("Acme");
    assertThat(PlainText.address(text)).isEqualTo("Acme");
    assertThat(PlainText.comment(text)).isEqualTo(text);
  }

  @Test
  void shouldKeepJoinersInsideValuesBecauseTheyAreSpelling() {
    String wish = "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645";
    String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
    String scotland =
        "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC73\uDB40\uDC63\uDB40\uDC74\uDB40\uDC7F";
    String heart = "\u2764\uFE0F";

    for (String text : List.of(wish, family, scotland, heart)) {
      assertThat(PlainText.line(text)).isEqualTo(text);
      assertThat(PlainText.value(text)).isEqualTo(text);
      assertThat(PlainText.comment(text)).isEqualTo(text);
    }
    assertThat(PlainText.identifier("a\u200Cb\u200Dc")).isEqualTo("abc");
  }

  @Test
  void shouldComposeWhatTwoCharactersSpell() {
    String two = "Cafe\u0301";
    String hidden = "Cafe\u200B\u0301";

    for (UnaryOperator<String> rule : ALL) {
      assertThat(rule.apply(two)).isEqualTo("Caf\u00E9");
    }
    assertThat(PlainText.line(hidden)).isEqualTo("Caf\u00E9");
    assertThat(PlainText.identifier(hidden)).isEqualTo("Caf\u00E9");
  }

  @Test
  void shouldLeaveControlCharactersInIdsToBeRejected() {
    assertThat(PlainText.identifier("a\u000Bb\n")).isEqualTo("a\u000Bb");
    assertThat(PlainText.identifier("\u001Fa\f")).isEqualTo("\u001Fa\f");
    assertThat(PlainText.address("a\tb")).isEqualTo("a\tb");
  }

  @Test
  void shouldPassHalfCharactersOnToBeRejected() {
    for (UnaryOperator<String> rule : ALL) {
      assertThat(rule.apply("a\uD800b\u0301\uDC00c")).contains("\uD800").contains("\uDC00");
    }
  }

  @Property
  void shouldReturnItsOwnResultUnchanged(@ForAll("texts") String text) {
    for (UnaryOperator<String> rule : ALL) {
      String once = rule.apply(text);

      assertThat(rule.apply(once)).isEqualTo(once);
    }
  }

  @Property
  void shouldReturnNormalizedText(@ForAll("texts") String text) {
    for (UnaryOperator<String> rule : ALL) {
      assertThat(Normalizer.isNormalized(rule.apply(text), Normalizer.Form.NFC)).isTrue();
    }
  }

  @Property
  void shouldSpellAValueAndItsLineAlikeButForTheBreaks(@ForAll("texts") String text) {
    assertThat(PlainText.line(PlainText.value(text))).isEqualTo(PlainText.line(text));
  }

  @Property
  void shouldReturnNothingOfWhatIsBlank(@ForAll("texts") String text) {
    assertThat(PlainText.value(text).isEmpty()).isEqualTo(PlainText.isBlank(text));
    assertThat(PlainText.line(text).isEmpty()).isEqualTo(PlainText.isBlank(text));
  }

  @Property
  void shouldNotChangeLettersAndDigits(@ForAll("ascii") String text) {
    for (UnaryOperator<String> rule : ALL) {
      assertThat(rule.apply(text)).isEqualTo(text);
    }
  }

  @Provide
  static Arbitrary<String> ascii() {
    return Arbitraries.strings().withCharRange('!', '~');
  }

  /** Texts that are mostly made of what the rules are about. */
  @Provide
  static Arbitrary<String> texts() {
    return Arbitraries.frequencyOf(
            Tuple.of(
                3,
                Arbitraries.of(
                        '\n', '\r', '\t', '\u000B', '\f', '\u0000', '\u001F', '\u0085', '\u00A0',
                        '\u00AD', '\u200B', '\u200C', '\u200D', '\u2028', '\u2060', '\uFEFF',
                        '\u3000', '\u3164', '\u034F', ' ')
                    .map(String::valueOf)),
            Tuple.of(
                2,
                Arbitraries.of(
                    "\u0301",
                    "\u0323",
                    "\u1100",
                    "\u1161",
                    "\u11A8",
                    "e",
                    "o",
                    "\u212B",
                    "\u2000",
                    "\uFB1D",
                    "\uD834\uDD60",
                    "\uD83D\uDE00",
                    "\uD800",
                    "\uDC00")),
            Tuple.of(1, Arbitraries.chars().all().map(String::valueOf)))
        .list()
        .ofMaxSize(20)
        .map(parts -> String.join("", parts));
  }
}
