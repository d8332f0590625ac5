package dev.seveneight.shared.segment.personal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalNamesTest {
  private static final String PERSONAL =
      """
      id, ID, user_id, userid, userId, UserID, USERID, customer_id, CustomerID, customer id, orderId,
      order-id, order.id, account_id, device_id, sessionid, id_cliente, idClient, Kunden-ID, ids,
      customer ids, external_id, crm_id, company_id, video_id, ad id, firebase_uid, uuid, guid, UUID2,
      name, Name, first_name, firstname, FirstName, first name 2, lastname, surname, full name,
      username, user name, userName2, nickname, company name, hostname, customer_name_1, Vorname,
      Nachname, Kundenname, Familienname, nom, prénom, Nom de famille, nom_client, nombre,
      nombre completo, nombre_y_apellidos, apellidos, nome, nome cliente, cognome, sobrenome, voornaam,
      achternaam, klantnaam, imię, nazwisko, fornavn, etternavn, Förnamn, efternamn, příjmení,
      initials, fname, lname, name of customer,
      email, E-Mail, e_mail, eMail, E-Mail Email, email2, EMAIL_1, emailaddress, email-address,
      useremail, contact_email, work email, mail, e mail, E-Mail-Adresse, Mailadresse,
      correo electrónico, courriel, e-post, adresse e-mail, sähköposti, emails,
      phone, Phone2, phone_number, phonenumber, work phone, homephone, phone home, telephone, Téléphone,
      telefon, Telefonnummer, Mobiltelefon, Telefonszám, telefono, teléfono, telefone, telefoon, tel,
      Tel., TelNr, mobile, Mobile 1, mobile_phone, mobile_no, mobilenumber, work mobile, móvil, celular,
      cellulare, cell, cellphone, Handy, Handynummer, fax, telefax, msisdn, imei, whatsapp, gsm,
      address, Address 1, address_line_2, street_address, billingAddress, ip address, ipaddress, Adresse,
      Anschrift, adres, adresa, dirección, indirizzo, endereço, morada, domicile, Straße, strasse, street,
      rue, calle, Hausnummer, house number, zip, zip code, zipcode, postcode, post code postal, postal code,
      code postal, código postal, PLZ, Postleitzahl, postnummer,
      birthday, Birthday 2, birth_date, birthdate, dateofbirth, date of birth, DOB, year_of_birth,
      Geburtstag, Geburtsdatum, geburtsort, birthplace, date de naissance, fecha_nacimiento,
      fecha de nacimiento, cumpleaños, data di nascita, data de nascimento, geboortedatum, verjaardag,
      data urodzenia, fødselsdato, födelsedatum,
      iban, IBAN 1, customer_iban, bic, ssn, SSN_last4, social security number, socialsecurity,
      national insurance, nino, NIF, DNI, cpf, pesel, bsn, personnummer, fødselsnummer, codice fiscale,
      codicefiscale, Sozialversicherungsnummer, Steuernummer, tax_id, taxid, vat number,
      passport, passport_no, passeport, pasaporte, Reisepass, Personalausweis, driver license,
      driving_licence, license plate, licenseplate, Kennzeichen, credit_card, creditcard, card number,
      Kreditkarte, carte bancaire, cvv,
      ip, IP, client_ip, ClientIP, ipv4, ip2, user, username, login, user login, password, Passwort, token,
      session_token, api_key, cookie, lat, lng, latitude, longitude, signature,
      Order Number, ordernumber, order_no, invoice nr, Kundennummer, Kunden-Nr., Rechnungsnummer,
      customer number, number, numero_cliente, numéro de client, seat number, url, profileUrl, profile url,
      website URL, signup_url, телефон, адрес,
      addr, ipaddr, custid, cust_id, bank account, given_names, fecha_nac, geb_datum, data_ur, postnr,
      Ansprechpartner, lat_long, gps_location, vehicle_reg, documento, customerEmail, tel_no, cc_number,
      IP-Adresse, Straße + Hausnr., device_uuid, photo_url, membership_number, num_tel, nr_telefonu,
      permis de conduire, licencia de conducir, patente, rijbewijs, prawo jazdy, körkort, korkort,
      førerkort, forerkort, Führerschein, matrícula, matricula, targa, kenteken, immatriculation,
      tablica rejestracyjna, Unterschrift, handtekening, podpis, underskrift, signatur,
      customer_signature, pwd, passcode, secret, client_secret, apikey, lösenord, losenord, senha,
      latitud, longitud, Breitengrad, Längengrad, Laengengrad, geo_lat, geo_lng, ustid, UStID, UStIdNr,
      steuerid, SteuerID, partita iva, siret, SVNR, RVNR, Sozialversicherung, Sozialversicherungsnr,
      konto, kontonr, Konto-Nr., Bankverbindung, bankkonto, cuenta bancaria, compte bancaire, rekening,
      carta di credito, tarjeta de crédito, RIB, telemóvel, telemovel, móviles, moviles, tlf, tlfnr,
      Mobilfunk, Festnetz, landline, Mitgliedsnr, nr klienta, no cliente, nº cliente, n° client,
      N° Client, № клиента, nºcliente, postanschrift, Lieferanschrift, télécopie, telecopie,
      posta elettronica, geboren, geb., user agent, userAgent, user_agent, skype, contact person,
      contactperson, ｅｍａｉｌ, еmail, emаil, usеr_plan, сity, ρlan, wall_street_id, intel_id
      """;

  private static final String HARMLESS =
      """
      plan, Plan, plan 2024, country, Country Code, city, City 2, region, state, industry, product,
      product_line, version, app_version, ip_version, team, tier, segment, store, shop, branch, account_type,
      accountType, account manager role, device, device_type, deviceType, browser, gender, sex, age,
      age_group, ageGroup, platform, valid, VALID, is_valid, paid, Paid, PAID, prepaid, unpaid, candidate,
      hotel, Hotel, room, floor, android, android_version, madrid, hybrid, grid, solid, rapid, covid, fluid,
      bid, raid, avoid, liquid, asteroid, candid, Airline, ideas, names per year, phone model, phone_brand,
      smartphone, iPhone, iPhone model, headphone, microphone, phone plan, phone_verified, has_phone,
      email_verified, emailVerified, email_opt_in, email consent, email_domain, has_email, is_mobile,
      mobile_app, mobile device, mobileApp, isMobile, mobile os, via email, address_verified, number_of_seats,
      number of employees, nombre_de_places, nombre d'employés, größe, Größe, taille, tamaño, dimensione,
      pays, país, Land, land, kraj, ville, ciudad, Stadt, Ort, région, Branche, sector, secteur, settore,
      language, lang, currency, channel, source, medium, campaign, utm_source, utm_medium, campaign_type,
      cohort, wave, quarter, month, year, weekday, signup month, role, position, title, department, Abteilung,
      service, category, kategorie, catégorie, categoría, type, typ, tipo, kind, size, company_size, employees,
      seats, seat count, license, license_type, subscription, subscription_status, trial, is_trial, status,
      stage, lifecycle stage, priority, level, group, class, grade, course, school type, university, faculty,
      event, venue, destination, origin, airport, route, cabin, fare class, carrier, vendor, supplier, brand,
      model, make, color, colour, os, operating system, screen, network, isp type, warehouse, agent, queue,
      topic, reason, feature, module, experiment, variant, ab_test, p10, Q1, Q7, a, zone, Area, Bakery,
      membership, loyalty tier, leadership, relationship, zipline, tip, trip, trip type, vip, ship, shipment,
      payment_method, payment type, card_type, delivery option, shipping method, order_type, order status,
      purchase frequency, price band, revenue band, discount, contract type, contract, tariff, tarif, Tarif,
      Vertrag, abonnement, forfait, abonnement type, customer_type, customer since, customer, user_type,
      user role, new user type, visit type, visit reason, doctor specialty, treatment, insurance type,
      nationality, education, income band, marital status, household, occupation, hobby, sport, season, weather,
      temperature, padres, Teilnahme, Einnahmen, Halle, inside, domain, mainland, passenger class, passage,
      anno fiscale, exercice fiscal, dni_od_zakupu, sin_contrato, nie_genutzt, timeline, deadline, keyboard,
      monkey, turkey, hash browns, noon, domino, casino, question 1, page, section, satisfaction, nps_group,
      email_client_type, phone_os, ip_type, payment_status, login_count, signup_source, referrer, timezone,
      employee_count, first_contact_resolution, uses_mobile_app, opt_in, newsletter, bundesland, Altersgruppe,
      Geschlecht, magasin, edad, tienda, negozio, loja, winkel, bransje, identity_verified, period, said,
      midsize, residential, kids, considered, holiday, resident, president, humid, plaid, renamed, tournament,
      dynamic, phonetics, emailing, mobility, automobile, Immobilien, nominal, economy, hotkey,
      intel, Intel, intel_cpu, hurl, tel_aviv, Tel Aviv, tel_aviv_office, telefontarif, Telefon-Tarif,
      Mobilfunktarif, mobilfunk_anbieter, Festnetzvertrag, wall_street, wall_street_branch, street_food,
      streetFood, cell_line, zip_line, password_policy, birth_cohort, filename_ext, uses_skype, has_konto,
      konto_typ, no_show, no contract, nr of seats, num_seats, secret_menu, ribs, spare_rib, agent_team,
      город, plan_план, temperature_°C, µ, πλάνο
      """;

  static List<String> personal() {
    return listed(PERSONAL);
  }

  static List<String> harmless() {
    return listed(HARMLESS);
  }

  private static List<String> listed(String names) {
    return Arrays.stream(names.split("[,\n]", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("personal")
  void shouldSeeNamesOfWhatIdentifiesAPerson(String name) {
    assertThat(PersonalNames.contains(name)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void shouldLetOtherNamesBe(String name) {
    assertThat(PersonalNames.contains(name)).isFalse();
  }

  @Test
  void shouldBeTestedWithManyNamesOfBothKinds() {
    assertThat(personal()).hasSizeGreaterThan(150);
    assertThat(harmless()).hasSizeGreaterThan(150);
  }

  @ParameterizedTest
  @MethodSource("personal")
  void shouldNotDependOnCase(String name) {
    if (!name.equals("eMail") && !name.equals("TelNr")) {
      assertThat(PersonalNames.contains(name.toLowerCase(Locale.ROOT))).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "1", "_", "😀", "中文", "\n"})
  void shouldTakeNamesWithoutWords(String name) {
    assertThat(PersonalNames.contains(name)).isFalse();
  }

  @Test
  void shouldJudgeLongNamesQuickly() {
    String name = "id".repeat(20) + "x".repeat(10);
    long begun = System.nanoTime();
    for (int i = 0; i < 1_000; i++) {
      assertThat(PersonalNames.contains(name)).isFalse();
    }
    assertThat(System.nanoTime() - begun).isLessThan(5_000_000_000L);
  }
}
