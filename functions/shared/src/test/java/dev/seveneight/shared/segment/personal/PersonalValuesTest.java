package dev.seveneight.shared.segment.personal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PersonalValuesTest {
  private static final String PERSONAL =
      """
      jo@example.com
      @jo
      see me @ home
      1234567
      00123456789
      ４１５５５５０１００
      ٠١٢٣٤٥٦٧٨٩
      +49 30 901820
      +4930901820
      +1 (415) 555-0100
      (415) 555-0100
      415-555-0100
      415.555.0100
      1-415-555-0100
      +33 6 12 34 56 78
      06 12 34 56 78
      06.12.34.56.78
      030 901820
      030/901820
      (030) 901820
      0171 1234567
      0049 30 901820
      020 7946 0958
      612 345 678
      91 123 45 67
      8 800 555 35 35
      (11) 98765-4321
      (0)171 1234567
      urn:uuid:123e4567-e89b-12d3-a456-426614174000
      IT60X0542811101000000123456
      Hauptstraße5
      Hauptstr.5
      Neuer Markt 5
      Strandvejen 100
      350 Fifth Ave
      Flat 3, 12 High Street
      22 33 44 55
      +47 22 33 44 55
      Tel. 030 901820
      tel: 901 82 00
      phone +49-30-901820
      call +49 30 901820 please
      +49‑30‑901820
      DE89 3704 0044 0532 0130 00
      DE89370400440532013000
      de89370400440532013000
      GB29 NWBK 6016 1331 9268 19
      FR1420041010050500013M02606
      NL91ABNA0417164300
      4111 1111 1111 1111
      4111-1111-1111-1111
      4111111111111111
      3782 822463 10005
      192.168.1.10
      10.0.0.1
      8.8.8.8
      8.8.8.8:443
      10.0.0.0/8
      2001:db8::1
      2001:0db8:0000:0000:0000:ff00:0042:8329
      ::1
      fe80::1%eth0
      [2001:db8::1]:443
      ::ffff:192.0.2.128
      00:1A:2B:3C:4D:5E
      00-1a-2b-3c-4d-5e
      550e8400-e29b-41d4-a716-446655440000
      {550E8400-E29B-41D4-A716-446655440000}
      550e8400e29b41d4a716446655440000
      1985-04-12
      1985/04/12
      1985-04-12T00:00:00Z
      1985-04-12 00:00
      12.04.1985
      12.4.1985
      12/04/1985
      4/12/1985
      12-04-1985
      12/04/85
      12.04.85
      03.11.79
      1.1.1900
      31.12.2015
      12 April 1985
      12. April 1985
      April 12, 1985
      April 12th, 1985
      12-Apr-1985
      5 mars 1985
      1er août 1985
      5 de mayo de 1985
      12 mei 1985
      3 kwietnia 1985
      12 Main Street
      12 Main St.
      221B Baker Street
      221b baker street, London
      1600 Pennsylvania Avenue
      5 Sunset Drive
      7 Old Mill Lane, Leeds
      10 Downing St
      Hauptstraße 5
      Hauptstrasse 12a
      Bahnhofstr. 12
      Lange Straße 5, 10115 Berlin
      Berliner Platz 3
      Marktplatz 1
      Lindenallee 7
      Kirchweg 3-5
      12 rue de la Paix
      5 bis, rue Victor Hugo
      10 place Bellecour
      12, avenue des Champs
      Calle Mayor 12
      Calle de Alcalá, 45
      C/ Mayor 3
      Avenida da Liberdade 110
      Rua Augusta 100
      Via Roma 10
      Piazza Navona 3
      Viale Europa, 22
      Kerkstraat 12
      Prinsengracht 263
      Laan van Meerdervoort 50
      ul. Długa 5
      ulica Nowy Świat 15
      Storgatan 3
      Nørregade 10
      Karl Johans gate 5
      Vesterbro torv, Nygade 4
      8 (495) 123-45-67
      8-495-123-45-67
      11 91234-5678
      11 3123-4567
      612 34 56 78
      IBAN DE89 3704 0044 0532 0130 00
      IBAN: DE89370400440532013000
      IBAN:DE89370400440532013000
      Visa 4111 1111 1111 1111
      geb. 12.04.1985
      geboren am 12.04.1985
      born 12 April 1985
      DOB: 1985-04-12
      Fri, 12 Apr 1985
      Friday, April 12, 1985
      10 place de la Concorde
      12 place d'Italie
      Corso Italia 5
      Corso di Porta Romana 5
      al. Jerozolimskie 44
      Al. Jerozolimskie 44
      os. Słoneczne 5
      PO Box 123
      P.O. Box 123
      Postfach 12 34
      Boîte postale 5
      001a.2b3c.4d5e
      123-45-6789
      850412-1234
      850412+1234
      19850412-1234
      120485-1234
      RSSMRA85M01H501Z
      rssmra85m01h501z
      123.456.789-09
      AB123456C
      AB 12 34 56 C
      48.8566,2.3522
      48.8566, 2.3522
      -33.8688 151.2093
      48.8566° N, 2.3522° E
      #1234567
      -1234567
      (1234567)
      No. 1234567
      Nr 1234567
      nº 1234567
      n° 1234567
      № 1234567
      Número 1234567
      ID: 1234567
      """;

  private static final String HARMLESS =
      """
      pro
      Pro 2024
      pro-2
      Basic 100
      Plan 500
      Tier 1
      10.2.1
      1.0
      v2.14.0
      17.4.1
      120.0.6099.130
      10.0.19045.1234
      2024.1
      1.2.3-beta.4
      SKU-12345
      AB-1234567
      A1B2C3
      X100-200
      iPhone 15 Pro
      Room 12
      B737-800
      ThinkPad X1
      10.15.7
      SKU 00-123
      LH 400
      > 1 000 000
      1.234.567
      1,234,567.89
      1234567.89
      0.1234567
      12.4.85
      12.4.85-1
      Corso di laurea 2
      corso base 2
      SKU 1234567
      V 1.2.3
      1234.5678.9012
      1.25, 2.50
      10.000, 20.000
      100000-5000
      Q3 2026
      geb. 12.04.2026
      2 place de parking
      al 44
      OS Android 14
      Box 123
      No. 5
      #12345
      -12345
      ABC123456
      Platz 5
      Highway 101
      2 Street Food
      1h 30m
      Floor 3
      Gate B12
      Building 5
      Halle 5
      Parkplatz 3
      Brigade 5
      24/7
      365
      2026
      1985
      1985-04
      04/1985
      April 1985
      2019-2020
      2026-11-01
      01.11.2026
      2026-11-01T10:00:00Z
      1 November 2026
      Q1 2026
      2026-W12
      10:30
      10:30:00
      08:00-17:00
      1-10
      11-50
      51-200
      201-500
      501-1000
      1001-5000
      1000-4999
      5001-10000
      10,000+
      10001+
      1 000 000
      1.000.000
      1,000,000
      100 000 000
      €100-200
      18-24
      65+
      3.5
      0.123456
      123456
      12.5
      -5
      +5
      UTC+01:00
      50%
      5 stars
      Wall Street
      5th Avenue
      Main Street
      500 GB Drive
      1 TB Drive
      2 way
      Way 3
      Route 66
      Spring 2026
      Monitoring 2
      via email 2
      place 2
      place in 2024
      Team 7
      Wave 3
      Group 12 B
      ISO 27001
      802.11
      Windows 11
      Android 14
      macOS 14.2.1
      DE
      DE12
      EUR 50
      B2B
      4K
      Level 3, North
      7-Eleven
      Studio 54
      Chapter 12
      GPT-4
      100Mbit
      16:9
      1920x1080
      1/2
      12/24
      2/3/4
      A::B
      Module::1
      ab:cd
      not known 0
      00
      true
      größe+
      """;

  static List<String> personal() {
    return PERSONAL.lines().toList();
  }

  static List<String> harmless() {
    return HARMLESS.lines().toList();
  }

  @ParameterizedTest
  @MethodSource("personal")
  void shouldSeeValuesThatIdentifyAPerson(String value) {
    assertThat(PersonalValues.contains(value)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void shouldLetOtherValuesBe(String value) {
    assertThat(PersonalValues.contains(value)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("personal")
  void shouldNotBeMisledByBlanksAround(String value) {
    assertThat(PersonalValues.contains("  " + value + "\n")).isTrue();
  }

  @Test
  void shouldCheckTheDigitsOfAnIban() {
    assertThat(PersonalValues.isIban("DE89370400440532013000")).isTrue();
    assertThat(PersonalValues.isIban("DE88370400440532013000")).isFalse();
  }

  @Test
  void shouldCheckTheDigitsOfACard() {
    assertThat(PersonalValues.isCard("4111 1111 1111 1111")).isTrue();
    assertThat(PersonalValues.isCard("4111 1111 1111 1112")).isFalse();
  }

  @Property
  void shouldTakeAnyText(@ForAll @StringLength(max = 50) String value) {
    assertThat(PersonalValues.contains(value)).isIn(true, false);
  }

  @Test
  void shouldJudgeHostileValuesQuickly() {
    Random random = new Random(1);
    List<String> alphabets = List.of("0", "0 -", "0.", ":0a", "0/ .-()+", "a 0", "1 str");
    long begun = System.nanoTime();
    for (int i = 0; i < 10_000; i++) {
      String alphabet = alphabets.get(i % alphabets.size());
      StringBuilder value = new StringBuilder();
      for (int j = 0; j < 49; j++) {
        value.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(PersonalValues.contains(value + "x")).isIn(true, false);
    }
    assertThat(System.nanoTime() - begun).isLessThan(10_000_000_000L);
  }
}
