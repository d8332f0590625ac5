package dev.seveneight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Holds each function's policy in template.yaml to what the function does. */
class PermissionsTest {
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
                    "dynamodb:UpdateItem")));
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
            Map.entry("ProjectTable", Set.of("dynamodb:GetItem")));
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
            Map.entry("AggregateLogs", Set.of("logs:CreateLogStream", "logs:PutLogEvents")));
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
                    "dynamodb:Query",
                    "dynamodb:Scan",
                    "dynamodb:PutItem",
                    "dynamodb:UpdateItem",
                    "dynamodb:DeleteItem")),
            Map.entry(
                "LedgerTable.StreamArn",
                Set.of(
                    "dynamodb:DescribeStream",
                    "dynamodb:GetRecords",
                    "dynamodb:GetShardIterator")));
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
                    "dynamodb:UpdateItem")));
  }
}
