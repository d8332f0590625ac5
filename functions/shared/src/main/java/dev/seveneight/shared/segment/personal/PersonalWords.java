package dev.seveneight.shared.segment.personal;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words of names of properties that tell whether its values identify people, in the main
 * European languages: lower case, without accents, as {@link NameWords} gives them.
 */
final class PersonalWords {
  /** Things that identify a person or a device, wherever they stand in a name. */
  static final Set<String> ANYWHERE =
      words(
          """
          email mailaddress emailadres correo courriel epost eposta sahkoposti
          phone telephone tel telefon telefono telefone telefoon telephon telefonszam puhelin fax telefax
          cell cellphone handy msisdn imei imsi gsm
          addr address addresses adresse adressen adress adres adresa direccion indirizzo endereco morada
          domicilio domicile anschrift osoite
          street strasse hausnr rue calle rua ulica straat gata gade postcode zip zipcode plz
          postleitzahl postnr ansprechpartner
          birth birthday birthdate dob born bday nacimiento cumpleanos naissance anniversaire nascita
          compleanno nascimento aniversario verjaardag urodzenia urodziny
          iban bic ssn nino nif cpf cnpj pesel nip bsn cpr cedula curp codicefiscale henkilotunnus
          rodnecislo
          passport passeport pasaporte passaporte passaporto reisepass paspoort paszport pasport
          personalausweis ausweis fuhrerschein kennzeichen licenseplate licenceplate numberplate
          creditcard debitcard kreditkarte cvv cvc
          ip ipv ipaddress uuid guid
          surname forename lastname firstname fullname username nickname familyname givenname
          vorname nachname zuname prenom surnom apellido apellidos cognome sobrenome apelido voornaam
          achternaam roepnaam imie nazwisko fornavn etternavn efternavn fornamn efternamn
          jmeno prijmeni prenume kontaktperson contactpersoon
          password passwort passwd pwd passcode passphrase motdepasse contrasena wachtwoord haslo
          senha losenord passord adgangskode apikey
          latitude latitud latitudine longitude longitudine breitengrad langengrad laengengrad
          breedtegraad lengtegraad breddegrad lengdegrad geolocation geolat geolon geolng gps
          fuehrerschein driverslicense driverslicence driverlicense drivinglicence drivinglicense
          rijbewijs prawojazdy korkort forerkort korekort
          matricula matricule matricola targa kenteken immatriculation nummernschild
          unterschrift handtekening podpis underskrift namnteckning
          ustid ustidnr steuerid partitaiva piva siret sozialversicherung
          bankverbindung bankkonto bankrekening kontoinhaber
          telemovel tlf landline telecopie telecopieur geboren gebdatum gebdat useragent
          фамилия телефон почта адрес ονομα επωνυμο τηλεφωνο διευθυνση
          """);

  /** The same, as beginnings of words: {@code geburtsort}, {@code birthplace}. */
  static final Set<String> BEGINNINGS =
      words("geburt birth geboorte fodsel fodels telefon telephon");

  /** The same, as ends of words: {@code kundennummer}, {@code hostname}. */
  static final Set<String> ENDS =
      words(
          """
          name number nummer nr email phone telefon telefoon adresse address anschrift naam navn namn
          url
          """);

  /** Words that contain one of these but identify no person, in one or in two words. */
  static final Set<String> HARMLESS_WORDS =
      words(
          """
          smartphone iphone headphone earphone microphone gramophone saxophone megaphone francophone
          anglophone lusophone softphone telefonie telefonia telefonica telephony
          curl hurl burl furl purl intel telaviv wallstreet highstreet streetfood streetwear streetart
          cellline stemcell fuelcell zipline zipfile filenameext filenameextension
          """);

  /** Words that identify something if they are the first or the last word of a name. */
  static final Set<String> FIRST_OR_LAST =
      words("id ids name nom nome nombre numero numer nimi naam navn namn nume");

  /** Words that identify something if they are the last word of a name, after another one. */
  static final Set<String> LAST = words("names no nr num nro urls uid key hash token handle");

  /** Words that identify something if they are the last word of a name, or all of it. */
  static final Set<String> LAST_OR_ALL =
      words(
          """
          mobile mobil cellulare celular movil moviles mobiel komorka mobilfunk festnetz
          whatsapp skype viber wechat telegram mail emails login secret number nummer url
          konto rekening longitud signature signatur
          """);

  /** Words that identify something if they are all of a name. */
  static final Set<String> ALL =
      words(
          """
          user usuario utilisateur benutzer utente gebruiker uid pid nick alias handle
          token session cookie fingerprint lat lng lon geo coordinates fname lname initials
          dni documento patente rib geb pin имя
          """);

  /** Pairs of words that identify a person, wherever they stand in a name. */
  static final Set<Set<String>> PAIRS =
      Set.of(
          Set.of("social", "security"),
          Set.of("securite", "sociale"),
          Set.of("seguridad", "social"),
          Set.of("national", "insurance"),
          Set.of("license", "plate"),
          Set.of("licence", "plate"),
          Set.of("number", "plate"),
          Set.of("driver", "license"),
          Set.of("driver", "licence"),
          Set.of("drivers", "license"),
          Set.of("driving", "licence"),
          Set.of("credit", "card"),
          Set.of("debit", "card"),
          Set.of("carte", "bancaire"),
          Set.of("code", "postal"),
          Set.of("codigo", "postal"),
          Set.of("codice", "postale"),
          Set.of("codice", "fiscale"),
          Set.of("kod", "pocztowy"),
          Set.of("bank", "account"),
          Set.of("vehicle", "registration"),
          Set.of("vehicle", "reg"),
          Set.of("permis", "conduire"),
          Set.of("licencia", "conducir"),
          Set.of("carnet", "conducir"),
          Set.of("carta", "conducao"),
          Set.of("carteira", "motorista"),
          Set.of("patente", "guida"),
          Set.of("prawo", "jazdy"),
          Set.of("tablica", "rejestracyjna"),
          Set.of("nr", "rejestracyjny"),
          Set.of("partita", "iva"),
          Set.of("cuenta", "bancaria"),
          Set.of("conta", "bancaria"),
          Set.of("conto", "bancario"),
          Set.of("compte", "bancaire"),
          Set.of("konto", "bankowe"),
          Set.of("rachunek", "bankowy"),
          Set.of("carta", "credito"),
          Set.of("tarjeta", "credito"),
          Set.of("cartao", "credito"),
          Set.of("carte", "credit"),
          Set.of("karta", "kredytowa"),
          Set.of("posta", "elettronica"),
          Set.of("poczta", "elektroniczna"),
          Set.of("user", "agent"),
          Set.of("contact", "person"),
          Set.of("contact", "personne"),
          Set.of("persona", "contacto"),
          Set.of("persona", "contatto"),
          Set.of("pessoa", "contato"),
          Set.of("osoba", "kontaktowa"),
          Set.of("geo", "lat"),
          Set.of("geo", "long"),
          Set.of("geo", "lng"),
          Set.of("geo", "lon"),
          Set.of("szerokosc", "geograficzna"),
          Set.of("dlugosc", "geograficzna"),
          Set.of("lat", "long"),
          Set.of("lat", "lng"),
          Set.of("lat", "lon"),
          Set.of("fecha", "nac"),
          Set.of("geb", "datum"),
          Set.of("geb", "dat"),
          Set.of("data", "ur"),
          Set.of("e", "mail"));

  /** Short words for number that identify something before a word of {@link #NUMBERED}. */
  static final Set<String> NUMBER_OF = words("no nr num nro");

  /** Words for things whose number identifies a person: {@code nr_klienta}, {@code n° client}. */
  static final Set<String> NUMBERED =
      words(
          """
          client cliente klienta klant klienten kunde kunden kund commande pedido ordine zamowienia
          dossier facture factura fattura fatura faktury contrat contrato contratto umowy adherent
          abonne socio клиента
          """);

  /** First words of names of facts about a thing, not the thing: {@code has_email}. */
  static final Set<String> ASKING = words("is has had have was via by on can did does wants uses");

  /** Last words of a name that is about a thing and does not hold it: {@code phone_model}. */
  static final Set<String> ABOUT =
      words(
          """
          type types kind model brand make maker verified confirmed valid validated opt optin optout
          in out consent permission allowed enabled active provider carrier domain status support
          plan tariff tarif tarifa tariffa taryfa policy cohort os count total campaign channel template frequency preference preferences
          version country region state city format language length quality experience satisfaction rating
          score category group level tier segment service used app known given present missing
          changed change newsletter marketing method sent opened received clicked delivered bounced
          typ tipo modell modelo modello modele marke marque marca anbieter vertrag land pays pais
          """);

  /** Words that are written together with the others. */
  private static final Set<String> COMPANIONS =
      words(
          """
          user users customer cust client clients account order member person people contact device session
          visitor employee patient guest lead ticket case transaction invoice subscriber respondent
          participant student company organization organisation org tenant external ext crm booking
          reservation response message facebook google cookie tax national social security kunden
          kunde benutzer nutzer mitarbeiter bestell vertrags rechnungs cliente utilisateur usuario
          klant gebruiker kund bruger klient home work private business office primary secondary
          main other first last full middle maiden birth date of day my your the profile photo image
          web site credit debit card cell mobile street house zip postal code city personal
          uber delivery shipping billing remote host
          """);

  /** All words into which others can be split. */
  static final Set<String> KNOWN =
      Stream.of(
              ANYWHERE,
              ENDS,
              HARMLESS_WORDS,
              FIRST_OR_LAST,
              LAST,
              LAST_OR_ALL,
              NUMBERED,
              ASKING,
              ABOUT,
              COMPANIONS)
          .flatMap(Set::stream)
          .filter(word -> word.length() > 1)
          .collect(Collectors.toUnmodifiableSet());

  private PersonalWords() {}

  private static Set<String> words(String text) {
    return Set.copyOf(new HashSet<>(Arrays.asList(text.strip().split("\\s+", -1))));
  }
}
