package dev.seveneight.query.delighted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Delighted's Autopilot as connectors read it: off, and without members. */
class AutopilotStatusEndpointsTest {
  private static final String MEMBERSHIPS = "/v1/autopilot/email/memberships";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestProject project = TestProject.in(store, TestClock.at("2026-03-31T12:00:00Z"));
  private final ApiClient api = project.api();

  @ParameterizedTest
  @ValueSource(strings = {"email", "sms"})
  void shouldBeOff(String platform) {
    Map<String, Object> off = new HashMap<>();
    off.put("platform_id", platform);
    off.put("active", false);
    off.put("frequency", null);
    off.put("created_at", null);
    off.put("updated_at", null);

    assertThat(api.get("/v1/autopilot/" + platform).expect(200).object()).isEqualTo(off);
    assertThat(api.get("/v1/autopilot/" + platform + ".json").expect(200).object()).isEqualTo(off);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".json",
        "?per_page=100",
        "?page=3&per_page=20",
        // Singer's tap.
        ".json?updated_since=1640995200&per_page=20",
        "?since=1640995200&until=2026-03-01",
        "?person_id=42",
        "?person_email=jo%40example.com",
        "?person_phone_number=%2B14155550100",
        // The README of Delighted's client for Python.
        "?auto_handle_rate_limits=True"
      })
  void shouldHaveNoMembers(String rest) {
    api.post("/v1/people", "{\"email\": \"jo@example.com\"}").expect(201);

    for (String platform : new String[] {"email", "sms"}) {
      Answer answer = api.get("/v1/autopilot/" + platform + "/memberships" + rest).expect(200);
      assertThat(answer.list()).isEmpty();
      assertThat(answer.headers()).doesNotContainKey("Link");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "per_page=0, per_page range",
    "per_page=101, per_page range",
    "page=0, page range",
    "person_id=a%20b, person_id format",
    "person_email=jo, person_email format",
    "person_phone_number=12, person_phone_number format",
    "updated_since=x, updated_since format",
    "cursor=x, cursor conflict",
    "page_info=x, page_info conflict",
    "nonsense=1, nonsense unknown"
  })
  void shouldRejectWhatCannotBeAsked(String query, String error) {
    api.get(MEMBERSHIPS + "?" + query).expectInvalid(error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fax", "fax/memberships", "emails", "EMAIL", "memberships"})
  void shouldKnowNoOtherPlatform(String path) {
    api.get("/v1/autopilot/" + path).expectProblem(404, "not_found");
  }

  @Test
  void shouldTakeNoParameterWithTheConfiguration() {
    api.get("/v1/autopilot/email?per_page=1").expectInvalid("per_page unknown");
  }

  @Test
  void shouldNeedTheScopeRead() {
    for (Scope scope : Scope.values()) {
      for (String path : new String[] {"/v1/autopilot/email", MEMBERSHIPS}) {
        Answer answer = project.api(scope).get(path);
        if (scope == Scope.READ) {
          answer.expect(200);
        } else {
          answer.expectProblem(403, "insufficient_scope");
        }
      }
    }
  }
}
