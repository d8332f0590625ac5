package dev.seveneight;

import static dev.seveneight.TemplateText.RESOURCES;
import static dev.seveneight.TemplateText.TEMPLATE;
import static dev.seveneight.TemplateText.at;
import static dev.seveneight.TemplateText.functions;
import static dev.seveneight.TemplateText.listOf;
import static dev.seveneight.TemplateText.mapAt;
import static dev.seveneight.TemplateText.properties;
import static dev.seveneight.TemplateText.resources;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.seveneight.shared.metrics.EmbeddedMetrics;
import dev.seveneight.shared.metrics.Metric;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.tally.TallyItems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds template.yaml to what must not be lost from it; {@link PermissionsTest} and {@link
 * HandlersTest} see to the rest.
 */
class DeployedTemplateTest {
  /** The SDK reads it, and our code does not. */
  private static final String ENDPOINT = "AWS_ENDPOINT_URL_DYNAMODB";

  private static final Set<String> BEHIND_THE_API = Set.of("IngestFunction", "QueryFunction");

  private static final Set<String> WRITES =
      Set.of(
          "dynamodb:PutItem",
          "dynamodb:UpdateItem",
          "dynamodb:DeleteItem",
          "dynamodb:BatchWriteItem");

  private static final Object KEYS_ONLY = Map.of("ProjectionType", "KEYS_ONLY");

  /** Small attributes only, and nothing that a person wrote. */
  private static final Object PROJECTED_BY_TIME =
      Map.of(
          "ProjectionType",
          "INCLUDE",
          "NonKeyAttributes",
          List.of(
              "type",
              "project",
              "score",
              "category",
              "segments",
              "day",
              "epoch",
              "rev",
              "excluded",
              "has_comment",
              "person",
              "changed_at",
              "live",
              "reasons",
              "asked",
              "care",
              "state",
              "claimed"));

  private static final Object RETAINED_IF_PROTECTED =
      Map.of("Fn::If", List.of("Protected", "Retain", "Delete"));

  @ParameterizedTest
  @MethodSource("dev.seveneight.TemplateText#functions")
  void shouldOverrideForSamLocalExactlyTheVariablesThatAreSet(String function) throws IOException {
    Map<String, Object> set =
        new HashMap<>(mapAt(properties(function), "Environment", "Variables"));
    set.putAll(mapAt(TEMPLATE, "Globals", "Function", "Environment", "Variables"));

    Map<String, Object> overridden =
        mapAt(JSON.std.mapFrom(Files.readString(Path.of("events/env.json"))), function);

    assertThat(set).containsKey(ENDPOINT);
    assertThat(overridden).containsOnlyKeys(set.keySet());
    // Locally a table's name is its logical id.
    overridden.forEach(
        (name, value) -> {
          if (name.endsWith("_TABLE")) {
            assertThat(Map.of("Ref", value)).isEqualTo(set.get(name));
          }
        });
  }

  @Test
  void shouldSetNoVariableForAllFunctionsButTheEndpoint() {
    assertThat(mapAt(TEMPLATE, "Globals", "Function", "Environment", "Variables"))
        .containsOnlyKeys(ENDPOINT);
  }

  @Test
  void shouldSendWritesToIngestAndEverythingElseToQuery() {
    Map<String, String> functionOfRoute = new HashMap<>();
    for (String function : functions()) {
      mapAt(properties(function), "Events")
          .values()
          .forEach(
              event -> {
                Map<String, Object> route = mapAt(Map.of("event", event), "event", "Properties");
                if ("HttpApi".equals(at(Map.of("event", event), "event", "Type"))) {
                  String key =
                      route.containsKey("Path")
                          ? route.get("Method") + " " + route.get("Path")
                          : "$default";
                  functionOfRoute.put(key, function);
                }
              });
    }

    assertThat(functionOfRoute)
        .containsOnly(
            Map.entry("POST /{proxy+}", "IngestFunction"),
            Map.entry("PUT /{proxy+}", "IngestFunction"),
            Map.entry("PATCH /{proxy+}", "IngestFunction"),
            Map.entry("DELETE /{proxy+}", "IngestFunction"),
            Map.entry("GET /{proxy+}", "QueryFunction"),
            Map.entry("$default", "QueryFunction"));
  }

  @Test
  void shouldAllowNoBrowserToCallTheApi() {
    assertThat(properties("Api")).isNotEmpty().doesNotContainKey("CorsConfiguration");
    assertThat(mapAt(TEMPLATE, "Globals")).containsOnlyKeys("Function");
  }

  @Test
  void shouldLogNeitherPathsNorQueriesNorAddresses() throws IOException {
    String format = at(properties("Api"), "AccessLogSettings", "Format").toString();
    Pattern variable = Pattern.compile("\\$context\\.([A-Za-z.]+)");

    assertThat(variable.matcher(format).results().map(found -> found.group(1)))
        .containsExactlyInAnyOrder(
            "requestTime",
            "requestId",
            "integration.requestId",
            "routeKey",
            "status",
            "integration.integrationStatus",
            "responseLatency",
            "integrationLatency",
            "responseLength",
            "error.message",
            "integration.error");
    String logged = variable.matcher(format).replaceAll("1");
    assertThat(JSON.std.mapFrom(logged)).hasSize(11).containsEntry("route", "1");
  }

  /** Each of these is needed for tallies that are exact; two of them lose records in silence. */
  @Test
  void shouldFeedAggregateEveryRecordInOrder() {
    assertThat(mapAt(properties("AggregateFunction"), "Events")).containsOnlyKeys("Ledger");
    assertThat(at(properties("AggregateFunction"), "Events", "Ledger", "Type"))
        .isEqualTo("DynamoDB");
    assertThat(mapAt(properties("AggregateFunction"), "Events", "Ledger", "Properties"))
        .containsOnly(
            Map.entry("Stream", Map.of("Fn::GetAtt", "LedgerTable.StreamArn")),
            Map.entry("StartingPosition", "TRIM_HORIZON"),
            Map.entry("ParallelizationFactor", "1"),
            Map.entry("MaximumRetryAttempts", "-1"),
            Map.entry("MaximumRecordAgeInSeconds", "-1"),
            Map.entry("BisectBatchOnFunctionError", "false"),
            Map.entry("TumblingWindowInSeconds", "900"),
            Map.entry("BatchSize", "10000"),
            Map.entry("MaximumBatchingWindowInSeconds", "1"),
            Map.entry(
                "DestinationConfig",
                Map.of(
                    "OnFailure",
                    Map.of("Destination", Map.of("Fn::GetAtt", "LostBatchQueue.Arn")))));
    assertThat(properties("LostBatchQueue"))
        .containsEntry("SqsManagedSseEnabled", "true")
        .containsEntry("MessageRetentionPeriod", "1209600");
  }

  @ParameterizedTest
  @MethodSource("dev.seveneight.TemplateText#functions")
  void shouldSnapshotTheFunctionsBehindTheApiAndNoOther(String function) {
    if (BEHIND_THE_API.contains(function)) {
      assertThat(properties(function))
          .containsEntry("SnapStart", Map.of("ApplyOn", "PublishedVersions"))
          .containsEntry("AutoPublishAlias", "live")
          .containsEntry("AutoPublishAliasAllProperties", "true")
          .containsEntry("VersionDescription", Map.of("Fn::Sub", "PUBLIC_URL=${PublicUrl}"));
    } else {
      assertThat(properties(function)).doesNotContainKeys("SnapStart", "AutoPublishAlias");
    }
  }

  @Test
  void shouldRunEveryFunctionFromOneBuildOnJava25() {
    Map<String, Object> forAll = mapAt(TEMPLATE, "Globals", "Function");

    assertThat(forAll)
        .containsEntry("CodeUri", ".")
        .containsEntry("Runtime", "java25")
        .doesNotContainKeys("SnapStart", "AutoPublishAlias");
    assertThat(Integer.parseInt(forAll.get("MemorySize").toString())).isGreaterThanOrEqualTo(1024);
    for (String function : functions()) {
      assertThat(properties(function))
          .as(function)
          .doesNotContainKeys("CodeUri", "Runtime", "MemorySize", "Architectures");
    }
  }

  @Test
  void shouldAnswerBeforeTheGatewayGivesUp() {
    for (String function : BEHIND_THE_API) {
      assertThat(Integer.parseInt(properties(function).get("Timeout").toString()))
          .as(function)
          .isBetween(10, 29);
    }
    assertThat(properties("IngestFunction"))
        .containsEntry("Timeout", "29"); // imports work for 20 s
  }

  @Test
  void shouldProtectEveryTable() {
    assertThat(resources("AWS::DynamoDB::Table"))
        .containsExactlyInAnyOrder("LedgerTable", "TallyTable", "ProjectTable")
        .allSatisfy(
            table -> {
              assertThat(mapAt(RESOURCES, table))
                  .containsEntry("DeletionPolicy", RETAINED_IF_PROTECTED)
                  .containsEntry("UpdateReplacePolicy", RETAINED_IF_PROTECTED);
              assertThat(properties(table))
                  .containsEntry(
                      "DeletionProtectionEnabled",
                      Map.of("Fn::If", List.of("Protected", "true", "false")))
                  .containsEntry(
                      "PointInTimeRecoverySpecification",
                      Map.of("PointInTimeRecoveryEnabled", "true"))
                  .containsEntry("SSESpecification", Map.of("SSEEnabled", "true"))
                  .containsEntry("BillingMode", "PAY_PER_REQUEST")
                  .doesNotContainKey("TableName");
            });
    assertThat(mapAt(TEMPLATE, "Conditions"))
        .containsEntry(
            "Protected", Map.of("Fn::Equals", List.of(Map.of("Ref", "Protect"), "true")));
    assertThat(mapAt(TEMPLATE, "Parameters", "Protect")).containsEntry("Default", "true");
  }

  /** An older aggregate function would set aside items of a type that a newer writer introduces. */
  @ParameterizedTest
  @MethodSource("dev.seveneight.TemplateText#functions")
  void shouldUpdateAggregateBeforeEveryFunctionThatWritesTheLedger(String function) {
    boolean isLaterWriter = !function.equals("AggregateFunction") && writesTheLedger(function);

    assertThat(listOf(at(RESOURCES, function, "DependsOn")).contains("AggregateFunction"))
        .isEqualTo(isLaterWriter);
  }

  private static boolean writesTheLedger(String function) {
    return Permissions.of(function)
        .actionsByResource()
        .getOrDefault("LedgerTable", Set.of())
        .stream()
        .anyMatch(WRITES::contains);
  }

  @Test
  void shouldKnowWhichFunctionsWriteTheLedger() {
    assertThat(functions().stream().filter(DeployedTemplateTest::writesTheLedger))
        .containsExactlyInAnyOrder("IngestFunction", "AggregateFunction", "AuditFunction");
  }

  /** A projection cannot be changed on a live table. */
  @Test
  void shouldGiveTheLedgerItsFinalIndexes() {
    assertThat(indexesOf("LedgerTable"))
        .containsOnly(
            Map.entry(LedgerItems.BY_TIME, List.of("listing", "listed_at", PROJECTED_BY_TIME)),
            Map.entry(LedgerItems.BY_CHANGE, List.of("listing", "changed_at", KEYS_ONLY)),
            Map.entry(LedgerItems.BY_PERSON, List.of("answered_by", "listed_at", KEYS_ONLY)),
            Map.entry(LedgerItems.BY_DUE, List.of("due_in", "due_at", KEYS_ONLY)));
    assertThat(listOf(properties("LedgerTable").get("AttributeDefinitions")))
        .contains(Map.of("AttributeName", "due_at", "AttributeType", "N"));
    assertThat(indexesOf("TallyTable"))
        .containsOnly(Map.entry(TallyItems.BY_DAY, List.of("project", "day", KEYS_ONLY)));
  }

  /** Hash key, range key and projection of each index, by name. */
  private static Map<String, List<Object>> indexesOf(String table) {
    Map<String, List<Object>> indexes = new HashMap<>();
    for (Object each : listOf(properties(table).get("GlobalSecondaryIndexes"))) {
      Map<String, Object> index = mapAt(Map.of("index", each), "index");
      List<Object> shape = new ArrayList<>();
      listOf(index.get("KeySchema"))
          .forEach(key -> shape.add(at(Map.of("key", key), "key", "AttributeName")));
      shape.add(index.get("Projection"));
      indexes.put(index.get("IndexName").toString(), shape);
    }
    return indexes;
  }

  @Test
  void shouldStreamTheLedgerAndNoOtherTable() {
    assertThat(properties("LedgerTable"))
        .containsEntry("StreamSpecification", Map.of("StreamViewType", "NEW_AND_OLD_IMAGES"));
    assertThat(properties("TallyTable")).isNotEmpty().doesNotContainKey("StreamSpecification");
    assertThat(properties("ProjectTable")).isNotEmpty().doesNotContainKey("StreamSpecification");
  }

  @ParameterizedTest
  @MethodSource("dev.seveneight.TemplateText#functions")
  void shouldWriteToALogThatIsNotKeptForEver(String function) {
    Object group = at(properties(function), "LoggingConfig", "LogGroup", "Ref");

    assertThat(resources("AWS::Logs::LogGroup")).contains(group.toString());
    assertThat(at(TEMPLATE, "Globals", "Function", "LoggingConfig", "LogFormat")).isEqualTo("JSON");
  }

  @Test
  void shouldKeepEveryLogForAsLongAsTheParameterSays() {
    assertThat(resources("AWS::Logs::LogGroup"))
        .hasSize(functions().size() + 1) // and the access log
        .allSatisfy(
            group ->
                assertThat(properties(group))
                    .containsEntry("RetentionInDays", Map.of("Ref", "LogRetentionDays")));
  }

  @Test
  void shouldWatchWhatLosesOrDelaysAnswers() {
    Set<Object> watched =
        resources("AWS::CloudWatch::Alarm").stream()
            .flatMap(alarm -> metrics(properties(alarm)))
            .map(metric -> metric.get("MetricName"))
            .collect(Collectors.toSet());

    assertThat(watched)
        .containsExactlyInAnyOrder(
            "IteratorAge",
            "ApproximateNumberOfMessagesVisible",
            "5xx",
            "Errors",
            "Throttles",
            "WriteThrottleEvents",
            "ReadThrottleEvents",
            "RecordsSetAside",
            "RecordsNotCounted",
            "DriftFound",
            "NightlyRuns",
            "JobsPutAside");
  }

  @Test
  void shouldWatchEveryTableAndIndexForThrottledWrites() {
    Set<Object> tablesAndIndexes = new HashSet<>();
    for (String table : resources("AWS::DynamoDB::Table")) {
      Map<String, Object> ofTable = Map.of("Name", "TableName", "Value", Map.of("Ref", table));
      tablesAndIndexes.add(List.of(ofTable));
      if (properties(table).containsKey("GlobalSecondaryIndexes")) {
        listOf(properties(table).get("GlobalSecondaryIndexes"))
            .forEach(
                index ->
                    tablesAndIndexes.add(
                        List.of(
                            ofTable,
                            Map.of(
                                "Name",
                                "GlobalSecondaryIndexName",
                                "Value",
                                at(Map.of("index", index), "index", "IndexName")))));
      }
    }

    assertThat(dimensionsOf("TableThrottlesAlarm", "WriteThrottleEvents"))
        .containsExactlyInAnyOrderElementsOf(tablesAndIndexes);
  }

  @Test
  void shouldWatchEveryFunctionForThrottles() {
    assertThat(dimensionsOf("FunctionThrottlesAlarm", "Throttles"))
        .containsExactlyInAnyOrderElementsOf(
            functions().stream()
                .map(
                    id ->
                        (Object)
                            List.of(Map.of("Name", "FunctionName", "Value", Map.of("Ref", id))))
                .toList());
  }

  private static List<Object> dimensionsOf(String alarm, String metricName) {
    return metrics(properties(alarm))
        .filter(metric -> metric.get("MetricName").equals(metricName))
        .map(metric -> metric.get("Dimensions"))
        .toList();
  }

  /** One catches runs that fail, the other those that never begin. */
  @Test
  void shouldKeepWhatTellsOfAScheduledRunThatFailed() {
    Object queue = Map.of("Fn::GetAtt", "FailedRunQueue.Arn");

    assertThat(
            at(
                properties("AuditFunction"),
                "EventInvokeConfig",
                "DestinationConfig",
                "OnFailure",
                "Destination"))
        .isEqualTo(queue);
    List<String> rules = new ArrayList<>();
    for (String function : functions()) {
      mapAt(properties(function), "Events")
          .forEach(
              (name, event) -> {
                if ("Schedule".equals(at(Map.of("event", event), "event", "Type"))) {
                  rules.add(function + name);
                  assertThat(
                          at(
                              Map.of("event", event),
                              "event",
                              "Properties",
                              "DeadLetterConfig",
                              "Arn"))
                      .isEqualTo(queue);
                }
              });
    }
    assertThat(rules).containsExactlyInAnyOrder("AuditFunctionContinue", "AuditFunctionNightly");
    Map<String, Object> statement =
        mapAt(
            Map.of(
                "only",
                listOf(at(properties("FailedRunQueuePolicy"), "PolicyDocument", "Statement"))
                    .get(0)),
            "only");
    assertThat(statement)
        .containsEntry("Principal", Map.of("Service", "events.amazonaws.com"))
        .containsEntry("Resource", queue)
        .containsEntry(
            "Condition",
            Map.of(
                "ArnEquals",
                Map.of(
                    "aws:SourceArn",
                    rules.stream().map(rule -> Map.of("Fn::GetAtt", rule + ".Arn")).toList())));
    assertThat(metrics(properties("FailedRunAlarm")).map(metric -> metric.get("Dimensions")))
        .containsExactly(
            List.of(
                Map.of(
                    "Name",
                    "QueueName",
                    "Value",
                    Map.of("Fn::GetAtt", "FailedRunQueue.QueueName"))));
  }

  /**
   * CloudWatch evaluates at most 7 days; a period of a day would begin at any hour, so it is hours.
   */
  @Test
  void shouldAlarmWhenANightPassesWithoutTheNightlyRun() {
    assertThat(properties("NightlyRunAlarm"))
        .containsEntry("TreatMissingData", "breaching")
        .containsEntry("ComparisonOperator", "LessThanThreshold")
        .containsEntry("Threshold", "1")
        .containsEntry("EvaluationPeriods", "26");
    assertThat(properties("NightlyRunAlarm").get("Metrics").toString())
        .contains("FILL(published, 0)", "Period=3600", "NightlyRuns");
  }

  @Test
  void shouldReserveConcurrencyForWhatMustNotWaitForTheApi() {
    for (String name : List.of("Aggregate", "Audit")) {
      assertThat(properties(name + "Function"))
          .containsEntry(
              "ReservedConcurrentExecutions",
              Map.of(
                  "Fn::If",
                  List.of(
                      "ReservesFor" + name,
                      Map.of("Ref", name + "Concurrency"),
                      Map.of("Ref", "AWS::NoValue"))));
      // Lambda never runs a function for which 0 is reserved.
      assertThat(at(TEMPLATE, "Conditions", "ReservesFor" + name))
          .isEqualTo(
              Map.of(
                  "Fn::Not",
                  List.of(
                      Map.of("Fn::Equals", List.of(Map.of("Ref", name + "Concurrency"), "0")))));
    }
  }

  /** An alarm on something that nobody publishes is quiet for ever. */
  @Test
  void shouldWatchOnlyWhatIsPublished() {
    List<Map<String, Object>> ofOurs =
        resources("AWS::CloudWatch::Alarm").stream()
            .flatMap(alarm -> metrics(properties(alarm)))
            .filter(metric -> !metric.get("Namespace").toString().startsWith("AWS/"))
            .toList();

    assertThat(ofOurs)
        .isNotEmpty()
        .allSatisfy(
            metric -> {
              assertThat(metric).containsEntry("Namespace", EmbeddedMetrics.NAMESPACE);
              assertThat(Stream.of(Metric.values()).map(Metric::publishedName))
                  .contains(metric.get("MetricName").toString());
              assertThat(listOf(metric.get("Dimensions")))
                  .singleElement()
                  .isIn(
                      functions().stream()
                          .map(
                              function ->
                                  Map.of(
                                      "Name",
                                      EmbeddedMetrics.DIMENSION,
                                      "Value",
                                      Map.of("Ref", function)))
                          .toList());
            });
  }

  @Test
  void shouldSayWithEveryAlarmWhatItIsForAndTellSomebody() {
    assertThat(resources("AWS::CloudWatch::Alarm"))
        .isNotEmpty()
        .allSatisfy(
            alarm -> {
              assertThat(at(properties(alarm), "AlarmDescription").toString())
                  .hasSizeGreaterThan(80)
                  .hasSizeLessThan(1024);
              assertThat(properties(alarm))
                  .containsEntry(
                      "TreatMissingData",
                      alarm.equals("NightlyRunAlarm") ? "breaching" : "notBreaching")
                  .containsKey("AlarmActions");
            });
  }

  /** The metrics of an alarm, each with its namespace, name and dimensions. */
  private static Stream<Map<String, Object>> metrics(Map<String, Object> alarm) {
    if (alarm.containsKey("MetricName")) {
      return Stream.of(alarm);
    }
    return listOf(alarm.get("Metrics")).stream()
        .map(metric -> mapAt(Map.of("metric", metric), "metric"))
        .filter(metric -> metric.containsKey("MetricStat"))
        .map(metric -> mapAt(metric, "MetricStat", "Metric"));
  }
}
