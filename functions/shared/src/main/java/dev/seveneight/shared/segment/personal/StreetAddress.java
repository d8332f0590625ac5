package dev.seveneight.shared.segment.personal;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Detects addresses of streets and post boxes: a number next to the name of a street, which has a
 * street word of one of the main European languages. {@code 12 Main Street}, {@code Hauptstraße 5},
 * {@code Calle Mayor 12}; but not {@code Room 12} or {@code Wall Street}.
 */
final class StreetAddress {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s,.;:()]+|(?<=\\p{L})(?=[0-9])");
  private static final Pattern HOUSE_NUMBER =
      Pattern.compile("[0-9]{1,5}[a-z]?(?:[-/][0-9]{1,4}[a-z]?)?");

  /** Polish street words that are only such with a dot: {@code al. Jerozolimskie 44}. */
  private static final Pattern WITH_DOT =
      Pattern.compile("(?<!\\p{L})(?:[aA]l|[pP]l|[oO]s)\\. ?(?=\\p{Lu})");

  private static final Pattern POST_BOX =
      Pattern.compile(
          "\\b(?:p\\.? ?o\\.? ?box|post ?box|postfach|postbus|postboks|boite postale|casella postale"
              + "|caixa postal|apartado(?: de correos| postal)?|skrytka pocztowa)[ .:]+(?:nr\\.? )?[0-9]");

  /** The most words between a street word and the number. */
  private static final int MOST_WORDS = 4;

  /** Street words that end the name of a street, with the number before it: 12 Main Street. */
  private static final Set<String> AFTER_NAME =
      Set.of(
          "street",
          "st",
          "road",
          "rd",
          "avenue",
          "ave",
          "lane",
          "boulevard",
          "blvd",
          "crescent",
          "highway",
          "parkway",
          "terrace");

  /** The same that mean other things as well: 12 Sunset Drive, but 500 GB Drive. */
  private static final Set<String> AFTER_CAPITALISED_NAME =
      Set.of("drive", "dr", "way", "court", "close", "place", "square", "gardens", "row", "hill");

  /** Street words that begin the name of a street: Calle Mayor 12, 5 rue de la Paix. */
  private static final Set<String> BEFORE_NAME =
      Set.of(
          "rue",
          "avenue",
          "av",
          "boulevard",
          "bd",
          "chemin",
          "impasse",
          "quai",
          "allee",
          "calle",
          "c/",
          "avenida",
          "avda",
          "plaza",
          "paseo",
          "camino",
          "carrer",
          "viale",
          "piazza",
          "vicolo",
          "rua",
          "travessa",
          "praca",
          "estrada",
          "ul",
          "ulica",
          "aleja",
          "aleje",
          "plac",
          "strada",
          "laan",
          "bulevardul");

  /** The same that mean other things as well: with a capital letter, or before a word with one. */
  private static final Set<String> BEFORE_NAME_CAPITALISED = Set.of("via", "place", "largo");

  /** The same that are often the first word of a text: Corso Italia 5, but Corso di laurea 2. */
  private static final Set<String> BEFORE_CAPITALISED_NAME = Set.of("corso");

  /** Words between a street word and the name: place de la Concorde. */
  private static final Set<String> FILLERS = Set.of("de", "la", "du", "des", "di", "da", "del");

  /** Street words that stand before the number: Lange Straße 5, Berliner Platz 3. */
  private static final Set<String> BEFORE_NUMBER =
      Set.of(
          "strasse",
          "str",
          "weg",
          "platz",
          "allee",
          "gasse",
          "ufer",
          "damm",
          "chaussee",
          "straat",
          "laan",
          "plein",
          "gracht",
          "kade",
          "gata",
          "gatan",
          "gate",
          "gaten",
          "gade",
          "vej",
          "vejen",
          "vei",
          "vagen",
          "veien",
          "vag",
          "markt",
          "torg",
          "torget");

  /** Ends of words that are streets: Hauptstraße 5, Storgatan 3. */
  private static final List<String> ENDS =
      List.of(
          "strasse",
          "str",
          "weg",
          "platz",
          "allee",
          "gasse",
          "damm",
          "chaussee",
          "straat",
          "laan",
          "plein",
          "gracht",
          "kade",
          "dijk",
          "gatan",
          "gata",
          "gaten",
          "gade",
          "vej",
          "vejen",
          "vagen",
          "veien",
          "torget",
          "straede");

  /** As in place d'Italie. */
  private static final Pattern ELISION = Pattern.compile("^[dDlL]['’]");

  private static final Set<String> NO_STREETS =
      Set.of(
          "arbeitsplatz",
          "parkplatz",
          "stellplatz",
          "sitzplatz",
          "stehplatz",
          "liegeplatz",
          "schlafplatz",
          "spielplatz",
          "tischplatz",
          "brigade",
          "dekade",
          "arkade",
          "kaskade",
          "blockade",
          "umweg",
          "ausweg");

  private StreetAddress() {}

  static boolean matches(String value) {
    if (value.chars().noneMatch(Character::isLetter) || !BETWEEN_WORDS.matcher(value).find()) {
      return false;
    }
    if (POST_BOX.matcher(NameWords.plain(value)).find()) {
      return true;
    }
    String[] given =
        Arrays.stream(BETWEEN_WORDS.split(WITH_DOT.matcher(value).replaceAll("ulica "), -1))
            .filter(word -> !word.isEmpty())
            .toArray(String[]::new);
    String[] words = Arrays.stream(given).map(NameWords::plain).toArray(String[]::new);
    for (int i = 0; i < words.length; i++) {
      if (HOUSE_NUMBER.matcher(words[i]).matches()
          && (isBehindStreet(given, words, i) || isBeforeStreet(given, words, i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBehindStreet(String[] given, String[] words, int number) {
    if (number == 0) {
      return false;
    }
    String before = words[number - 1];
    if ((number >= 2 && BEFORE_NUMBER.contains(before)) || isStreet(before)) {
      return true;
    }
    // A street word, at least one word of a name, and the number.
    for (int i = number - 2; i >= Math.max(0, number - 1 - MOST_WORDS); i--) {
      if (beginsStreet(given, words, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBeforeStreet(String[] given, String[] words, int number) {
    if (number + 2 >= words.length) {
      return false;
    }
    // As in 5 bis, rue de la Paix.
    boolean hasAddition = words[number + 1].equals("bis") || words[number + 1].equals("ter");
    int next = hasAddition ? number + 2 : number + 1;
    if (next + 1 < words.length && beginsStreet(given, words, next)) {
      return true;
    }
    for (int i = number + 2; i <= Math.min(words.length - 1, number + 1 + MOST_WORDS); i++) {
      if (AFTER_NAME.contains(words[i])
          || (AFTER_CAPITALISED_NAME.contains(words[i]) && isName(given[i - 1]))) {
        return true;
      }
    }
    return false;
  }

  /** Whether the word at a place, which is not the last one, begins the name of a street. */
  private static boolean beginsStreet(String[] given, String[] words, int place) {
    return BEFORE_NAME.contains(words[place])
        || (BEFORE_NAME_CAPITALISED.contains(words[place])
            && (isName(given[place]) || isBeforeName(given, words, place)))
        || (BEFORE_CAPITALISED_NAME.contains(words[place]) && isBeforeName(given, words, place));
  }

  /** Whether the next word that is no filler begins with a capital letter. */
  private static boolean isBeforeName(String[] given, String[] words, int place) {
    int next = place + 1;
    while (next < words.length && FILLERS.contains(words[next])) {
      next++;
    }
    return next < words.length && isName(ELISION.matcher(given[next]).replaceFirst(""));
  }

  private static boolean isStreet(String word) {
    return !NO_STREETS.contains(word)
        && ENDS.stream().anyMatch(end -> word.length() > end.length() + 1 && word.endsWith(end));
  }

  /** Whether a word begins with a capital letter and goes on with small ones. */
  private static boolean isName(String word) {
    return word.length() >= 2
        && Character.isUpperCase(word.charAt(0))
        && Character.isLowerCase(word.charAt(1));
  }
}
