package dev.seveneight.bench.cold;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.seveneight.local.stream.StreamRecordJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.CRC32;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A stand-in for DynamoDB that speaks its protocol: it returns a few items, accepts every write and
 * stores none. Each reply takes a fixed time, like one from DynamoDB in the same region. It rejects
 * one kind of write: the one of priming, whose condition can never hold.
 */
final class StandInStore implements AutoCloseable {
  private static final String NEVER = "attribute_exists(pk) AND attribute_not_exists(pk)";
  private static final String ERRORS = "com.amazonaws.dynamodb.v20120810#";
  private static final String TRANSACTION = "TransactWriteItems";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final StandInProject project;
  private final Duration delay;

  StandInStore(StandInProject project, Duration delay) {
    this.project = project;
    this.delay = delay;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String operation = target.substring(target.indexOf('.') + 1);
    Map<String, Object> request = JSON.std.mapFrom(exchange.getRequestBody().readAllBytes());
    boolean rejected =
        (operation.equals(TRANSACTION) || request.containsKey("ConditionExpression"))
            && JSON.std.asString(request).contains(NEVER);
    byte[] body =
        JSON.std.asBytes(rejected ? rejection(operation, request) : reply(operation, request));
    try {
      Thread.sleep(delay.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
    exchange.getResponseHeaders().add("x-amz-crc32", Long.toString(checksum(body)));
    exchange.getResponseHeaders().add("x-amzn-RequestId", "STANDIN");
    exchange.sendResponseHeaders(rejected ? 400 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static Map<String, Object> rejection(String operation, Map<String, Object> request) {
    if (!operation.equals(TRANSACTION)) {
      return Map.of("__type", ERRORS + "ConditionalCheckFailedException");
    }
    int items = ((List<?>) request.get("TransactItems")).size();
    return Map.of(
        "__type",
        ERRORS + "TransactionCanceledException",
        "CancellationReasons",
        Collections.nCopies(items, Map.of("Code", "ConditionalCheckFailed")));
  }

  private Map<String, Object> reply(String operation, Map<String, Object> request) {
    return switch (operation) {
      case "GetItem" ->
          project
              .item((Map<?, ?>) request.get("Key"))
              .<Map<String, Object>>map(item -> Map.of("Item", StreamRecordJson.item(item)))
              .orElse(Map.of());
      case "BatchGetItem" -> Map.of("Responses", read((Map<?, ?>) request.get("RequestItems")));
      case "Query" -> {
        List<Map<String, AttributeValue>> items =
            project.list((String) request.get("TableName"), (String) request.get("IndexName"));
        yield Map.of(
            "Items", items.stream().map(StreamRecordJson::item).toList(),
            "Count", items.size(),
            "ScannedCount", items.size());
      }
      default -> Map.of();
    };
  }

  private Map<String, Object> read(Map<?, ?> keysByTable) {
    Map<String, Object> found = new HashMap<>();
    keysByTable.forEach(
        (table, asked) ->
            found.put(
                (String) table,
                ((List<?>) ((Map<?, ?>) asked).get("Keys"))
                    .stream()
                        .flatMap(key -> project.item((Map<?, ?>) key).stream())
                        .map(StreamRecordJson::item)
                        .toList()));
    return found;
  }

  private static long checksum(byte[] body) {
    CRC32 checksum = new CRC32();
    checksum.update(body);
    return checksum.getValue();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
