package dev.seveneight.query.oracle.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A change of a response.
 *
 * @param json what is sent
 * @param after what the response is after it
 */
record RandomChange(Map<String, Object> json, Reply after) {
  private static final List<String> FIELDS =
      List.of("score", "comment", "excluded", "plan", Reply.SURVEY, "person");

  /**
   * A change.
   *
   * @param personIds what the project calls the people whom it knows
   */
  static RandomChange of(
      Reply reply, Random random, RandomReplies replies, Map<String, String> personIds) {
    String field = FIELDS.get(random.nextInt(FIELDS.size()));
    return switch (field) {
      case "score" -> {
        int score = random.nextInt(11);
        yield new RandomChange(Map.of(field, score), reply.withScore(score));
      }
      case "comment" -> new RandomChange(Map.of(field, "Late."), reply);
      case "excluded" ->
          reply.isExcluded()
              ? new RandomChange(Map.of(field, false), reply.excluded(false))
              : new RandomChange(Map.of(field, "test"), reply.excluded(true));
      case "person" -> {
        String person = replies.nextPerson();
        yield personIds.containsKey(person) && replies.mayAnswer(person, reply.second())
            ? new RandomChange(Map.of(field, personIds.get(person)), reply.by(person))
            : new RandomChange(Map.of(), reply);
      }
      default -> ofValue(field, replies.nextValue(field), reply);
    };
  }

  private static RandomChange ofValue(String dimension, Optional<String> value, Reply reply) {
    Map<String, Object> given = new HashMap<>();
    given.put(dimension, value.orElse(null));
    return new RandomChange(
        Vocabulary.BUILT_IN.contains(dimension) ? given : Map.of("person_properties", given),
        reply.with(dimension, value));
  }
}
