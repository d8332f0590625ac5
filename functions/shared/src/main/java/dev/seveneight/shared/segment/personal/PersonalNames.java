package dev.seveneight.shared.segment.personal;

import static dev.seveneight.shared.segment.personal.PersonalWords.ABOUT;
import static dev.seveneight.shared.segment.personal.PersonalWords.ALL;
import static dev.seveneight.shared.segment.personal.PersonalWords.ANYWHERE;
import static dev.seveneight.shared.segment.personal.PersonalWords.ASKING;
import static dev.seveneight.shared.segment.personal.PersonalWords.BEGINNINGS;
import static dev.seveneight.shared.segment.personal.PersonalWords.ENDS;
import static dev.seveneight.shared.segment.personal.PersonalWords.FIRST_OR_LAST;
import static dev.seveneight.shared.segment.personal.PersonalWords.HARMLESS_WORDS;
import static dev.seveneight.shared.segment.personal.PersonalWords.KNOWN;
import static dev.seveneight.shared.segment.personal.PersonalWords.LAST;
import static dev.seveneight.shared.segment.personal.PersonalWords.LAST_OR_ALL;
import static dev.seveneight.shared.segment.personal.PersonalWords.NUMBERED;
import static dev.seveneight.shared.segment.personal.PersonalWords.NUMBER_OF;
import static dev.seveneight.shared.segment.personal.PersonalWords.PAIRS;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Judges by the words of a property's name whether its values identify people: {@code customer_id}
 * and {@code phone2} do, {@code paid} and {@code phone_model} do not. Case, separators, accents and
 * digits make no difference. A word of letters of several scripts imitates another one, and is
 * taken as a name that identifies people.
 */
public final class PersonalNames {
  /** A project sends the same few names with each response. */
  private static final Map<String, Boolean> JUDGED = new ConcurrentHashMap<>();

  private static final int MOST_JUDGED = 1_000;

  private PersonalNames() {}

  /** Returns whether the values of a property of this name identify people. */
  public static boolean contains(String name) {
    Boolean known = JUDGED.get(name);
    if (known != null) {
      return known;
    }
    boolean isPersonal = judge(name);
    if (JUDGED.size() < MOST_JUDGED) {
      JUDGED.put(name, isPersonal);
    }
    return isPersonal;
  }

  private static boolean judge(String name) {
    if (NameWords.mixesScripts(name)) {
      return true;
    }
    List<String> words = NameWords.of(name);
    String inOne = String.join("", words);
    if (HARMLESS_WORDS.contains(inOne)) {
      return false;
    }
    // Once with the words as they are separated, and once with all that is written in one.
    return isPersonal(inParts(words)) || isPersonal(NameWords.parts(inOne, KNOWN));
  }

  /**
   * Returns the parts of the words. Two words that are harmless together, such as wall street, are
   * one.
   */
  private static List<String> inParts(List<String> words) {
    List<String> parts = new ArrayList<>();
    int next = 0;
    while (next < words.size()) {
      String word = words.get(next++);
      String withNext = next < words.size() ? word + words.get(next) : word;
      if (withNext.length() > word.length() && HARMLESS_WORDS.contains(withNext)) {
        parts.add(withNext);
        next++;
      } else {
        parts.addAll(NameWords.parts(word, KNOWN));
      }
    }
    return parts;
  }

  private static boolean isPersonal(List<String> words) {
    if (words.isEmpty()) {
      return false;
    }
    String first = words.get(0);
    String last = words.get(words.size() - 1);
    if (words.size() == 1) {
      return ALL.contains(first)
          || FIRST_OR_LAST.contains(first)
          || LAST_OR_ALL.contains(first)
          || identifies(first);
    }
    if (ASKING.contains(first) || ABOUT.contains(last)) {
      return false;
    }
    return (FIRST_OR_LAST.contains(first) && !isCount(words))
        || FIRST_OR_LAST.contains(last)
        || LAST_OR_ALL.contains(last)
        || (LAST.contains(last) && !first.equals("yes"))
        || (NUMBER_OF.contains(first) && NUMBERED.contains(words.get(1)))
        || words.stream().anyMatch(PersonalNames::identifies)
        || PAIRS.stream().anyMatch(words::containsAll);
  }

  private static boolean identifies(String word) {
    return ANYWHERE.contains(word)
        || (!HARMLESS_WORDS.contains(word)
            && (BEGINNINGS.stream().anyMatch(word::startsWith)
                || ENDS.stream().anyMatch(end -> isLonger(word, end) && word.endsWith(end))));
  }

  private static boolean isLonger(String word, String end) {
    return word.length() > end.length();
  }

  /** {@code nombre} is a name in Spanish and a number in French: {@code nombre_de_places}. */
  private static boolean isCount(List<String> words) {
    return words.get(0).equals("nombre") && words.get(words.size() - 1).endsWith("s");
  }
}
