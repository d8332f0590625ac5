package dev.seveneight.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.aggregate.erasure.Erasures;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.ledger.ResponseId;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestInvocation;
import dev.seveneight.testing.TestProject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** People are erased step by step, and neither the stream nor anybody else is held up. */
class ErasureStepsTest {
  @RegisterExtension final StoreExtension store = new StoreExtension();

  private ErasureScene scene;
  private TestClock clock;
  private TestProject project;
  private ApiClient api;

  @BeforeEach
  void makeProject() {
    scene = ErasureScene.in(store);
    clock = scene.clock();
    project = scene.project();
    api = scene.project().api();
  }

  @Tag("thorough")
  @Test
  @Timeout(300)
  void shouldEraseThousandsInStepsWhileOthersAreCounted() {
    String jo =
        api.post("/v1/people", "{\"id\": \"P-1\", \"email\": \"jo@example.com\", \"send\": false}")
            .expect(201)
            .id();
    for (int batch = 0; batch < 3; batch++) {
      api.post("/v1/survey_responses/batch", batch(500, "\"person\": \"" + jo + "\"")).expect(200);
    }
    AtomicInteger others = new AtomicInteger();
    List<Integer> erasedInSteps = new ArrayList<>();
    RequestStreamHandler aggregate = counting(erasedInSteps);

    store.drainInto(
        (event, answer, context) -> {
          if (others.get() < 20) {
            others.incrementAndGet();
            scene.answer("kim", 9);
          }
          aggregate.handleRequest(event, answer, context);
          if (others.get() == 1) {
            assertThat(scene.scored(8)).isEqualTo(1_500);
            api.delete("/v1/people/" + jo).expect(202);
          }
          if (others.get() == 10) {
            assertThat(scene.scored(8)).as("on the way").isBetween(1L, 1_499L);
            assertThat(scene.scored(9)).as("others are counted meanwhile").isBetween(8L, 10L);
          }
        });

    assertThat(scene.saysAnything("P-1")).isFalse();
    assertThat(scene.scored(9)).isEqualTo(20);
    assertThat(scene.scored(8)).isZero();
    assertThat(erasedInSteps).allMatch(erased -> erased <= Erasures.MOST_ANSWERS);
    assertThat(erasedInSteps.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1_500);
  }

  /** The aggregate function, which notes how many answers each invocation erases. */
  private RequestStreamHandler counting(List<Integer> erased) {
    AtomicInteger now = new AtomicInteger();
    RequestStreamHandler aggregate =
        project.function(
            "AggregateFunction",
            (request, sender) -> {
              if (request instanceof UpdateItemRequest update && Writes.isOfResponse(update)) {
                now.incrementAndGet();
              }
              return sender.send();
            });
    return (event, answer, context) -> {
      // Time passes, so that the erasure comes to its end.
      clock.advance(Duration.ofSeconds(1));
      aggregate.handleRequest(event, answer, context);
      erased.add(now.getAndSet(0));
    };
  }

  private static String batch(int count, String more) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"score\": 8, " + more + "}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  @Test
  void shouldNotEndBeforeTheIndexHasAllEarlierWrites() {
    String late = scene.answer("jo", 7).id();
    scene.drain();
    AtomicBoolean isBehind = new AtomicBoolean(true);
    api.delete("/v1/people/email:jo@example.com").expect(202);
    RequestStreamHandler aggregate =
        project.function(
            "AggregateFunction",
            (request, sender) ->
                request instanceof QueryRequest && isBehind.get()
                    ? QueryResponse.builder().items(List.of()).build()
                    : sender.send());
    AtomicInteger invocations = new AtomicInteger();

    store.drainInto(
        (event, answer, context) -> {
          clock.advance(Duration.ofSeconds(1));
          isBehind.set(invocations.incrementAndGet() < 14);
          aggregate.handleRequest(event, answer, context);
        });

    assertThat(invocations).hasValueGreaterThan(14);
    assertThat(project.response(late)).containsKey("gone");
    assertThat(project.ledger("person")).isEmpty();
  }

  @Test
  void shouldSkipItemsThatTheIndexStillListsAfterDeletion() {
    String id = scene.answer("jo", 7).id();
    String key = LedgerItems.responseKey(project.id(), new ResponseId(id));
    scene.drain();
    api.delete("/v1/people/email:jo@example.com").expect(202);
    RequestStreamHandler aggregate =
        project.function(
            "AggregateFunction",
            (request, sender) ->
                request instanceof QueryRequest
                    ? QueryResponse.builder()
                        .items(List.of(Map.of("pk", AttributeValue.fromS(key))))
                        .build()
                    : sender.send());

    store.drainInto(
        (event, answer, context) -> {
          clock.advance(Duration.ofSeconds(5));
          aggregate.handleRequest(event, answer, context);
        });

    assertThat(project.response(id)).containsEntry("rev", AttributeValue.fromN("2"));
    assertThat(project.ledger("person")).isEmpty();
  }

  @Test
  void shouldEraseAResponseThatIsEditedAtTheSameTime() {
    String id = scene.answer("jo", 7).id();
    scene.drain();
    api.delete("/v1/people/email:jo@example.com").expect(202);
    AtomicBoolean isEdited = new AtomicBoolean();

    scene.drainInto(
        (request, sender) -> {
          if (request instanceof UpdateItemRequest update
              && Writes.isOfResponse(update)
              && isEdited.compareAndSet(false, true)) {
            api.put("/v1/survey_responses/" + id, "{\"comment\": \"I am Jo.\"}").expect(200);
          }
          return sender.send();
        });

    assertThat(isEdited).isTrue();
    assertThat(project.response(id)).containsEntry("rev", AttributeValue.fromN("3"));
    assertThat(scene.saysAnything("I am Jo")).isFalse();
  }

  @Test
  void shouldKeepAResponseThatNowBelongsToAnotherPerson() {
    String id = scene.answer("jo", 7).id();
    String kim = (String) scene.answer("kim", 9).field("person");
    scene.drain();
    api.delete("/v1/people/email:jo@example.com").expect(202);
    AtomicBoolean isHandedOn = new AtomicBoolean();

    scene.drainInto(
        (request, sender) -> {
          if (request instanceof UpdateItemRequest update
              && Writes.isOfResponse(update)
              && isHandedOn.compareAndSet(false, true)) {
            api.put("/v1/survey_responses/" + id, "{\"person\": \"" + kim + "\"}").expect(200);
          }
          return sender.send();
        });

    assertThat(isHandedOn).isTrue();
    assertThat(project.response(id).get("person").s()).isEqualTo(kim);
    assertThat(project.ledger("person")).hasSize(1);
    assertThat(scene.tallies()).containsEntry(" standing#day#2026-03-05 1.s9", 1L);
  }

  @Test
  void shouldEndForOneRecordOfManyThatAskForTheSame() {
    scene.answer("jo", 7);
    scene.drain();
    api.delete("/v1/people/email:jo@example.com").expect(202);
    List<String> events = new ArrayList<>();
    RequestStreamHandler aggregate = project.function("AggregateFunction");
    store.drainInto(
        (event, answer, context) -> {
          clock.advance(Duration.ofSeconds(6));
          byte[] bytes = event.readAllBytes();
          events.add(new String(bytes, StandardCharsets.UTF_8));
          aggregate.handleRequest(new ByteArrayInputStream(bytes), answer, context);
        });
    Map<String, Map<String, AttributeValue>> everything = project.everything();
    Map<String, Long> tallies = project.talliesAsTheyStand();

    for (String event : events) {
      new TestInvocation().call(aggregate, event);
    }

    assertThat(events).hasSizeGreaterThan(3);
    assertThat(project.everything()).isEqualTo(everything);
    assertThat(project.talliesAsTheyStand()).isEqualTo(tallies);
  }

  @Test
  void shouldPutOffStepsForWhichThereIsNoTime() {
    List<String> people = IntStream.range(0, 40).mapToObj(i -> "p" + i).toList();
    people.forEach(who -> scene.answer(who, 7));
    List<Integer> erased = new ArrayList<>();
    AtomicInteger now = new AtomicInteger();
    RequestStreamHandler aggregate =
        project.function(
            "AggregateFunction",
            (request, sender) -> {
              if (request instanceof UpdateItemRequest update && Writes.isOfResponse(update)) {
                now.incrementAndGet();
                // Each of them takes a second.
                clock.advance(Duration.ofSeconds(1));
              }
              return sender.send();
            });

    store.drainInto(
        (event, answer, context) -> {
          clock.advance(Duration.ofSeconds(1));
          aggregate.handleRequest(event, answer, context);
          erased.add(now.getAndSet(0));
          if (erased.size() == 1) {
            people.forEach(
                who -> api.delete("/v1/people/email:" + who + "@example.com").expect(202));
          }
        });

    assertThat(erased).allMatch(count -> count <= 16);
    assertThat(erased.stream().mapToInt(Integer::intValue).sum()).isEqualTo(40);
    assertThat(project.ledger("person")).isEmpty();
    assertThat(scene.tallies()).isEmpty();
  }
}
