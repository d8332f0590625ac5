package dev.seveneight;

import static dev.seveneight.TemplateText.at;
import static dev.seveneight.TemplateText.mapAt;
import static dev.seveneight.TemplateText.properties;
import static dev.seveneight.testing.JsonObjects.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.seveneight.testing.LambdaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a function loads when it starts is what the first caller waits for. */
class StartOnLambdaTest {
  private static final String METRICS_LIBRARY = "software.amazon.cloudwatchlogs.emf.";
  private static final String SLOW_JSON = "com.fasterxml.jackson.databind.";

  @ParameterizedTest
  @MethodSource("dev.seveneight.TemplateText#functions")
  void shouldStartWithoutWhatPublishesMetrics(String function) {
    LambdaProcess process = LambdaProcess.calling(handler(function), variables(function));

    assertThat(process.loaded())
        .contains(handler(function), "dev.seveneight.shared.metrics.LazyMetrics");
    assertThat(process.loadedOf(METRICS_LIBRARY)).isEmpty();
    assertThat(process.loadedOf(SLOW_JSON)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "IngestFunction, events/ingest-no-key.json, 401",
    "QueryFunction, events/query-unknown-path.json, 404"
  })
  void shouldAnswerWithoutWhatPublishesMetrics(String function, Path event, int status)
      throws IOException {
    LambdaProcess process = LambdaProcess.calling(handler(function), variables(function), event);

    assertThat(process.output()).hasSize(1);
    assertThat(JSON.std.mapFrom(process.output().get(0))).containsEntry("statusCode", status);
    assertThat(process.loadedOf(METRICS_LIBRARY)).isEmpty();
    assertThat(process.loadedOf(SLOW_JSON)).isEmpty();
  }

  @Test
  void shouldPublishOneLineOnStandardOutput() throws IOException {
    LambdaProcess process = LambdaProcess.publishing();

    assertThat(process.output()).hasSize(1);
    Map<String, Object> line = JSON.std.mapFrom(process.output().get(0));
    assertThat(line)
        .containsEntry("FunctionName", "stack-AggregateFunction-1")
        .containsEntry("RecordsTaken", 3.0);
    assertThat(object(line.get("_aws"))).containsKeys("Timestamp", "CloudWatchMetrics");
  }

  /** The library's way to find out where it runs asks the addresses of other services. */
  @Test
  void shouldPublishWithoutAskingAnybodyWhereItRuns() {
    LambdaProcess process = LambdaProcess.publishing();

    assertThat(process.loadedOf(METRICS_LIBRARY + "model.")).isNotEmpty();
    assertThat(process.loadedOf(SLOW_JSON)).isNotEmpty();
    assertThat(process.loadedOf(METRICS_LIBRARY + "environment.")).isEmpty();
    assertThat(process.loadedOf(METRICS_LIBRARY + "logger.")).isEmpty();
    assertThat(process.loadedOf(METRICS_LIBRARY + "sinks."))
        .containsExactlyInAnyOrder(
            METRICS_LIBRARY + "sinks.ISink", METRICS_LIBRARY + "sinks.ConsoleSink");
  }

  private static String handler(String function) {
    return at(properties(function), "Handler").toString();
  }

  /** Nothing is read from the tables, so that it does not matter what the variables say. */
  private static Map<String, String> variables(String function) {
    return mapAt(properties(function), "Environment", "Variables").keySet().stream()
        .collect(Collectors.toMap(name -> name, name -> "https://" + name.replace('_', '-')));
  }
}
