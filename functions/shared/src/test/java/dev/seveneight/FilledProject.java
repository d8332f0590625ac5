package dev.seveneight;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.route.AutopilotRoute;
import dev.seveneight.shared.route.ImportRoute;
import dev.seveneight.shared.route.MetricRoute;
import dev.seveneight.shared.route.OpenApiRoute;
import dev.seveneight.shared.route.PersonRoute;
import dev.seveneight.shared.route.ResponseRoute;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.route.SettingsRoute;
import dev.seveneight.shared.route.SuppressionRoute;
import dev.seveneight.shared.route.TrendRoute;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A project full of personal values that a test recognises, and for each route the requests that
 * could bring them to light. The requests name people as a caller would who guesses: by addresses
 * and ids.
 */
final class FilledProject {
  /** A type of body. */
  enum Body {
    JSON("application/json"),
    FORM("application/x-www-form-urlencoded"),
    CSV("text/csv");

    private final String mediaType;

    Body(String mediaType) {
      this.mediaType = mediaType;
    }
  }

  /** One request. */
  record Request(String method, String path, Body type, String body) {
    ApiClient prepare(ApiClient api) {
      return api.withHeader("content-type", type.mediaType).withHeader("if-match", "\"0\"");
    }
  }

  /** The personal values, in lower case. Each stands for a kind of data. */
  static final List<String> PERSONAL_VALUES =
      List.of(
          "zelda.q@secret.example",
          "14155550177",
          "ext-secret-77",
          "zelda quill",
          "secret-tier",
          "secret-comment",
          "secret-property@",
          "secret-note",
          "secret-answer",
          "secret-tag",
          "secret-edit",
          "gone.q@secret.example",
          "unsubscribed.q@secret.example",
          "bounced.q@secret.example");

  private static final String RESPONSES = "/v1/survey_responses";
  private static final String PEOPLE = "/v1/people";
  private static final String KEYED = "{\"score\": 9, \"submission_id\": \"keyed\"}";

  private final TestProject project;
  private final ApiClient api;
  private final String zelda;
  private final String response;
  private final String spare;
  private final String trend;
  private final String importId;

  FilledProject(StoreExtension store, TestClock clock) {
    project = TestProject.in(store, clock);
    api = project.api();
    zelda =
        created(
            PEOPLE,
            """
            {"email": "zelda.q@secret.example", "phone_number": "+14155550177",
             "external_id": "ext-secret-77", "name": "Zelda Quill",
             "properties": {"tier": "secret-tier"}, "last_sent_at": 1772600000}
            """);
    response =
        created(
            RESPONSES,
            """
            {"score": 8, "person_email": "zelda.q@secret.example", "comment": "secret-comment",
             "person_properties": {"plan": "pro", "contact": "secret-property@x.example"},
             "notes": [{"text": "secret-note"}], "additional_answers": [{"text": "secret-answer"}],
             "tags": ["secret-tag"], "survey": "spring", "submission_id": "known"}
            """);
    api.put(RESPONSES + "/" + created(RESPONSES, KEYED), "{\"comment\": \"secret-edit\"}")
        .expect(200);
    spare = created(RESPONSES, "{\"score\": 7, \"comment\": \"secret-comment\"}");
    created(PEOPLE, "{\"email\": \"gone.q@secret.example\", \"name\": \"Zelda Quill\"}");
    created(PEOPLE, "{\"external_id\": \"other\"}");
    api.post("/v1/unsubscribes", "{\"person_email\": \"unsubscribed.q@secret.example\"}")
        .expect(200);
    api.post("/v1/bounces", "{\"person_email\": \"bounced.q@secret.example\"}").expect(200);
    trend = created("/v1/trends", "{\"name\": \"Pro\", \"segment\": {\"plan\": \"pro\"}}");
    importId =
        (String)
            api.withHeader("content-type", Body.CSV.mediaType)
                .post("/v1/imports", "score,comment,person\n6,secret-comment," + zelda + "\n")
                .expect(200)
                .field("import_id");
    store.drain();
  }

  TestProject project() {
    return project;
  }

  /** The requests for each route, those that delete last. */
  Map<Route, List<Request>> requests() {
    Map<Route, List<Request>> requests = new LinkedHashMap<>();
    requests.put(ResponseRoute.CREATE_RESPONSE, createResponse());
    requests.put(
        ResponseRoute.CREATE_RESPONSES,
        List.of(
            json(
                "POST",
                RESPONSES + "/batch",
                "["
                    + String.join(
                        ",",
                        createResponse().stream()
                            .filter(request -> request.type() == Body.JSON)
                            .map(Request::body)
                            .toList())
                    + "]")));
    requests.put(
        ResponseRoute.SAVE_RESPONSE,
        List.of(
            json("PUT", RESPONSES, "{\"id\": \"%s\", \"score\": 9}".formatted(response)),
            json("PUT", RESPONSES, "{\"id\": \"%s\", \"expand\": \"person\"}".formatted(response)),
            json("PUT", RESPONSES, "{\"id\": \"%s\", \"score\": 11}".formatted(response))));
    requests.put(
        ResponseRoute.CHANGE_RESPONSE,
        List.of(
            json("PUT", RESPONSES + "/" + response, "{}"),
            json("PUT", RESPONSES + "/" + response, "{\"expand\": [\"person\", \"notes\"]}"),
            json(
                "PUT",
                RESPONSES + "/" + response,
                """
                {"updated_at": 1, "comment": null, "notes": null, "tags": null, "person": null,
                 "person_properties": null, "additional_answers": null}
                """),
            json("PUT", RESPONSES + "/" + response, tooManyProperties("person_properties")),
            json("PUT", RESPONSES + "/" + response, "{\"person\": \"nobody\"}"),
            json("PUT", RESPONSES + "/nobody", "{\"score\": 9}")));
    requests.put(
        ResponseRoute.LIST_RESPONSES,
        List.of(
            get(RESPONSES + "?expand=person"),
            get(RESPONSES + "?person_email=zelda.q@secret.example"),
            get(RESPONSES + "?cursor=zelda")));
    requests.put(
        ResponseRoute.GET_RESPONSE,
        List.of(get(RESPONSES + "/" + response + "?expand=person"), get(RESPONSES + "/nobody")));
    requests.put(PersonRoute.CREATE_PERSON, createPerson());
    requests.put(
        PersonRoute.SAVE_PERSON,
        List.of(
            json("PUT", PEOPLE, "{\"id\": \"%s\"}".formatted(zelda)),
            json("PUT", PEOPLE, "{\"id\": \"%s\", \"external_id\": \"other\"}".formatted(zelda)),
            json(
                "PUT",
                PEOPLE,
                "{\"id\": \"%s\", \"updated_at\": 1, \"name\": null}".formatted(zelda)),
            json("PUT", PEOPLE, "{\"id\": \"nobody\", \"name\": \"x\"}")));
    requests.put(
        SuppressionRoute.CREATE_UNSUBSCRIBE,
        List.of(
            json("POST", "/v1/unsubscribes", "{\"person_email\": \"zelda.q@secret.example\"}"),
            form("/v1/unsubscribes", "person_email=zelda.q%40secret.example")));
    requests.put(
        SuppressionRoute.CREATE_BOUNCE,
        List.of(
            json("POST", "/v1/bounces", "{\"person_email\": \"zelda.q@secret.example\"}"),
            form("/v1/bounces", "person_email=zelda.q%40secret.example")));
    requests.put(SuppressionRoute.LIST_UNSUBSCRIBES, List.of(get("/v1/unsubscribes")));
    requests.put(SuppressionRoute.LIST_BOUNCES, List.of(get("/v1/bounces")));
    requests.put(TrendRoute.LIST_TRENDS, List.of(get("/v1/trends")));
    requests.put(TrendRoute.GET_TREND, List.of(get("/v1/trends/" + trend)));
    requests.put(
        TrendRoute.CREATE_TREND,
        List.of(
            json("POST", "/v1/trends", "{\"name\": \"Pro\", \"segment\": {\"plan\": \"pro\"}}"),
            json("POST", "/v1/trends", "{\"name\": \"X\", \"segment\": {\"contact\": \"x\"}}")));
    requests.put(
        AutopilotRoute.CREATE_AUTOPILOT,
        List.of(json("POST", "/v1/autopilot/email/memberships", "{}")));
    requests.put(
        AutopilotRoute.CHANGE_AUTOPILOT, List.of(json("PUT", "/v1/autopilot/email", "{}")));
    requests.put(
        AutopilotRoute.DELETE_AUTOPILOT, List.of(delete("/v1/autopilot/email/memberships")));
    requests.put(AutopilotRoute.GET_AUTOPILOT, List.of(get("/v1/autopilot/email")));
    requests.put(
        PersonRoute.LIST_PEOPLE,
        List.of(
            get(PEOPLE),
            get(PEOPLE + "?email=zelda.q@secret.example"),
            get(PEOPLE + "?standing=passive")));
    requests.put(
        PersonRoute.GET_PERSON,
        List.of(get(PEOPLE + "/" + zelda), get(PEOPLE + "/email:zelda.q@secret.example")));
    requests.put(PersonRoute.GET_JOURNEY, List.of(get(PEOPLE + "/" + zelda + "/journey")));
    requests.put(
        ImportRoute.IMPORT,
        List.of(
            csv("?dry_run=true", "score,person\n6,%s\n11,%s\n".formatted(zelda, zelda)),
            csv("", "score,person,submission_id\n6,%s,known\n".formatted(zelda)),
            csv(
                "",
                "score,person_phone_number,person_external_id\n6,+14155550177,other\n9,x,other\n")));
    requests.put(SettingsRoute.GET_SETTINGS, List.of(get("/v1/settings")));
    requests.put(
        SettingsRoute.CHANGE_SETTINGS,
        List.of(
            json("PUT", "/v1/settings", "{}"), json("PUT", "/v1/settings", "{\"dimensions\": 1}")));
    requests.put(
        MetricRoute.METRICS_OF_SEGMENT,
        List.of(
            get("/v1/metrics"),
            get("/v1/metrics?basis=people"),
            get("/v1/metrics?segment[contact]=x")));
    requests.put(MetricRoute.METRICS_OVER_TIME, List.of(get("/v1/metrics/series?by=day")));
    requests.put(
        MetricRoute.METRICS_BY_DIMENSION,
        List.of(get("/v1/metrics/by/plan"), get("/v1/metrics/by/contact")));
    requests.put(MetricRoute.METRICS_OF_PASSIVES, List.of(get("/v1/metrics/passives")));
    requests.put(MetricRoute.METRICS_OF_TRANSITIONS, List.of(get("/v1/metrics/transitions")));
    requests.put(MetricRoute.LIST_DIMENSIONS, List.of(get("/v1/dimensions")));
    requests.put(OpenApiRoute.GET_OPEN_API, List.of(get("/v1/openapi.yaml")));
    requests.put(
        ResponseRoute.DELETE_RESPONSE,
        List.of(delete(RESPONSES + "/" + spare), delete(RESPONSES + "/nobody")));
    requests.put(
        SuppressionRoute.WITHDRAW_SURVEY_REQUESTS,
        List.of(delete(PEOPLE + "/email:zelda.q@secret.example/survey_requests/pending")));
    requests.put(TrendRoute.DELETE_TREND, List.of(delete("/v1/trends/" + trend)));
    requests.put(ImportRoute.TAKE_BACK_IMPORT, List.of(delete("/v1/imports/" + importId)));
    requests.put(
        PersonRoute.DELETE_PERSON,
        List.of(delete(PEOPLE + "/email:gone.q@secret.example"), delete(PEOPLE + "/nobody")));
    requests.put(
        PersonRoute.DELETE_NAMED_PERSON,
        List.of(
            delete(PEOPLE + "?email=unsubscribed.q@secret.example"),
            delete(PEOPLE + "?email=x@x.example")));
    return requests;
  }

  private List<Request> createResponse() {
    return List.of(
        json("POST", RESPONSES, "{\"score\": 8, \"person_email\": \"zelda.q@secret.example\"}"),
        json("POST", RESPONSES, "{\"score\": 8, \"person_external_id\": \"ext-secret-77\"}"),
        json(
            "POST",
            RESPONSES,
            "{\"score\": 8, \"person_phone_number\": \"+14155550177\","
                + " \"person_external_id\": \"other\"}"),
        json("POST", RESPONSES, "{\"score\": 8, \"person\": \"%s\"}".formatted(zelda)),
        json(
            "POST",
            RESPONSES,
            "{\"score\": 8, \"person\": \"%s\", \"expand\": \"person\"}".formatted(zelda)),
        json("POST", RESPONSES, KEYED),
        json("POST", RESPONSES, "{\"score\": 1, \"submission_id\": \"known\"}"),
        json("POST", RESPONSES, "{\"score\": 12}"),
        form(RESPONSES, "score=8&person_email=zelda.q%40secret.example"));
  }

  private List<Request> createPerson() {
    return List.of(
        json("POST", PEOPLE, "{\"email\": \"zelda.q@secret.example\"}"),
        json("POST", PEOPLE, "{\"phone_number\": \"+14155550177\", \"name\": null}"),
        json("POST", PEOPLE, "{\"id\": \"%s\", \"properties\": {\"a\": \"b\"}}".formatted(zelda)),
        json("POST", PEOPLE, "{\"id\": \"%s\", \"email\": \"a@x.example\"}".formatted(zelda)),
        json("POST", PEOPLE, "{\"email\": \"zelda.q@secret.example\", \"external_id\": \"other\"}"),
        json(
            "POST",
            PEOPLE,
            tooManyProperties("properties").replaceFirst("\\{", "{\"id\": \"" + zelda + "\", ")),
        form(PEOPLE, "external_id=ext-secret-77"));
  }

  private static String tooManyProperties(String field) {
    String names =
        String.join(
            ",", IntStream.range(0, 50).mapToObj(i -> "\"n%d\": \"v\"".formatted(i)).toList());
    return "{\"%s\": {%s}}".formatted(field, names);
  }

  private String created(String path, String body) {
    return api.post(path, body).expect(201).id();
  }

  private static Request json(String method, String path, String body) {
    return new Request(method, path, Body.JSON, body);
  }

  private static Request form(String path, String body) {
    return new Request("POST", path, Body.FORM, body);
  }

  private static Request csv(String query, String body) {
    return new Request("POST", "/v1/imports" + query, Body.CSV, body);
  }

  private static Request get(String path) {
    return new Request("GET", path, Body.JSON, "");
  }

  private static Request delete(String path) {
    return new Request("DELETE", path, Body.JSON, "");
  }
}
