package dev.seveneight.aggregate;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.StoreInterference;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestInvocation;
import dev.seveneight.testing.TestProject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A project in which people answer and are erased. */
final class ErasureScene {
  private final StoreExtension store;
  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final TestProject project;
  private final ApiClient api;
  private final List<String> log = new CopyOnWriteArrayList<>();

  private ErasureScene(StoreExtension store) {
    this.store = store;
    this.project = TestProject.in(store, clock);
    this.api = project.api();
  }

  static ErasureScene in(StoreExtension store) {
    return new ErasureScene(store);
  }

  TestProject project() {
    return project;
  }

  /** What the function logged. */
  List<String> log() {
    return log;
  }

  TestClock clock() {
    return clock;
  }

  void drainInto(StoreInterference interference) {
    store.drainInto(
        (event, answer, context) -> {
          clock.advance(Duration.ofSeconds(5));
          TestInvocation invocation = new TestInvocation();
          project
              .function("AggregateFunction", interference)
              .handleRequest(event, answer, invocation);
          invocation.log().lines().forEach(log::add);
        });
  }

  /** Delivers the whole stream; time passes, so that an erasure comes to its end. */
  void drain() {
    drainInto((request, sender) -> sender.send());
  }

  Map<String, Long> tallies() {
    drain();
    return project.talliesAsTheyStand();
  }

  void erase(String who) {
    api.delete("/v1/people/email:" + who + "@example.com").expect(202);
    drain();
  }

  Answer answer(String who, int score, String... more) {
    return api.post(
            "/v1/survey_responses",
            "{\"score\": %d, \"person_email\": \"%s@example.com\"%s}"
                .formatted(
                    score,
                    who,
                    List.of(more).stream().map(m -> ", " + m).collect(Collectors.joining())))
        .expect(201);
  }

  long scored(int score) {
    return project.tallyAsItStands(" score#month#2026-03").getOrDefault("1.s" + score, 0L);
  }

  boolean saysAnything(String text) {
    return project.everything().toString().contains(text);
  }
}
