package dev.seveneight.query.oracle.metrics;

import dev.seveneight.shared.json.Json;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.JsonObjects;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A project with random settings and responses, some of which are changed, left out and deleted
 * after. The same seed makes the same project. Not safe for several threads.
 */
final class RandomProject {
  private final Random random;
  private final Era era;
  private final Days days;
  private final RandomSeconds seconds;
  private final RandomSettings settings;
  private final RandomReplies replies;
  private final Map<String, Set<String>> countedValues = new HashMap<>();
  private final List<Sent> sent = new ArrayList<>();
  private final Map<String, String> personIds = new HashMap<>();

  /** A response, and what the project calls it. */
  private record Sent(String id, Reply reply) {}

  RandomProject(long seed) {
    this.random = new Random(seed);
    this.era = Era.number(seed);
    this.days = new Days(era.zone());
    // A response may be dated so far ahead.
    this.seconds = new RandomSeconds(random, days, era.now().plusSeconds(300));
    this.settings = RandomSettings.next(random);
    this.replies = new RandomReplies(random, seconds, settings);
  }

  Era era() {
    return era;
  }

  RandomSeconds seconds() {
    return seconds;
  }

  /** The pairs of dimensions that are counted together. */
  List<List<String>> crossings() {
    return settings.crossings();
  }

  /** The dimensions that may be asked for; properties are none before they were sent. */
  List<String> dimensions() {
    return sent.isEmpty() && !settings.areDimensionsDeclared()
        ? List.of("channel", Reply.SURVEY)
        : Vocabulary.dimensions();
  }

  /** What there is to know of the project now. */
  Truth truth() {
    return new Truth(
        days,
        era.now(),
        settings.tooFew(),
        settings.outOfHeadline(),
        Map.copyOf(countedValues),
        sent.stream().map(Sent::reply).toList());
  }

  void sendSettings(ApiClient api) {
    api.withHeader("if-match", "\"0\"")
        .put("/v1/settings", Json.write(settings.json(era.zone())))
        .expect(200);
  }

  /** Sends some responses; those that bring new values one by one, so that their order is known. */
  void sendReplies(ApiClient api) {
    for (Reply reply : replies.withNewValues()) {
      send(api, List.of(reply));
      reply.values().forEach(this::count);
    }
    int count = random.nextInt(6) == 0 ? 5 : 100 + random.nextInt(100);
    send(api, Stream.generate(replies::next).limit(count).toList());
  }

  private void count(String dimension, String value) {
    Set<String> counted = countedValues.computeIfAbsent(dimension, any -> new LinkedHashSet<>());
    if (counted.size() < settings.valueCap()) {
      counted.add(value);
    }
  }

  private void send(ApiClient api, List<Reply> some) {
    List<Map<String, Object>> json = some.stream().map(RandomReplies::json).toList();
    List<?> answers = api.post("/v1/survey_responses/batch", Json.write(json)).expect(200).list();
    for (int i = 0; i < some.size(); i++) {
      Map<String, Object> answer = JsonObjects.object(answers.get(i));
      if (!answer.get("status").equals(201)) {
        throw new AssertionError("not taken in: " + json.get(i) + ": " + answer);
      }
      Map<String, Object> response = JsonObjects.object(answer.get("response"));
      sent.add(new Sent((String) response.get("id"), some.get(i)));
      some.get(i)
          .person()
          .ifPresent(email -> personIds.put(email, (String) response.get("person")));
    }
  }

  /** Changes some responses and deletes others. */
  void changeReplies(ApiClient api) {
    for (int i = sent.size() / 8; i > 0; i--) {
      int place = random.nextInt(sent.size());
      String path = "/v1/survey_responses/" + sent.get(place).id;
      if (random.nextInt(6) == 0) {
        api.delete(path).expect(202);
        sent.remove(place);
      } else {
        RandomChange change = RandomChange.of(sent.get(place).reply, random, replies, personIds);
        api.put(path, Json.write(change.json())).expect(200);
        sent.set(place, new Sent(sent.get(place).id, change.after()));
      }
    }
  }
}
