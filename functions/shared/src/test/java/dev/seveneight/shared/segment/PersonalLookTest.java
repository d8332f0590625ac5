package dev.seveneight.shared.segment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalLookTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "CustomerID",
        "user_id",
        "E-Mail Email",
        "work phone",
        "Name",
        "first_name",
        "profileUrl",
        "Order Number",
        "a@b",
        "locale",
        "Thank_You_Message",
        "question_product_name",
        "delighted_email_subject"
      })
  void shouldSeeNamesThatLookPersonalOrSayNothingAboutWhoAnswers(String name) {
    assertThat(PersonalLook.ofName(name)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plan",
        "Airline",
        "country",
        "ideas",
        "names per year",
        "phone model",
        "größe",
        ""
      })
  void shouldLetOtherNamesBeDimensions(String name) {
    assertThat(PersonalLook.ofName(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jo@example.com", "@", "see me @ home"})
  void shouldSeeAddressesAsPersonal(String value) {
    assertThat(PersonalLook.ofValue(value)).isPresent();
  }

  @Test
  void shouldTakeFiftyCharactersAsAValueAndFiftyOneAsFreeText() {
    assertThat(PersonalLook.ofValue("x".repeat(50))).isEmpty();
    assertThat(PersonalLook.ofValue("x".repeat(51))).isPresent();
    assertThat(PersonalLook.ofName("x".repeat(51))).isPresent();
  }

  @Test
  void shouldCountCharactersAsPeopleDo() {
    assertThat(PersonalLook.ofValue("😀".repeat(50))).isEmpty();
    assertThat(PersonalLook.ofValue("😀".repeat(51))).isPresent();
  }

  @Test
  void shouldNotDependOnTheMachinesLanguage() {
    // In Turkish the small letter of I is another one than in all other languages.
    assertThat(PersonalLook.ofName("CUSTOMERID")).isPresent();
  }
}
