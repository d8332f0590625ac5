package dev.seveneight.aggregate;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.aggregate.stream.SetAsideRecord;
import dev.seveneight.aggregate.stream.StreamBatch;
import dev.seveneight.aggregate.stream.StreamReader;
import dev.seveneight.shared.deployment.Deployment;
import dev.seveneight.shared.log.ChangeLog;
import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.metrics.Metric;
import dev.seveneight.shared.metrics.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;

/**
 * The handler of the ledger's stream: updates tallies and journeys. It throws if a write fails, so
 * that Lambda delivers the batch again.
 */
public final class AggregateHandler implements RequestStreamHandler {
  /** With a tumbling window, every reply must contain a state. Ours is empty. */
  private static final byte[] STATE = "{\"state\":{}}".getBytes(StandardCharsets.UTF_8);

  /** The most records of a batch that are logged. More than these have the same cause. */
  private static final int MOST_LOGGED = 100;

  private final Fold fold;
  private final Metrics metrics;
  private final InstantSource clock;

  /** Called by Lambda. */
  public AggregateHandler() {
    this(Deployment.onLambda());
  }

  AggregateHandler(Deployment deployment) {
    this(deployment, new Parallel());
  }

  AggregateHandler(Deployment deployment, Parallel parallel) {
    this.fold = AggregateWiring.fold(deployment, parallel);
    this.metrics = deployment.metrics();
    this.clock = deployment.clock();
  }

  @Override
  public void handleRequest(InputStream event, OutputStream reply, Context context)
      throws IOException {
    StreamBatch batch = StreamReader.read(event);
    if (!batch.isEmpty()) {
      Instant receivedAt = clock.instant();
      Folded folded =
          ChangeLog.of(context.getLogger(), ChangeLog.ERASURE).during(() -> fold.apply(batch));
      folded.noted().stream().limit(MOST_LOGGED).forEach(record -> log(context, batch, record));
      metrics.publish(measurements(batch, folded, receivedAt));
    }
    reply.write(STATE);
  }

  private static void log(Context context, StreamBatch batch, SetAsideRecord record) {
    context
        .getLogger()
        .log(
            "Set aside, %s: record %s of %s, item %s: %s"
                .formatted(
                    record.needsRebuild() ? "missing until a rebuild" : "not counted as it is",
                    record.sequenceNumber(),
                    batch.shard().map(shard -> shard.value()).orElse("no shard"),
                    record.itemKey(),
                    record.reason()));
  }

  private static Map<Metric, Long> measurements(
      StreamBatch batch, Folded folded, Instant receivedAt) {
    Map<Metric, Long> measurements = new EnumMap<>(Metric.class);
    measurements.put(Metric.RECORDS_TAKEN, (long) folded.taken());
    measurements.put(Metric.RECORDS_SEEN_AGAIN, (long) folded.seenAgain());
    measurements.put(Metric.RECORDS_SET_ASIDE, (long) folded.setAside());
    if (folded.notCounted() > 0) {
      measurements.put(Metric.RECORDS_NOT_COUNTED, (long) folded.notCounted());
    }
    measurements.put(Metric.TALLIES_WRITTEN, (long) folded.talliesWritten());
    if (!batch.records().isEmpty()) {
      Duration age = Duration.between(batch.records().get(0).position().time(), receivedAt);
      measurements.put(Metric.ITERATOR_AGE, Math.max(0, age.toMillis()));
    }
    return measurements;
  }
}
