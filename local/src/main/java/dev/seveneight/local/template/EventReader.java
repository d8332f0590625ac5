package dev.seveneight.local.template;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the events of a function: routes of the HTTP API, streams and schedules. */
final class EventReader {
  private static final Set<String> HTTP_PROPERTIES =
      Set.of("ApiId", "Method", "Path", "PayloadFormatVersion");

  private static final Set<String> SCHEDULE_PROPERTIES =
      Set.of("Schedule", "Input", "Description", "Enabled", "DeadLetterConfig");

  private static final String BATCH_SIZE = "BatchSize";
  private static final String BATCHING_WINDOW = "MaximumBatchingWindowInSeconds";
  private static final String TUMBLING_WINDOW = "TumblingWindowInSeconds";

  /** Properties with a fixed meaning in the local poller, with the only value that it supports. */
  private static final Map<String, String> FIXED =
      Map.of(
          "StartingPosition", "TRIM_HORIZON",
          "ParallelizationFactor", "1",
          "MaximumRetryAttempts", "-1",
          "MaximumRecordAgeInSeconds", "-1",
          "BisectBatchOnFunctionError", "false",
          "Enabled", "true");

  private static final Set<String> OTHER_STREAM_PROPERTIES =
      Set.of(
          "Stream",
          BATCH_SIZE,
          BATCHING_WINDOW,
          TUMBLING_WINDOW,
          // Not used, because retries have no limit.
          "DestinationConfig");

  private final TemplateValues values;

  EventReader(TemplateValues values) {
    this.values = values;
  }

  RouteDefinition route(String function, TemplateNode event) {
    TemplateNode properties = event.get("Properties").allowing(HTTP_PROPERTIES);
    properties
        .find("PayloadFormatVersion")
        .filter(version -> !values.text(version).equals("2.0"))
        .ifPresent(
            version -> {
              throw version.complaint("the local runner speaks payload format 2.0 only");
            });
    // SAM turns an event without path and method into the API's default route.
    String path = properties.find("Path").map(values::text).orElse("$default");
    String method = properties.find("Method").map(values::text).orElse("ANY");
    return new RouteDefinition(method.toUpperCase(Locale.ROOT), path, function);
  }

  /**
   * Checks a schedule. Schedules do not run on one machine; a user can invoke the function instead.
   * So this only makes sure that the template has no unknown properties.
   */
  void checkSchedule(TemplateNode event) {
    values.text(event.get("Properties").allowing(SCHEDULE_PROPERTIES).get("Schedule"));
  }

  StreamSource stream(String function, TemplateNode event) {
    TemplateNode properties = event.get("Properties");
    properties
        .entries()
        .forEach(
            (name, node) -> {
              String only = FIXED.get(name);
              if (only != null) {
                if (!values.text(node).equals(only)) {
                  throw node.complaint("the local runner plays " + only + " only");
                }
              } else if (!OTHER_STREAM_PROPERTIES.contains(name)) {
                throw node.complaint("the local runner does not understand this");
              }
            });
    properties.get("StartingPosition");
    return new StreamSource(
        function,
        streamedTable(properties.get("Stream")),
        properties.find(BATCH_SIZE).map(values::number).orElse(100),
        seconds(properties.find(BATCHING_WINDOW)),
        seconds(properties.find(TUMBLING_WINDOW)));
  }

  private Duration seconds(Optional<TemplateNode> node) {
    return Duration.ofSeconds(node.map(values::number).orElse(0));
  }

  private static String streamedTable(TemplateNode stream) {
    String attribute = TemplateValues.STREAM_ARN;
    if (stream.intrinsic().filter("GetAtt"::equals).isEmpty()
        || !stream.rawText().endsWith(attribute)) {
      throw stream.complaint("expected !GetAtt with a table's StreamArn");
    }
    return stream.rawText().substring(0, stream.rawText().length() - attribute.length());
  }
}
