package dev.seveneight.shared.validation;

import dev.seveneight.shared.http.ClientOption;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.FieldErrors;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.segment.Dimensions;
import dev.seveneight.shared.text.PercentEncoding;
import dev.seveneight.shared.text.PlainText;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the parameters of a query string, and collects their errors. Records which parameters were
 * read, so that all others are rejected as unknown. Otherwise a typing error in a name could change
 * a reply without notice. For the same reason an empty parameter is rejected: a caller who sends
 * one does not expect the reply without it. Not safe for use by several threads.
 *
 * <p>The same value given twice is one value, because programs that follow a {@code Link} send
 * their own parameters again in addition to those of the link.
 */
public final class Parameters {
  /** Allows line breaks, because the name of a column of an import may have some. */
  private static final TextRule ANY_TEXT = TextRule.value(2_000);

  private static final TextRule KEY = TextRule.line(2_000);

  /** Replaces bytes that are not UTF-8 and not escaped. A client escapes the character itself. */
  private static final char REPLACEMENT = '\uFFFD';

  private static final String NOT_EMPTY = "not empty; leave it out instead";
  private static final Pattern LIST_MARK = Pattern.compile("\\[[0-9]{0,3}]");

  /** The different values of each parameter, names and values decoded. */
  private final Map<String, Set<String>> all = new LinkedHashMap<>();

  private final Set<String> known = new HashSet<>();
  private final Set<String> lists = new HashSet<>();
  private final FieldErrors errors = new FieldErrors();

  private Parameters() {}

  /**
   * Returns the parameters of a query string.
   *
   * @throws Problem 400 if it cannot be read
   */
  public static Parameters of(String query) {
    Parameters parameters = new Parameters();
    parameters.add(query);
    return parameters;
  }

  /**
   * Adds the parameters of another query string, as if they had been sent with the others.
   *
   * @throws Problem 400 if it cannot be read
   */
  public void add(String query) {
    if (query.indexOf(REPLACEMENT) >= 0) {
      throw Problem.of(ErrorCode.MALFORMED_QUERY, "the query string is not UTF-8");
    }
    for (String pair : query.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = decode(equals < 0 ? "" : pair.substring(equals + 1));
      all.computeIfAbsent(name, first -> new LinkedHashSet<>()).add(value);
    }
  }

  private static String decode(String text) {
    try {
      return PercentEncoding.decodeForm(text);
    } catch (PercentEncoding.MalformedException e) {
      throw Problem.of(ErrorCode.MALFORMED_QUERY, e.getMessage());
    }
  }

  /** Adds a field error. */
  public void reject(String name, Rule rule, String message) {
    errors.add(name, rule, message);
  }

  /** Returns a parameter, trimmed. Control characters are rejected, except line breaks and tabs. */
  public Optional<String> text(String name) {
    Optional<String> given = asGiven(name);
    Optional<TextRule.Breach> breach = given.flatMap(ANY_TEXT::breachOf);
    breach.ifPresent(broken -> reject(name, broken.rule(), broken.message()));
    return breach.isPresent() ? Optional.empty() : given.map(ANY_TEXT::spelled);
  }

  /** Returns a parameter in the spelling of the rule. */
  public Optional<String> text(String name, TextRule rule) {
    return asGiven(name).flatMap(given -> spelled(name, given, rule));
  }

  /** Returns a parameter as it was sent; empty if it is blank. */
  public Optional<String> asGiven(String name) {
    Optional<String> value = first(name);
    if (known.add(name) && value.filter(PlainText::isBlank).isPresent()) {
      reject(name, Rule.LENGTH, NOT_EMPTY);
    }
    return value.filter(given -> !PlainText.isBlank(given));
  }

  /**
   * Returns a parameter exactly as it was sent, even if it is blank. A tab, for example, is a
   * delimiter.
   */
  public Optional<String> verbatim(String name) {
    known.add(name);
    return first(name);
  }

  private Optional<String> spelled(String name, String given, TextRule rule) {
    String spelled = rule.spelled(given);
    Optional<TextRule.Breach> breach = rule.breachOf(spelled);
    breach.ifPresent(broken -> reject(name, broken.rule(), broken.message()));
    return breach.isPresent() ? Optional.empty() : Optional.of(spelled);
  }

  private Optional<String> first(String name) {
    return all.getOrDefault(name, Set.of()).stream().findFirst();
  }

  /**
   * Returns the different values of a parameter that may be given several times. Delighted's
   * clients write them in different ways: {@code name=a&name=b}, {@code name[]=a&name[]=b}, {@code
   * name[0]=a&name[1]=b}.
   */
  public List<String> texts(String name) {
    Set<String> texts = new LinkedHashSet<>();
    all.forEach(
        (full, given) -> {
          if (full.equals(name)
              || (full.startsWith(name)
                  && LIST_MARK.matcher(full.substring(name.length())).matches())) {
            known.add(full);
            lists.add(full);
            if (given.stream().anyMatch(PlainText::isBlank)) {
              reject(full, Rule.LENGTH, NOT_EMPTY);
            } else {
              given.forEach(text -> spelled(full, text, KEY).ifPresent(texts::add));
            }
          }
        });
    return List.copyOf(texts);
  }

  /** Reads an integer within bounds. */
  public OptionalLong integer(String name, long least, long most) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      long value = Long.parseLong(text.get());
      if (value >= least && value <= most) {
        return OptionalLong.of(value);
      }
      reject(name, Rule.RANGE, "an integer from " + least + " to " + most);
    } catch (NumberFormatException e) {
      reject(name, Rule.TYPE, "an integer from " + least + " to " + most);
    }
    return OptionalLong.empty();
  }

  /** Reads a truth value; false if it is missing. */
  public boolean flag(String name) {
    return optionalFlag(name).orElse(false);
  }

  /**
   * Reads a truth value; empty if it is missing. Python writes it as {@code True} or {@code False}.
   */
  public Optional<Boolean> optionalFlag(String name) {
    Optional<String> text = text(name).map(given -> given.toLowerCase(Locale.ROOT));
    if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
      reject(name, Rule.TYPE, "true or false");
    }
    return text.map("true"::equals);
  }

  /** Returns the parameters of the form {@code name[dimension]=value}, by dimension. */
  public Map<String, String> keyed(String name) {
    Map<String, String> keyed = new LinkedHashMap<>();
    all.forEach(
        (full, given) -> {
          if (full.startsWith(name + "[") && full.endsWith("]")) {
            known.add(full);
            String dimension = KEY.spelled(full.substring(name.length() + 1, full.length() - 1));
            String value = Dimensions.spelled(dimension, given.iterator().next());
            if (dimension.isEmpty() || value.isEmpty()) {
              reject(full, Rule.FORMAT, name + "[dimension]=value");
            } else if (!value.equals(keyed.getOrDefault(dimension, value))) {
              reject(full, Rule.DUPLICATE, "given twice, with different values");
            } else {
              ANY_TEXT.breachOf(value).ifPresent(b -> reject(full, b.rule(), b.message()));
              keyed.put(dimension, value);
            }
          }
        });
    return keyed;
  }

  /**
   * Ends the reading.
   *
   * @throws Problem 422 if there are field errors, or parameters that were not read
   */
  public void finish() {
    all.keySet().removeAll(ClientOption.PARAMETERS);
    all.forEach(
        (name, given) -> {
          if (given.size() > 1 && !lists.contains(name)) {
            reject(name, Rule.DUPLICATE, "given twice, with different values");
          }
        });
    for (String name : all.keySet()) {
      if (!known.contains(name)) {
        reject(name, Rule.UNKNOWN, "there is no such parameter here");
      }
    }
    errors.throwIfAny();
  }
}
