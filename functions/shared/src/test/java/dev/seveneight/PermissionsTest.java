package dev.seveneight;

import static dev.seveneight.TemplateText.RESOURCES;
import static dev.seveneight.TemplateText.TEMPLATE;
import static dev.seveneight.TemplateText.at;
import static dev.seveneight.TemplateText.functions;
import static dev.seveneight.TemplateText.mapAt;
import static dev.seveneight.TemplateText.properties;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds each function's policy in template.yaml to what the function does. */
class PermissionsTest {
  private static final Set<String> READS =
      Set.of("dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query");
  private static final Set<String> WRITES =
      Set.of(
          "dynamodb:PutItem",
          "dynamodb:UpdateItem",
          "dynamodb:DeleteItem",
          "dynamodb:BatchWriteItem");

  @Test
  void shouldLetIngestWriteTheLedgerAndNoTally() {
    assertThat(Permissions.of("IngestFunction").actionsByResource())
        .containsOnly(
            Map.entry(
                "LedgerTable",
                Set.of(
                    "dynamodb:GetItem",
                    "dynamodb:PutItem",
                    "dynamodb:UpdateItem",
                    "dynamodb:ConditionCheckItem",
                    "dynamodb:DeleteItem")),
            Map.entry("LedgerTable/index/ByPerson", Set.of("dynamodb:Query")),
            Map.entry(
                "ProjectTable",
                Set.of(
                    "dynamodb:GetItem",
                    "dynamodb:BatchGetItem",
                    "dynamodb:Query",
                    "dynamodb:PutItem",
                    "dynamodb:UpdateItem")),
            logsOf("IngestLogs"));
  }

  @Test
  void shouldLetQueryWriteNothing() {
    assertThat(Permissions.of("QueryFunction").actionsByResource())
        .containsOnly(
            Map.entry("LedgerTable", Set.of("dynamodb:GetItem", "dynamodb:BatchGetItem")),
            Map.entry("LedgerTable/index/ByTime", Set.of("dynamodb:Query")),
            Map.entry("LedgerTable/index/ByChange", Set.of("dynamodb:Query")),
            Map.entry("LedgerTable/index/ByPerson", Set.of("dynamodb:Query")),
            Map.entry("TallyTable", Set.of("dynamodb:Query")),
            Map.entry("ProjectTable", Set.of("dynamodb:GetItem")),
            logsOf("QueryLogs"));
  }

  @Test
  void shouldLetAggregateOnlyAddToTalliesFillJourneysAndErase() {
    assertThat(Permissions.of("AggregateFunction").actionsByResource())
        .containsOnly(
            Map.entry("TallyTable", Set.of("dynamodb:GetItem", "dynamodb:UpdateItem")),
            Map.entry(
                "LedgerTable",
                Set.of("dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem")),
            Map.entry("LedgerTable/index/ByPerson", Set.of("dynamodb:Query")),
            Map.entry("ProjectTable", Set.of("dynamodb:GetItem", "dynamodb:PutItem")),
            Map.entry(
                "LedgerTable.StreamArn",
                Set.of(
                    "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator")),
            Map.entry("*", Set.of("dynamodb:ListStreams")),
            Map.entry("LostBatchQueue", Set.of("sqs:SendMessage")),
            logsOf("AggregateLogs"));
  }

  @Test
  void shouldLetAuditMoveWhatIsThereAndMakeNothing() {
    assertThat(Permissions.of("AuditFunction").actionsByResource())
        .containsOnly(
            Map.entry(
                "LedgerTable",
                Set.of(
                    "dynamodb:GetItem",
                    "dynamodb:BatchGetItem",
                    "dynamodb:UpdateItem",
                    "dynamodb:DeleteItem")),
            Map.entry("LedgerTable/index/ByTime", Set.of("dynamodb:Query")),
            Map.entry("LedgerTable/index/ByPerson", Set.of("dynamodb:Query")),
            Map.entry(
                "TallyTable",
                Set.of(
                    "dynamodb:GetItem",
                    "dynamodb:BatchGetItem",
                    "dynamodb:Query",
                    "dynamodb:UpdateItem",
                    "dynamodb:DeleteItem")),
            Map.entry("TallyTable/index/ByDay", Set.of("dynamodb:Query")),
            Map.entry(
                "ProjectTable",
                Set.of(
                    "dynamodb:GetItem",
                    "dynamodb:BatchGetItem",
                    "dynamodb:Query",
                    "dynamodb:Scan",
                    "dynamodb:PutItem",
                    "dynamodb:UpdateItem",
                    "dynamodb:DeleteItem")),
            Map.entry(
                "LedgerTable.StreamArn",
                Set.of(
                    "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator")),
            Map.entry("FailedRunQueue", Set.of("sqs:SendMessage")),
            logsOf("AuditLogs"));
  }

  @Test
  void shouldLetKeysTouchNoResponses() {
    assertThat(Permissions.of("KeysFunction").actionsByResource())
        .containsOnly(
            Map.entry(
                "ProjectTable",
                Set.of(
                    "dynamodb:GetItem",
                    "dynamodb:Query",
                    "dynamodb:PutItem",
                    "dynamodb:UpdateItem")),
            logsOf("KeysLogs"));
  }

  /** Policies tell the partitions of the table of projects apart by how their keys begin. */
  @Test
  void shouldLimitEachFunctionToItsPartitionsOfProjects() {
    assertThat(partitionsReadBy("IngestFunction")).containsExactly("key#*", "project#*");
    assertThat(partitionsWrittenBy("IngestFunction")).containsExactly("project#*");
    assertThat(partitionsReadBy("QueryFunction")).containsExactly("key#*", "project#*");
    assertThat(partitionsWrittenBy("QueryFunction")).isEmpty();
    assertThat(partitionsReadBy("AggregateFunction")).containsExactly("project#*");
    assertThat(partitionsWrittenBy("AggregateFunction")).containsExactly("~set-aside");
    assertThat(partitionsWrittenBy("AuditFunction"))
        .containsExactly("project#*", "~jobs", "~jobs#*");
    assertThat(partitionsWrittenBy("KeysFunction")).containsExactly("key#*", "keys#*", "project#*");
  }

  /** A scan names no partition key; it reads, and only audit may do it. */
  @ParameterizedTest
  @MethodSource("dev.seveneight.TemplateText#functions")
  void shouldLeaveNothingButAScanOfProjectsUnlimited(String function) {
    assertThat(
            grantsOnProjects(function)
                .filter(grant -> grant.leadingKeys().isEmpty())
                .flatMap(grant -> grant.actions().stream()))
        .isSubsetOf("AuditFunction".equals(function) ? Set.of("dynamodb:Scan") : Set.of());
  }

  @ParameterizedTest
  @MethodSource("dev.seveneight.TemplateText#functions")
  void shouldLetAFunctionWriteItsOwnLogGroupAndNoOther(String function) {
    String ownGroup = at(properties(function), "LoggingConfig", "LogGroup", "Ref").toString();

    assertThat(
            Permissions.of(function).actionsByResource().entrySet().stream()
                .filter(
                    allowed ->
                        allowed.getValue().stream().anyMatch(action -> action.startsWith("logs:"))))
        .containsExactly(logsOf(ownGroup));
  }

  /** SAM adds a managed policy, which may write every log group, to each role that it makes. */
  @ParameterizedTest
  @MethodSource("dev.seveneight.TemplateText#functions")
  void shouldGiveAFunctionARoleOfItsOwnWithoutAManagedPolicy(String function) {
    assertThat(properties(function)).containsKey("Role").doesNotContainKey("Policies");
    assertThat(mapAt(TEMPLATE, "Globals", "Function")).doesNotContainKeys("Role", "Policies");
    assertThat(
            functions().stream()
                .filter(other -> roleOf(other).equals(roleOf(function)))
                .collect(Collectors.toSet()))
        .containsExactly(function);
    assertThat(at(RESOURCES, roleOf(function), "Type")).isEqualTo("AWS::IAM::Role");
    assertThat(properties(roleOf(function)))
        .containsOnlyKeys("AssumeRolePolicyDocument", "Policies")
        .containsEntry(
            "AssumeRolePolicyDocument",
            Map.of(
                "Version",
                "2012-10-17",
                "Statement",
                List.of(
                    Map.of(
                        "Effect", "Allow",
                        "Principal", Map.of("Service", "lambda.amazonaws.com"),
                        "Action", "sts:AssumeRole"))));
  }

  private static String roleOf(String function) {
    return at(properties(function), "Role", "Fn::GetAtt").toString().replace(".Arn", "");
  }

  private static Map.Entry<String, Set<String>> logsOf(String group) {
    return Map.entry(group, Set.of("logs:CreateLogStream", "logs:PutLogEvents"));
  }

  private static SortedSet<String> partitionsReadBy(String function) {
    return partitions(function, READS);
  }

  private static SortedSet<String> partitionsWrittenBy(String function) {
    return partitions(function, WRITES);
  }

  private static SortedSet<String> partitions(String function, Set<String> actions) {
    return grantsOnProjects(function)
        .filter(grant -> grant.actions().stream().anyMatch(actions::contains))
        .flatMap(grant -> grant.leadingKeys().stream())
        .flatMap(limit -> limit.patterns().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<Permissions.Grant> grantsOnProjects(String function) {
    return Permissions.of(function).grants().stream()
        .filter(grant -> grant.resource().startsWith("ProjectTable"));
  }
}
