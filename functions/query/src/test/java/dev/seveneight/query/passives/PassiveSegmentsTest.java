package dev.seveneight.query.passives;

import static dev.seveneight.testing.JsonObjects.each;
import static dev.seveneight.testing.JsonObjects.object;
import static dev.seveneight.testing.JsonObjects.objects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.query.Given;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.StoreInterference;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.DoubleAdder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** Where there are more passives than the size of a segment explains. */
class PassiveSegmentsTest {
  private static final String DAY = "2026-01-10T10:00:00Z";
  private static final String YEAR = "/v1/metrics/passives?since=2026-01-01&until=2026-12-31";

  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestProject project = TestProject.in(store, TestClock.at("2026-06-30T12:00:00Z"));
  private final Given given = new Given();
  private ApiClient api = project.api();

  @Test
  void shouldNameTheValueWithTooManyPassives() {
    passives(30, 40, Map.of("plan", "pro"));
    passives(6, 30, Map.of("plan", "free"));
    passives(9, 30, Map.of("plan", "team"));
    send();

    Map<String, Object> report = get("");

    // Everybody is without survey, channel and language, so these have nothing to be held against.
    assertThat(report)
        .containsEntry("segments_compared", 3)
        .containsEntry("dimensions_left_out", List.of());
    assertThat(values(report)).containsExactly("plan value pro");
    Map<String, Object> pro = objects(report.get("segments")).get(0);
    assertThat(pro)
        .containsEntry("response_count", 40)
        .containsEntry("passive_count", 30)
        .containsEntry("expected_count", 18.0)
        .containsEntry("excess_count", 12.0)
        .containsEntry("share", 0.75);
    // By hand: 75 % against 15 of 60, pooled 45 %; three rows were compared.
    Map<String, Object> difference = object(pro.get("difference"));
    assertThat(difference)
        .containsEntry("value", 0.5)
        .containsEntry("confidence", 0.95)
        .containsEntry("significant", true);
    assertThat((Double) difference.get("z")).isCloseTo(4.9236596, within(1e-6));
    assertThat((Double) difference.get("p")).isCloseTo(8.494052e-7, within(1e-12));
    assertThat((Double) difference.get("q")).isCloseTo(3 * 8.494052e-7, within(1e-11));
    assertThat((Double) difference.get("low")).isCloseTo(0.3049410, within(1e-6));
    assertThat((Double) difference.get("high")).isCloseTo(0.6421235, within(1e-6));
  }

  @Test
  void shouldNotReportRowsThatChanceExplains() {
    passives(12, 20, Map.of("tier", "gold", "team", "t0"));
    for (int team = 1; team <= 8; team++) {
      passives(team <= 4 ? 3 : 4, 10, Map.of("tier", "iron", "team", "t" + team));
    }
    send();

    // 12 of 20 against 28 of 80 has a p of 0.0412. That is clear for two rows that mirror each
    // other, and not for eleven; nor for two when more is asked of it.
    Map<String, Object> ofTier = get("&by=tier");
    assertThat(values(ofTier)).containsExactly("tier value gold");
    assertThat(ofTier).containsEntry("segments_compared", 2).containsEntry("by", "tier");
    Map<String, Object> difference =
        object(objects(ofTier.get("segments")).get(0).get("difference"));
    assertThat((Double) difference.get("q")).isCloseTo(0.0412268, within(1e-6));
    assertThat(get("")).containsEntry("segments_compared", 11).containsEntry("segments", List.of());
    assertThat(get("&by=tier&confidence=0.99")).containsEntry("segments", List.of());
    assertThat(values(get("&confidence=0.9"))).isEmpty();
  }

  @Test
  void shouldNameTheLargestExcessFirst() {
    passives(10, 10, Map.of("plan", "a", "country", "x"));
    passives(20, 20, Map.of("plan", "b", "country", "x"));
    passives(0, 60, Map.of("plan", "c", "country", "y"));
    send();

    assertThat(values(get(""))).containsExactly("country value x", "plan value b", "plan value a");
    assertThat(each(get("").get("segments"), "excess_count"))
        .map(excess -> Math.round((Double) excess * 1000))
        .containsExactly(20_000L, 13_333L, 6_667L);
  }

  @Test
  void shouldCompareThoseBeyondTheCapAndThoseWithoutAValueToo() {
    change("{\"value_cap\": 1}");
    passives(1, 1, Map.of("plan", "pro"));
    given.sendOneByOneTo(api);
    Given more = new Given();
    add(more, 20, 20, Map.of("plan", "beyond"));
    add(more, 0, 30, Map.of());
    more.sendTo(api);
    store.drain();

    assertThat(values(get(""))).containsExactly("plan other null");
    assertThat(get("")).containsEntry("segments_compared", 3);

    Given noPlan = new Given();
    add(noPlan, 100, 100, Map.of());
    add(noPlan, 0, 100, Map.of("plan", "pro"));
    noPlan.sendTo(api);
    store.drain();
    assertThat(values(get(""))).contains("plan without null");
  }

  @Test
  void shouldNotCompareSurveysThatAreNoPartOfEverything() {
    change("{\"surveys_out_of_headline\": [\"internal\"]}");
    for (int i = 0; i < 20; i++) {
      given.response(DAY, 7, Map.of(), Map.of("survey", "internal"));
      given.response(DAY, 9, Map.of(), Map.of("survey", "spring"));
      given.response(DAY, 7, Map.of(), Map.of("survey", "autumn"));
    }
    send();

    assertThat(values(get(""))).containsExactly("survey value autumn");
    assertThat(get("")).containsEntry("segments_compared", 2);
  }

  @Test
  void shouldCompareWithinASegmentByDimensionsThatAreCountedThere() {
    change("{\"crossings\": [[\"plan\", \"country\"], [\"survey\", \"country\"]]}");
    for (String country : List.of("DE", "FR")) {
      boolean german = country.equals("DE");
      passives(german ? 20 : 0, 20, Map.of("country", country, "plan", "a", "seats", "1"));
      passives(0, 20, Map.of("country", country, "plan", "b", "seats", "2"));
    }
    send();

    Map<String, Object> german = get("&segment[country]=DE");
    assertThat(values(german)).containsExactly("plan value a");
    assertThat(german)
        .containsEntry("segments_compared", 2)
        .containsEntry("dimensions_left_out", List.of());
    assertThat(values(get("&segment[country]=DE&by=plan"))).containsExactly("plan value a");
    assertThat(get("&segment[country]=FR"))
        .containsEntry("segments", List.of())
        .containsEntry("segments_compared", 2);
    assertThat(get("&segment[seats]=1")).containsEntry("segments_compared", 0);
    assertThat(get("&segment[country]=DE&segment[plan]=a")).containsEntry("segments_compared", 0);
  }

  @Test
  void shouldTakeDimensionsWholeWhileTheirValuesAreNotTooMany() {
    // Otherwise those whose values nearly all differ would be closed.
    change("{\"dimensions\": [\"a\", \"b\", \"c\", \"d\"]}");
    for (int i = 0; i < 200; i++) {
      given.response(
          DAY,
          i < 100 ? 7 : 9,
          Map.of("a", "v" + i % 150, "b", "v" + i, "c", "v" + i % 100, "d", "v" + i % 50));
    }
    send();

    // 150 and 200 are taken; 100 would be too many, and 50 are just not.
    assertThat(get(""))
        .containsEntry("dimensions_left_out", List.of("c"))
        .containsEntry("segments_compared", 400);
    assertThat(get("&by=c"))
        .containsEntry("dimensions_left_out", List.of())
        .containsEntry("segments_compared", 100);
  }

  @Tag("thorough")
  @Test
  void shouldReadLittleForAYearOfManyValues() {
    change("{\"dimensions\": [\"city\"]}");
    Instant newest = Instant.parse("2026-06-20T10:00:00Z");
    for (int i = 0; i < 400; i++) {
      given.response(
          newest.minus(i * 364L / 399, ChronoUnit.DAYS).toString(),
          i % 11,
          Map.of("city", "c" + i % 200),
          Map.of("person_email", "p" + i % 100 + "@example.com"));
    }
    send();
    DoubleAdder units = new DoubleAdder();
    ApiClient metered = project.api(metering(units), Scope.METRICS);
    metered.get("/v1/metrics/passives").expect(200);
    units.reset();

    assertThat(metered.get("/v1/metrics/passives").expect(200).object())
        .containsEntry("segments_compared", 200)
        .containsEntry("response_count", 400);
    assertThat(units.sum()).isBetween(200.0, 300.0);
  }

  private StoreInterference metering(DoubleAdder units) {
    return (request, sender) -> {
      if (request instanceof QueryRequest query) {
        QueryResponse answer =
            store
                .dynamo()
                .query(
                    query.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build());
        // Half a unit is the least that DynamoDB charges; its local copy charges nothing for
        // nothing.
        units.add(Math.max(0.5, answer.consumedCapacity().capacityUnits()));
        return answer;
      }
      GetItemResponse answer =
          store
              .dynamo()
              .getItem(
                  ((GetItemRequest) request)
                      .toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build());
      units.add(answer.consumedCapacity().capacityUnits());
      return answer;
    };
  }

  private void passives(int passives, int responses, Map<String, String> properties) {
    add(given, passives, responses, properties);
  }

  private static void add(
      Given given, int passives, int responses, Map<String, String> properties) {
    for (int i = 0; i < responses; i++) {
      given.response(DAY, i < passives ? 7 + i % 2 : 9 * (i % 2), properties);
    }
  }

  private void send() {
    given.sendTo(api);
    store.drain();
  }

  private void change(String settings) {
    api.withHeader("if-match", "\"0\"").put("/v1/settings", settings).expect(200);
    api = project.api();
  }

  private Map<String, Object> get(String more) {
    return api.get(YEAR + more).expect(200).object();
  }

  private static List<String> values(Map<String, Object> report) {
    return objects(report.get("segments")).stream()
        .map(row -> row.get("dimension") + " " + row.get("row") + " " + row.get("value"))
        .toList();
  }
}
