package dev.seveneight.bench.usual;

import static dev.seveneight.bench.usual.UsualStore.sha256;
import static dev.seveneight.bench.usual.UsualStore.text;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Takes in a response with a new person, as most functions in Java would be written. */
public final class UsualIngestHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final ObjectMapper json = new ObjectMapper();
  private final UsualStore store = new UsualStore();

  /** What a caller sends. */
  public record Submission(
      @JsonProperty("submission_id") String submissionId,
      @JsonProperty("person_email") String personEmail,
      int score,
      String comment,
      @JsonProperty("person_properties") Map<String, Object> properties) {}

  /** What a caller gets. */
  public record Taken(String id, int score, String comment, String category, long createdAt) {}

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    try {
      Optional<String> caller = store.projectOf(event.getHeaders().get("authorization"));
      if (caller.isEmpty()) {
        return reply(401, Map.of("error", "unauthorized"));
      }
      return reply(201, take(caller.get(), json.readValue(event.getBody(), Submission.class)));
    } catch (JsonProcessingException e) {
      return reply(400, Map.of("error", "not JSON"));
    }
  }

  private Taken take(String project, Submission submission) {
    store.project(project, "project");
    store.ledger(project + "#i#" + sha256(submission.personEmail()));
    store.project(project, "dimensions");
    submission.properties().keySet().forEach(name -> store.project(project, "values#" + name));
    String id = sha256(submission.submissionId());

    long now = Instant.now().getEpochSecond();
    String person = UUID.randomUUID().toString();
    Taken taken = new Taken(id, submission.score(), submission.comment(), "passive", now);
    Map<String, AttributeValue> response = new HashMap<>();
    response.put("pk", text(project + "#r#" + id));
    response.put("person", text(person));
    response.put("score", AttributeValue.fromN(Integer.toString(taken.score())));
    response.put("comment", text(taken.comment()));
    response.put("category", text(taken.category()));
    response.put("day", text(LocalDate.now(ZoneOffset.UTC).toString()));
    response.put("listed_at", text(String.format("%010d#%s", now, id)));
    store.put(
        List.of(
            Map.of("pk", text(project + "#i#" + sha256(submission.personEmail()))),
            Map.of("pk", text(project + "#p#" + person), "email", text(submission.personEmail())),
            Map.of("pk", text(project + "#j#" + person), "answers", AttributeValue.fromM(Map.of())),
            response));
    return taken;
  }

  private APIGatewayV2HTTPResponse reply(int status, Object body) {
    try {
      return APIGatewayV2HTTPResponse.builder()
          .withStatusCode(status)
          .withHeaders(Map.of("content-type", "application/json"))
          .withBody(json.writeValueAsString(body))
          .build();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
