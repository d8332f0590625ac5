package dev.seveneight.shared.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
  private static final Supplier<Optional<String>> NO_COUNTRY = Optional::empty;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jo@example.com",
        " JO@Example.com\n",
        "\u00A0jo@example.com",
        "jo@exam\u00A0ple.com",
        "\uFEFFjo@example.com\u200B",
        "j\u200Bo@example\u2060.com",
        "jo\u00AD@example.com",
        "<jo@example.com>",
        "< jo@example.com >",
        "\u200B<jo@example.com>\u00A0",
        "mailto:jo@example.com",
        "MailTo:jo@example.com",
        "mailto: jo@example.com",
        "<mailto:jo@example.com>",
        "mailto:jo@example.com?subject=Hello",
        "mailto:jo%40example.com",
        "mailto://jo@example.com",
        "jo@example.com\uFE0F",
        "j\u034Fo@example.com",
        "jo@example\u2800.com",
        "jo@exam\u3164ple.com",
        "\uDB40\uDC01jo@example.com",
      })
  void shouldReadTheSameAddress(String text) {
    assertThat(Identity.email(text)).contains(new Identity(Identity.Kind.EMAIL, "jo@example.com"));
  }

  @Test
  void shouldComposeTheCharactersOfAnAddress() {
    assertThat(Identity.email("J\u030Co@example.com"))
        .isEqualTo(Identity.email("\u01F0o@example.com"));
    assertThat(Identity.email("jose\u0301@example.com"))
        .isEqualTo(Identity.email("jos\u00E9@example.com"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "jo",
        "jo@",
        "jo@example",
        "j\u2003o@example.com",
        "jo@example\u3000.com",
        "jo@example.com,",
        "jo@example.com;",
        "\"jo@example.com\"",
        "(jo@example.com)",
        "jo@example.com?x.y",
        "jo@example.com/x.y",
        "jo@example..com",
        "jo@.example.com",
        "jo b@example.com",
        "<>",
        "mailto:",
        "a@b@c.de",
        "Jo <jo@example.com>",
        "<jo@example.com",
        "jo\u000B@example.com"
      })
  void shouldReadNoAddress(String text) {
    assertThat(Identity.email(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a 17", "a\u00A017", " a 17 ", "\uFEFFa 17\u200D", "a\u200B 17"})
  void shouldReadTheSameExternalId(String text) {
    assertThat(Identity.externalId(text)).contains(new Identity(Identity.Kind.EXTERNAL_ID, "a 17"));
  }

  @Test
  void shouldReadNoExternalIdOfABlankText() {
    assertThat(Identity.externalId("\u00A0\u200B")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+4930901820",
        "+49 (0)30 901820",
        "0049 30 901820",
        "(0049) 30 901820",
        "00\u00A04930901820",
        "\uFEFF+49\u00A030\u202F901820",
        "\uFF0B4930901820",
        "00 49 30 901820"
      })
  void shouldReadTheSamePhoneNumberInEveryCountry(String text) {
    Identity number = new Identity(Identity.Kind.PHONE_NUMBER, "+4930901820");

    assertThat(Identity.phoneNumber(text, NO_COUNTRY)).contains(number);
    assertThat(Identity.phoneNumber(text, () -> Optional.of("DE"))).contains(number);
    assertThat(Identity.phoneNumber(text, () -> Optional.of("US"))).contains(number);
  }

  @ParameterizedTest
  @CsvSource({
    "DE, 030 901820, +4930901820",
    "DE, 030/901820, +4930901820",
    "GB, 020 7946 0958, +442079460958",
    "US, (415) 555-0100, +14155550100",
    "US, 14155550100, +14155550100",
    "US, 14155550100.0, +14155550100",
    "IT, 06 6988 4857, +390669884857",
  })
  void shouldReadANumberOfTheDefaultCountry(String country, String text, String number) {
    assertThat(Identity.phoneNumber(text, () -> Optional.of(country)))
        .contains(new Identity(Identity.Kind.PHONE_NUMBER, number));
    assertThat(Identity.phoneNumber(text, NO_COUNTRY)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "DE, +49 30 901820 (mobile)",
    "DE, +49 30 901820 ext 5",
    "DE, +49 30 901820 x12",
    "DE, 030 CALL NOW",
    "US, 1-800-FLOWERS",
    "US, 555-0100",
    "US, 1.41556E+10",
    "US, n/a",
    "US, 0",
    "DE, 00",
    "DE, 12345",
    // A number of the United States that has lost its plus sign is no German one.
    "DE, 14155550100",
  })
  void shouldNotGuessANumber(String country, String text) {
    assertThat(Identity.phoneNumber(text, () -> Optional.of(country))).isEmpty();
  }

  @Test
  void shouldKnowCountries() {
    assertThat(Identity.isCountry("DE")).isTrue();
    assertThat(Identity.isCountry("ZZ")).isFalse();
    assertThat(Identity.isCountry("de")).isFalse();
  }
}
