package dev.seveneight.bench.usual;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Answers with a score, as most functions in Java would be written. */
public final class UsualQueryHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private static final String SCORE_COUNTER = "1.s";

  private final ObjectMapper json = new ObjectMapper();
  private final UsualStore store = new UsualStore();

  /** What a caller gets. */
  public record Score(long nps, long promoters, long passives, long detractors, long total) {}

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    Optional<String> caller = store.projectOf(event.getHeaders().get("authorization"));
    if (caller.isEmpty()) {
      return reply(401, Map.of("error", "unauthorized"));
    }
    return reply(200, score(caller.get()));
  }

  private Score score(String project) {
    store.project(project, "project");
    LocalDate last =
        store
            .newest(project)
            .map(item -> item.get("listed_at").s())
            .map(place -> Long.parseLong(place.substring(0, place.indexOf('#'))))
            .map(second -> LocalDate.ofInstant(Instant.ofEpochSecond(second), ZoneOffset.UTC))
            .orElseGet(() -> LocalDate.now(ZoneOffset.UTC));
    Map<Integer, Long> counts = new HashMap<>();
    List<Map<String, AttributeValue>> tallies =
        store.tallies(project + "#", "score#day#" + last.minusDays(29), "score#day#" + last);
    for (Map<String, AttributeValue> tally : tallies) {
      tally.forEach(
          (name, value) -> {
            if (name.startsWith(SCORE_COUNTER)) {
              int score = Integer.parseInt(name.substring(SCORE_COUNTER.length()));
              counts.merge(score, Long.valueOf(value.n()), Long::sum);
            }
          });
    }
    long promoters = sum(counts, 9, 10);
    long passives = sum(counts, 7, 8);
    long detractors = sum(counts, 0, 6);
    long total = promoters + passives + detractors;
    long nps = total == 0 ? 0 : Math.round(100.0 * (promoters - detractors) / total);
    return new Score(nps, promoters, passives, detractors, total);
  }

  private static long sum(Map<Integer, Long> counts, int first, int last) {
    long sum = 0;
    for (int score = first; score <= last; score++) {
      sum += counts.getOrDefault(score, 0L);
    }
    return sum;
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
