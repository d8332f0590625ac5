package dev.seveneight.query.oracle.metrics;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Settings of a project. Immutable.
 *
 * @param areDimensionsDeclared whether they name the properties that are dimensions
 * @param crossings the pairs of dimensions that are counted together
 * @param valueCap how many values of a dimension are counted by themselves
 * @param tooFew from how many responses on a score has enough
 * @param outOfHeadline the surveys that are kept out of everything
 * @param isStaffExcluded whether what the staff answers is left out of the score
 */
record RandomSettings(
    boolean areDimensionsDeclared,
    List<List<String>> crossings,
    int valueCap,
    int tooFew,
    Set<String> outOfHeadline,
    boolean isStaffExcluded) {
  static final String STAFF = "staff.example";

  static RandomSettings next(Random random) {
    List<List<String>> crossings = new ArrayList<>(List.of(List.of("country", "plan")));
    if (random.nextBoolean()) {
      crossings.add(List.of("plan", Reply.SURVEY));
    }
    if (random.nextBoolean()) {
      crossings.add(List.of("channel", "country"));
    }
    return new RandomSettings(
        random.nextInt(3) == 0,
        List.copyOf(crossings),
        List.of(200, 200, 2, 3).get(random.nextInt(4)),
        List.of(30, 5, 1, 100).get(random.nextInt(4)),
        random.nextInt(3) == 0 ? Set.of() : Set.of(Vocabulary.INTERNAL),
        random.nextBoolean());
  }

  /** As they are sent. */
  Map<String, Object> json(ZoneId zone) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("time_zone", zone.getId());
    json.put("dimensions", areDimensionsDeclared ? Vocabulary.PROPERTIES : null);
    json.put("crossings", crossings);
    json.put("value_cap", valueCap);
    json.put("too_few", tooFew);
    json.put("surveys_out_of_headline", outOfHeadline);
    json.put("excluded_email_domains", isStaffExcluded ? List.of(STAFF) : null);
    return json;
  }
}
