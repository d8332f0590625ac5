package dev.seveneight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds each function's policy in template.yaml to what the function does. */
class PermissionsTest {
  @Test
  void shouldLetEachFunctionDoNoMoreThanItDoes() {
    assertThat(Permissions.of("IngestFunction").actionsByResource())
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
    assertThat(Permissions.of("QueryFunction").actionsByResource())
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
    assertThat(Permissions.of("AggregateFunction").actionsByResource())
        .containsOnlyKeys(
            "TallyTable", "LedgerTable.StreamArn", "LostBatchQueue", "AggregateLogs", "*")
        .containsEntry("TallyTable", Set.of("dynamodb:UpdateItem"))
        .containsEntry("*", Set.of("dynamodb:ListStreams"));
    assertThat(Permissions.of("KeysFunction").actionsByResource()).containsOnlyKeys("ProjectTable");
  }

  @ParameterizedTest
  @MethodSource("dev.seveneight.TemplateText#functions")
  void shouldAllowNoActionByPattern(String function) {
    assertThat(Permissions.of(function).actionsByResource().values())
        .isNotEmpty()
        .allSatisfy(actions -> assertThat(actions).noneMatch(action -> action.contains("*")));
  }
}
