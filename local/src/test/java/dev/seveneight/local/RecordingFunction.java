package dev.seveneight.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.seveneight.shared.deployment.Deployment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A function of the tests' own: keeps every event and answers what the test wants. */
public final class RecordingFunction implements RequestStreamHandler {
  /** What a test does with an event. */
  public interface Answer {
    String to(Map<String, Object> event, Context context) throws IOException, InterruptedException;
  }

  public final List<Map<String, Object>> events = new ArrayList<>();
  public volatile Answer answer = (event, context) -> "{\"state\":{}}";

  public RecordingFunction() {}

  /** The constructor that the runner looks for. */
  public RecordingFunction(Deployment deployment) {
    String table = deployment.environment().get("THINGS_TABLE");
    answer = (event, context) -> "{\"statusCode\":200,\"body\":\"" + table + "\"}";
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    Map<String, Object> event = JSON.std.mapFrom(input);
    synchronized (events) {
      events.add(event);
    }
    try {
      output.write(answer.to(event, context).getBytes(StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  int count() {
    synchronized (events) {
      return events.size();
    }
  }

  public Map<String, Object> last() {
    synchronized (events) {
      return events.get(events.size() - 1);
    }
  }
}
