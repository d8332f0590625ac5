package dev.seveneight.shared.reply;

import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.project.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Writes the JSON of a project's settings. */
public final class SettingsJson {
  private SettingsJson() {}

  /** Returns the settings as a JSON object. */
  public static Map<String, Object> of(Project project) {
    Settings settings = project.settings();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("time_zone", settings.timeZone().getId());
    json.put("time_zone_fixed", project.timeZoneFixed());
    json.put("dimensions", settings.dimensions().orElse(null));
    json.put(
        "crossings",
        settings.crossings().stream().map(c -> List.of(c.first(), c.second())).toList());
    json.put("value_cap", settings.valueCap());
    json.put("too_few", settings.tooFew());
    json.put("excluded_email_domains", new TreeSet<>(settings.excludedEmailDomains()));
    json.put("surveys_out_of_headline", new TreeSet<>(settings.surveysOutOfHeadline()));
    json.put("keep_personal_days", settings.keepPersonalDays().orElse(null));
    json.put("default_country", settings.defaultCountry().orElse(null));
    json.put("stale_settings", project.staleSettings());
    return json;
  }

  /** Returns the entity tag of the version of the settings that a reply shows. */
  public static String entityTag(Project project) {
    return "\"" + project.settingsVersion() + "\"";
  }
}
