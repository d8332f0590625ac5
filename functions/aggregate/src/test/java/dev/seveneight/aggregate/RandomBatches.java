package dev.seveneight.aggregate;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.shared.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Cuts each batch of the stream into pieces of any size and hands these on, in their order. */
final class RandomBatches implements RequestStreamHandler {
  private final RequestStreamHandler function;
  private final Random random;

  RandomBatches(RequestStreamHandler function, Random random) {
    this.function = function;
    this.random = random;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    Map<String, Object> event = Json.readTrusted(input);
    List<?> records = event.get("Records") instanceof List<?> list ? list : List.of();
    for (int first = 0; first < records.size(); ) {
      int next = Math.min(records.size(), first + 1 + random.nextInt(records.size()));
      Map<String, Object> piece = new LinkedHashMap<>(event);
      piece.put("Records", records.subList(first, next));
      function.handleRequest(stream(piece), OutputStream.nullOutputStream(), context);
      first = next;
    }
    Map<String, Object> empty = new LinkedHashMap<>(event);
    empty.remove("Records");
    function.handleRequest(stream(empty), output, context);
  }

  private static InputStream stream(Map<String, Object> event) {
    return new ByteArrayInputStream(Json.write(event).getBytes(StandardCharsets.UTF_8));
  }
}
