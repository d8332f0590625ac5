package dev.seveneight.query.oracle.passives;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * A response as a history keeps it, to be counted one by one.
 *
 * @param id as the API named it
 * @param time in seconds since 1970
 * @param person who answered, if known
 * @param values by dimension
 * @param outOfHeadline whether its survey is kept out of everything
 */
record RawAnswer(
    String id,
    long time,
    int score,
    boolean commented,
    boolean excluded,
    Optional<String> person,
    Map<String, String> values,
    boolean outOfHeadline) {

  LocalDate day(ZoneId zone) {
    return Instant.ofEpochSecond(time).atZone(zone).toLocalDate();
  }

  /** Those of a survey that is kept out are only in segments of that survey. */
  boolean isIn(Map<String, String> segment) {
    return (!outOfHeadline || segment.containsKey("survey"))
        && segment.entrySet().stream()
            .allMatch(part -> part.getValue().equals(values.get(part.getKey())));
  }

  /** Whether it stands there, as answers about steps name it. */
  boolean stands(String standpoint) {
    return switch (standpoint) {
      case "detractor" -> score < 7;
      case "passive" -> score == 7 || score == 8;
      case "promoter" -> score > 8;
      default -> score == Integer.parseInt(standpoint);
    };
  }

  RawAnswer withScore(int other) {
    return new RawAnswer(id, time, other, commented, excluded, person, values, outOfHeadline);
  }

  RawAnswer withComment() {
    return new RawAnswer(id, time, score, true, excluded, person, values, outOfHeadline);
  }

  RawAnswer leftOut(boolean out) {
    return new RawAnswer(id, time, score, commented, out, person, values, outOfHeadline);
  }
}
