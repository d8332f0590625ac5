package dev.seveneight.ingest.settings;

import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.intake.Limits;
import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.project.Settings;
import dev.seveneight.shared.segment.Crossing;
import dev.seveneight.shared.segment.Dimensions;
import dev.seveneight.shared.segment.PersonalLook;
import dev.seveneight.shared.validation.Fields;
import dev.seveneight.shared.validation.TextRule;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads and checks a change of the settings. A missing field stays unchanged; a field that is null
 * gets the value that it has in a new project.
 */
final class SettingsReader {
  private static final int MOST_NAMES = 100;
  private static final int HIGHEST_TOO_FEW = 1_000;
  private static final TextRule TIME_ZONE = TextRule.identifier(50);
  private static final TextRule DIMENSION = TextRule.line(50);
  private static final TextRule DOMAIN = TextRule.address(253);
  private static final TextRule COUNTRY = TextRule.identifier(2);

  private final Fields fields;
  private final Settings before;

  private SettingsReader(Fields fields, Settings before) {
    this.fields = fields;
    this.before = before;
  }

  /**
   * Returns the settings after the change.
   *
   * @throws Problem 422 with all errors
   */
  static Settings read(Object body, Settings before) {
    Fields fields = Fields.of(body);
    fields.ignore(Set.of("time_zone_fixed", "stale_settings"));
    Settings after = new SettingsReader(fields, before).settings();
    fields.finish();
    return after;
  }

  private Settings settings() {
    Optional<List<String>> dimensions =
        fields.isNull("dimensions") ? Optional.empty() : dimensions().or(before::dimensions);
    return new Settings(
        field("time_zone", Settings::timeZone, timeZone()),
        dimensions,
        field("crossings", Settings::crossings, crossings(dimensions)),
        field("value_cap", Settings::valueCap, integer("value_cap", Settings.HIGHEST_VALUE_CAP)),
        field("too_few", Settings::tooFew, integer("too_few", HIGHEST_TOO_FEW)),
        field("excluded_email_domains", Settings::excludedEmailDomains, domains()),
        field(
            "surveys_out_of_headline",
            Settings::surveysOutOfHeadline,
            texts("surveys_out_of_headline", Limits.BUILT_IN_DIMENSION).map(Set::copyOf)),
        keepPersonalDays(),
        defaultCountry());
  }

  private <T> T field(String name, Function<Settings, T> setting, Optional<T> given) {
    return fields.isNull(name)
        ? setting.apply(Settings.DEFAULT)
        : given.orElse(setting.apply(before));
  }

  private Optional<Integer> keepPersonalDays() {
    Optional<Integer> given = integer("keep_personal_days", Settings.MOST_PERSONAL_DAYS);
    return fields.isNull("keep_personal_days")
        ? Optional.empty()
        : given.or(before::keepPersonalDays);
  }

  private Optional<String> defaultCountry() {
    Optional<String> country =
        fields.text("default_country", COUNTRY).map(text -> text.toUpperCase(Locale.ROOT));
    if (country.isPresent() && !Identity.isCountry(country.get())) {
      fields.reject(
          "default_country", Rule.FORMAT, "a country as two letters of ISO 3166, as DE or US");
    }
    return fields.isNull("default_country") ? Optional.empty() : country.or(before::defaultCountry);
  }

  private Optional<ZoneId> timeZone() {
    Optional<String> name = fields.text("time_zone", TIME_ZONE);
    if (name.isPresent() && !ZoneId.getAvailableZoneIds().contains(name.get())) {
      fields.reject("time_zone", Rule.FORMAT, "a name of the time zone database, as Europe/Berlin");
      return Optional.empty();
    }
    return name.map(ZoneId::of);
  }

  private Optional<List<String>> dimensions() {
    Optional<List<String>> names =
        fields.texts("dimensions", Dimensions.MOST_PROPERTIES, DIMENSION);
    names
        .filter(list -> list.stream().anyMatch(n -> n.isBlank() || !Dimensions.isPropertyName(n)))
        .ifPresent(
            list ->
                fields.reject(
                    "dimensions",
                    Rule.CONFLICT,
                    "names of properties; "
                        + Dimensions.BUILT_IN
                        + " are dimensions by themselves, and "
                        + Dimensions.RESERVED
                        + " are reserved"));
    return names;
  }

  private Optional<List<Crossing>> crossings(Optional<List<String>> dimensions) {
    Optional<List<Object>> pairs = fields.list("crossings", Dimensions.MOST_CROSSINGS);
    if (pairs.isEmpty()) {
      boolean stay = !fields.isNull("crossings");
      if (stay && !before.crossings().stream().allMatch(c -> isOfDimensions(c, dimensions))) {
        fields.reject("crossings", Rule.CONFLICT, "a crossing is of dimensions; give both lists");
      }
      return Optional.empty();
    }
    List<Crossing> crossings = new ArrayList<>();
    for (int i = 0; i < pairs.get().size(); i++) {
      String place = "crossings[" + i + "]";
      Optional<Crossing> read = crossing(pairs.get().get(i));
      if (read.isPresent()) {
        Crossing crossing = read.get();
        if (!isOfDimensions(crossing, dimensions)) {
          fields.reject(place, Rule.CONFLICT, "a crossing is of dimensions");
        }
        if (crossings.contains(crossing)) {
          fields.reject(place, Rule.DUPLICATE, "the same crossing twice");
        }
        crossings.add(crossing);
      } else {
        fields.reject(place, Rule.TYPE, "a list of the names of two different dimensions");
      }
    }
    return Optional.of(List.copyOf(crossings));
  }

  /** Returns the crossing of two names; empty if they are not the names of two dimensions. */
  private static Optional<Crossing> crossing(Object names) {
    if (!(names instanceof List<?> pair)
        || pair.size() != 2
        || !(pair.get(0) instanceof String first)
        || !(pair.get(1) instanceof String second)
        || !DIMENSION.allows(first)
        || !DIMENSION.allows(second)) {
      return Optional.empty();
    }
    String one = DIMENSION.spelled(first);
    String other = DIMENSION.spelled(second);
    return one.isEmpty() || other.isEmpty() || one.equals(other)
        ? Optional.empty()
        : Optional.of(new Crossing(one, other));
  }

  private static boolean isOfDimensions(Crossing crossing, Optional<List<String>> dimensions) {
    return List.of(crossing.first(), crossing.second()).stream()
        .allMatch(
            name ->
                Dimensions.BUILT_IN.contains(name)
                    || dimensions
                        .map(names -> names.contains(name))
                        // A property that looks personal is a dimension only when it is declared.
                        .orElseGet(
                            () ->
                                Dimensions.isPropertyName(name)
                                    && PersonalLook.ofName(name).isEmpty()));
  }

  private Optional<Integer> integer(String name, int most) {
    OptionalLong given = fields.integer(name, 1, most);
    return given.isPresent() ? Optional.of((int) given.getAsLong()) : Optional.empty();
  }

  private Optional<Set<String>> domains() {
    Optional<List<String>> names = texts("excluded_email_domains", DOMAIN);
    names
        .filter(list -> !list.stream().allMatch(name -> name.matches("[^\\s@]+\\.[^\\s@.]+")))
        .ifPresent(
            list ->
                fields.reject("excluded_email_domains", Rule.FORMAT, "domains, as example.com"));
    return names.map(
        list ->
            list.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet()));
  }

  private Optional<List<String>> texts(String name, TextRule rule) {
    return fields.texts(name, MOST_NAMES, rule);
  }
}
