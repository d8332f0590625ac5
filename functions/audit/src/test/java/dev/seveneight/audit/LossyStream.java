package dev.seveneight.audit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The ledger's stream as it is delivered to the aggregate function: everything that there is, each
 * time from the beginning on, but for what a test has lost.
 */
public final class LossyStream {
  private final StoreExtension store;
  private final RequestStreamHandler aggregate;
  private final Set<String> delivered = new HashSet<>();
  private final Set<String> lost = new LinkedHashSet<>();

  public LossyStream(StoreExtension store, RequestStreamHandler aggregate) {
    this.store = store;
    this.aggregate = aggregate;
  }

  /** Delivers what is there, again and for the first time. */
  public void drain() {
    deliver(record -> !lost.contains(record));
  }

  /** Gives up on what was not delivered yet. */
  public void lose() {
    store.drainInto(
        (input, output, context) -> {
          for (Map<?, ?> record : records(Json.readTrusted(input))) {
            if (!delivered.contains(id(record))) {
              lost.add(id(record));
            }
          }
          answer(output);
        });
  }

  /** Delivers what was lost, after all. */
  public void redeliverLost() {
    deliver(lost::contains);
  }

  /** Delivers what was lost, but for the record that came last. */
  public void redeliverLostButTheLast() {
    List<String> all = List.copyOf(lost);
    deliver(all.subList(0, all.size() - 1)::contains);
  }

  private void deliver(Predicate<String> which) {
    store.drainInto((input, output, context) -> deliver(which, input, output, context));
  }

  private void deliver(
      Predicate<String> which, InputStream input, OutputStream output, Context context)
      throws IOException {
    Map<String, Object> event = new TreeMap<>(Json.readTrusted(input));
    List<Map<?, ?>> records =
        records(event).stream().filter(record -> which.test(id(record))).toList();
    if (!records.isEmpty()) {
      event.put("Records", records);
      aggregate.handleRequest(
          new ByteArrayInputStream(Json.write(event).getBytes(StandardCharsets.UTF_8)),
          OutputStream.nullOutputStream(),
          context);
      records.forEach(record -> delivered.add(id(record)));
    }
    answer(output);
  }

  private static void answer(OutputStream output) throws IOException {
    output.write("{\"state\":{}}".getBytes(StandardCharsets.UTF_8));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<?, ?>> records(Map<String, Object> event) {
    return (List<Map<?, ?>>) event.getOrDefault("Records", List.of());
  }

  private static String id(Map<?, ?> record) {
    return (String) ((Map<?, ?>) record.get("dynamodb")).get("SequenceNumber");
  }
}
