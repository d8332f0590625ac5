package dev.seveneight.query.oracle.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Responses that could be sent to a project. Not safe for several threads. */
final class RandomReplies {
  private final Random random;
  private final RandomSeconds seconds;
  private final boolean isStaffExcluded;
  private final int people;
  private final List<Long> secondsBefore = new ArrayList<>();
  private final Set<String> answersOfPeople = new HashSet<>();

  RandomReplies(Random random, RandomSeconds seconds, RandomSettings settings) {
    this.random = random;
    this.seconds = seconds;
    this.isStaffExcluded = settings.isStaffExcluded();
    this.people = 5 + random.nextInt(40);
  }

  /** Responses that bring, in their order, all values that are ever sent. */
  List<Reply> withNewValues() {
    List<Reply> replies = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Map<String, String> values = new HashMap<>();
      for (String dimension : Vocabulary.dimensions()) {
        if (i < Vocabulary.values(dimension).size()) {
          values.put(dimension, Vocabulary.values(dimension).get(i));
        }
      }
      // A survey that is kept out of everything would not bring the other values.
      String survey = values.remove(Reply.SURVEY);
      replies.add(next(values));
      if (survey != null) {
        replies.add(next(Map.of(Reply.SURVEY, survey)));
      }
    }
    return replies;
  }

  /** Any response. */
  Reply next() {
    Map<String, String> values = new HashMap<>();
    for (String dimension : Vocabulary.dimensions()) {
      nextValue(dimension).ifPresent(value -> values.put(dimension, value));
    }
    return next(values);
  }

  /** A value of a dimension, the first ones more often than the last; sometimes none. */
  Optional<String> nextValue(String dimension) {
    if (dimension.equals("plan") && random.nextInt(30) == 0) {
      return Optional.of(Vocabulary.TOO_LONG);
    }
    List<String> all = Vocabulary.values(dimension);
    return random.nextInt(5) == 0
        ? Optional.empty()
        : Optional.of(all.get(random.nextInt(random.nextInt(all.size()) + 1)));
  }

  private Reply next(Map<String, String> values) {
    long second =
        !secondsBefore.isEmpty() && random.nextInt(12) == 0
            ? secondsBefore.get(random.nextInt(secondsBefore.size()))
            : seconds.next();
    Optional<String> person = random.nextInt(3) == 0 ? Optional.empty() : Optional.of(nextPerson());
    while (person.isPresent() && !mayAnswer(person.get(), second)) {
      second--;
    }
    secondsBefore.add(second);
    return new Reply(
        second,
        nextScore(values),
        values,
        person,
        isStaffExcluded
            && person.filter(email -> email.endsWith(RandomSettings.STAFF)).isPresent());
  }

  /** The address of somebody. */
  String nextPerson() {
    int number = random.nextInt(people);
    return "p" + number + "@" + (number % 9 == 0 ? RandomSettings.STAFF : "example.com");
  }

  /** Whether a person has not answered in this second: which answer is newer is not declared. */
  boolean mayAnswer(String person, long second) {
    return answersOfPeople.add(person + " " + second);
  }

  /** Some plans go with better scores than others, so that differences can be significant. */
  private int nextScore(Map<String, String> values) {
    int luck = random.nextInt(12) + values.getOrDefault("plan", "").length() % 4;
    return luck < 4 ? random.nextInt(7) : luck < 8 ? 7 + random.nextInt(2) : 9 + random.nextInt(2);
  }

  /** As a response is sent. */
  static Map<String, Object> json(Reply reply) {
    Map<String, String> properties = new TreeMap<>(reply.values());
    properties.keySet().removeAll(Vocabulary.BUILT_IN);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("score", reply.score());
    json.put("created_at", reply.second());
    json.put("person_properties", properties);
    Vocabulary.BUILT_IN.forEach(dimension -> json.put(dimension, reply.values().get(dimension)));
    reply.person().ifPresent(email -> json.put("person_email", email));
    if (reply.second() % 3 == 0) {
      json.put("comment", "Well.");
    }
    return json;
  }
}
