package dev.seveneight;

import static dev.seveneight.TemplateText.at;
import static dev.seveneight.TemplateText.listOf;
import static dev.seveneight.TemplateText.mapAt;
import static dev.seveneight.TemplateText.properties;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds each function's policy in template.yaml to what the function does. */
class PermissionsTest {
  @Test
  void shouldLetEachFunctionDoNoMoreThanItDoes() {
    assertThat(permissions("IngestFunction"))
        .containsOnlyKeys("LedgerTable", "LedgerTable/index/*", "ProjectTable")
        .containsEntry(
            "LedgerTable",
            Set.of(
                "dynamodb:GetItem",
                "dynamodb:BatchGetItem",
                "dynamodb:PutItem",
                "dynamodb:UpdateItem",
                "dynamodb:ConditionCheckItem"))
        .containsEntry("LedgerTable/index/*", Set.of("dynamodb:Query"));
    assertThat(permissions("QueryFunction"))
        .containsOnlyKeys(
            "LedgerTable",
            "LedgerTable/index/*",
            "TallyTable",
            "TallyTable/index/*",
            "ProjectTable")
        .allSatisfy(
            (resource, actions) ->
                assertThat(actions)
                    .isEqualTo(
                        Set.of("dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query")));
    assertThat(permissions("AggregateFunction"))
        .containsOnlyKeys(
            "TallyTable", "LedgerTable.StreamArn", "LostBatchQueue", "AggregateLogs", "*")
        .containsEntry("TallyTable", Set.of("dynamodb:UpdateItem"))
        .containsEntry("*", Set.of("dynamodb:ListStreams"));
    assertThat(permissions("KeysFunction")).containsOnlyKeys("ProjectTable");
  }

  @ParameterizedTest
  @MethodSource("dev.seveneight.TemplateText#functions")
  void shouldAllowNoActionByPattern(String function) {
    assertThat(permissions(function).values())
        .isNotEmpty()
        .allSatisfy(actions -> assertThat(actions).noneMatch(action -> action.contains("*")));
  }

  /** What a function may do, by the resource that it may do it to. */
  private static Map<String, Set<String>> permissions(String function) {
    Map<String, Set<String>> actionsByResource = new HashMap<>();
    for (Object statement : statements(function)) {
      Map<String, Object> parts = mapAt(Map.of("statement", statement), "statement");
      assertThat(parts).containsEntry("Effect", "Allow").doesNotContainKeys("NotAction");
      for (Object resource : listOf(parts.get("Resource"))) {
        Set<String> actions =
            actionsByResource.computeIfAbsent(resourceName(resource), name -> new TreeSet<>());
        listOf(parts.get("Action")).forEach(action -> actions.add(action.toString()));
      }
    }
    return actionsByResource;
  }

  private static List<Object> statements(String function) {
    List<Object> statements = new ArrayList<>();
    if (properties(function).containsKey("Role")) {
      String role = at(properties(function), "Role", "Fn::GetAtt").toString().replace(".Arn", "");
      for (Object policy : listOf(properties(role).get("Policies"))) {
        statements.addAll(
            listOf(at(Map.of("policy", policy), "policy", "PolicyDocument", "Statement")));
      }
    } else {
      for (Object policy : listOf(properties(function).get("Policies"))) {
        statements.addAll(listOf(at(Map.of("policy", policy), "policy", "Statement")));
      }
    }
    return statements;
  }

  /** {@code LedgerTable} for its ARN, {@code LedgerTable/index/*} for its indexes. */
  private static String resourceName(Object arn) {
    if (arn instanceof Map<?, ?> intrinsic) {
      String reference = intrinsic.values().iterator().next().toString();
      return reference.replaceAll("[${}]", "").replaceFirst("\\.Arn", "");
    }
    return arn.toString();
  }
}
