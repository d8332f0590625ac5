package dev.seveneight.query;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.util.Map;

/** A project for tests of the steps between responses of the same people. */
abstract class StepsFixture {
  /** On that day, a response of 1 April is 90 days old, and one of 2 April 89. */
  final TestClock clock = TestClock.at("2026-06-30T12:00:00Z");

  final TestProject project;
  final Given given = new Given();
  private final StoreExtension store;
  private ApiClient api;

  StepsFixture(StoreExtension store) {
    this.store = store;
    project = TestProject.in(store, clock);
    api = project.api();
  }

  final ApiClient api() {
    return api;
  }

  final StepsFixture answer(String person, String day, int score) {
    given.response(day + "T10:00:00Z", score, Map.of(), person(person));
    return this;
  }

  final void send() {
    given.sendTo(api);
    store.drain();
  }

  /** Changes the settings. The new client reads them from the store, not from a cache. */
  final void change(String settings) {
    api.withHeader("if-match", "\"0\"").put("/v1/settings", settings).expect(200);
    api = project.api();
  }

  final StepsAnswer cohort(String more) {
    return get("since=2026-01-01&until=2026-06-30" + more);
  }

  final StepsAnswer get(String query) {
    return StepsAnswer.get(api, query);
  }

  static Map<String, Object> person(String name) {
    return Map.of("person_email", name + "@example.com");
  }
}
