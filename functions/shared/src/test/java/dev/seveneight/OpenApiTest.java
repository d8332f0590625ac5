package dev.seveneight;

import static dev.seveneight.OpenApiText.asMap;
import static dev.seveneight.OpenApiText.map;
import static dev.seveneight.OpenApiText.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.ledger.Content;
import dev.seveneight.shared.ledger.Exclusion;
import dev.seveneight.shared.ledger.ResponseId;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.project.ProjectSecret;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.project.Settings;
import dev.seveneight.shared.reply.Expansion;
import dev.seveneight.shared.reply.PersonJson;
import dev.seveneight.shared.reply.ResponseJson;
import dev.seveneight.shared.reply.SettingsJson;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.route.RouteTable;
import dev.seveneight.shared.segment.NotCounted;
import dev.seveneight.testing.SamplePerson;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/openapi.yaml to the code, in both directions. */
class OpenApiTest {
  private static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  /** The fields of replies to requests that create a response, besides those of the response. */
  private static final Set<String> ONLY_OF_NEW =
      Set.of(ResponseJson.NOT_COUNTED, ResponseJson.NOT_COUNTED_BECAUSE);

  private static final String RESPONSES = "#/components/responses/";

  private record Operation(String method, String path, Map<String, Object> description) {}

  @Test
  void shouldDescribeExactlyTheRoutesWithTheirScopes() {
    assertThat(operations())
        .extracting(
            o ->
                o.method()
                    + " "
                    + o.path()
                    + " "
                    + o.description().get("x-scope")
                    + " "
                    + o.description().get("operationId"))
        .containsExactlyInAnyOrderElementsOf(
            RouteTable.ROUTES.stream()
                .map(
                    r ->
                        r.method()
                            + " "
                            + r.path()
                            + " "
                            + r.scope().map(Scope::apiName).orElse("none")
                            + " "
                            + name(r))
                .toList());
  }

  @Test
  void shouldDescribeExactlyTheErrors() {
    List<String> described = new ArrayList<>();
    map("components", "responses").keySet().forEach(r -> described.addAll(errorsOf(r)));

    assertThat(described.stream().distinct())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ErrorCode.values()).map(e -> e.status() + " " + e.code()).toList());
  }

  @Test
  void shouldGiveEveryOperationErrorsOfTheStatusThatTheyStandUnder() {
    for (Operation operation : operations()) {
      Map<String, Object> answers = asMap(operation.description().get("responses"));
      assertThat(answers)
          .as(operation.method() + " " + operation.path())
          .containsKeys("429", "500", "503");
      boolean needsKey = !operation.description().get("x-scope").equals("none");
      assertThat(answers.containsKey("401") && answers.containsKey("403")).isEqualTo(needsKey);
      // The document asks for a key everywhere; where none is needed it has to say so.
      assertThat(List.of().equals(operation.description().get("security"))).isEqualTo(!needsKey);
      answers.forEach(
          (status, answer) -> {
            if (asMap(answer).get("$ref") instanceof String reference) {
              assertThat(errorsOf(reference.substring(RESPONSES.length())))
                  .allMatch(error -> error.startsWith(status + " "));
            } else {
              assertThat(status).startsWith("2");
            }
          });
    }
  }

  @Test
  void shouldDescribeExactlyTheFieldsOfAResponse() {
    Map<String, Object> answer = ResponseJson.of(response(), "https://nps.example.com/r");

    assertThat(map("components", "schemas", "SurveyResponse", "properties").keySet())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(answer.keySet().stream(), ONLY_OF_NEW.stream()).toList());
    assertThat(texts("components", "schemas", "SurveyResponse", "required"))
        .containsExactlyInAnyOrderElementsOf(answer.keySet());
    assertThat(map("components", "schemas", "ResponseToChange", "properties").keySet())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(answer.keySet(), ONLY_OF_NEW, Set.of(Expansion.NAME))
                .flatMap(Set::stream)
                .toList())
        .contains(ResponseJson.READ_ONLY.toArray(String[]::new));
  }

  @Test
  void shouldDescribeExactlyTheFieldsOfAPerson() {
    Map<String, Object> answer = PersonJson.of(SamplePerson.withoutDetails(), Optional.empty());

    assertThat(texts("components", "schemas", "KnownPerson", "required"))
        .containsExactlyInAnyOrderElementsOf(answer.keySet());
    assertThat(map("components", "schemas", "KnownPerson", "properties").keySet())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(answer.keySet().stream(), Stream.of("standing")).toList());
  }

  @Test
  void shouldDescribeExactlyTheSettings() {
    Map<String, Object> answer =
        SettingsJson.of(
            new Project(
                "acme", new ProjectSecret(new byte[32]), 1, Settings.DEFAULT, 0, false, false));

    assertThat(map("components", "schemas", "Settings", "properties"))
        .containsOnlyKeys(answer.keySet());
    assertThat(texts("components", "schemas", "Settings", "required"))
        .containsExactlyInAnyOrderElementsOf(answer.keySet());
    assertThat(map("components", "schemas", "SettingsToChange", "properties"))
        .containsOnlyKeys(answer.keySet());
  }

  @Test
  void shouldNameExactlyTheReasonsForNotCountingAName() {
    assertThat(texts("components", "schemas", "NotCountedReason", "enum"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(NotCounted.values()).map(NotCounted::apiName).toList());
  }

  @Test
  void shouldNameExactlyTheReasonsForLeavingAResponseOut() {
    assertThat(texts("components", "schemas", "Excluded", "enum"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Exclusion.values()).map(Exclusion::apiName).toList());
  }

  @Test
  void shouldNameExactlyTheRulesThatAFieldCanBreak() {
    assertThat(texts("components", "schemas", "FieldError", "properties", "code", "enum"))
        .containsExactlyInAnyOrderElementsOf(Arrays.stream(Rule.values()).map(Rule::code).toList());
  }

  private static List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    map("paths")
        .forEach(
            (path, item) ->
                asMap(item)
                    .forEach(
                        (method, description) -> {
                          if (METHODS.contains(method)) {
                            operations.add(
                                new Operation(
                                    method.toUpperCase(Locale.ROOT), path, asMap(description)));
                          }
                        }));
    return operations;
  }

  /**
   * The errors of ours that an answer can be, each as its status and its code; the gateway's own
   * have none.
   */
  private static List<String> errorsOf(String answer) {
    Map<String, Object> content = map("components", "responses", answer, "content");
    if (!content.containsKey("application/problem+json")) {
      assertThat(asMap(asMap(content.get("application/json")).get("schema")))
          .containsEntry("$ref", "#/components/schemas/GatewayMessage");
      return List.of();
    }
    Map<String, Object> schema =
        asMap(asMap(content.get("application/problem+json")).get("schema"));
    Map<String, Object> special = asMap(((List<?>) schema.get("allOf")).get(1));
    Map<String, Object> properties = asMap(special.get("properties"));
    Object status = asMap(properties.get("status")).get("const");
    List<?> codes = (List<?>) asMap(properties.get("code")).get("enum");
    assertThat(codes).isNotEmpty();
    return codes.stream().map(code -> status + " " + code).toList();
  }

  /** The name of a constant as JSON writes names of operations: GET_RESPONSE is getResponse. */
  private static String name(Route route) {
    StringBuilder name = new StringBuilder();
    for (String word : route.name().toLowerCase(Locale.ROOT).split("_", -1)) {
      name.append(
          name.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return name.toString();
  }

  private static SurveyResponse response() {
    return new SurveyResponse(
        "acme",
        new ResponseId("r"),
        1,
        1,
        Instant.EPOCH,
        Instant.EPOCH,
        LocalDate.EPOCH,
        List.of(),
        Content.withScore(8).build(),
        Optional.empty());
  }
}
