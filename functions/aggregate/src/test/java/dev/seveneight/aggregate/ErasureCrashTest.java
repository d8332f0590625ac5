package dev.seveneight.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.StoreInterference;
import dev.seveneight.testing.TestProject;
import dev.seveneight.testing.Thoroughness;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** An erasure goes on wherever one of its steps dies. */
class ErasureCrashTest {
  @RegisterExtension final StoreExtension store = new StoreExtension();

  private ErasureScene scene;
  private TestProject project;

  @BeforeEach
  void letPeopleAnswer() {
    scene = ErasureScene.in(store);
    project = scene.project();
    scene.answer("kim", 9);
    scene.drain();
  }

  /** Parameters of the deletion, and whether the write at which an invocation dies is made. */
  static List<Arguments> deletions() {
    return Thoroughness.every(
        3,
        List.of(
            Arguments.of("", false),
            Arguments.of("", true),
            Arguments.of("?keep_scores=true", false),
            Arguments.of("?keep_scores=true", true)));
  }

  @ParameterizedTest
  @MethodSource("deletions")
  void shouldEndWhicheverWriteOfItIsTheLastOfAnInvocation(String parameters, boolean isMade) {
    Map<String, Long> withoutJo = scene.tallies();
    int write = 0;
    boolean died = true;
    while (died) {
      write++;
      letJoAnswerAndGo(parameters);
      died = dies(write, isMade);
      scene.drain();

      assertThat(scene.saysAnything("I am Jo")).as("write %s", write).isFalse();
      assertThat(project.ledger("person")).as("write %s", write).hasSize(1);
      assertThat(project.ledger("survey_request")).as("write %s", write).isEmpty();
      if (parameters.isEmpty()) {
        assertThat(scene.tallies()).as("write %s", write).isEqualTo(withoutJo);
      } else {
        assertThat(scene.scored(7)).isEqualTo(write);
        assertThat(scene.scored(3)).isEqualTo(write);
      }
    }

    // Two answers, a survey request, steps passed on, and the person.
    assertThat(write).isGreaterThan(5);
  }

  private void letJoAnswerAndGo(String parameters) {
    project
        .api()
        .post("/v1/people", "{\"email\": \"jo@example.com\", \"name\": \"I am Jo.\"}")
        .expect(201);
    scene.answer("jo", 7, "\"comment\": \"I am Jo.\"");
    scene.answer("jo", 3, "\"comment\": \"I am Jo.\"");
    scene.drain();
    project.api().delete("/v1/people/email:jo@example.com" + parameters).expect(202);
  }

  /**
   * Delivers the stream. An invocation dies at this write of the erasure; then it goes on.
   *
   * @param isMade whether the write is made all the same
   * @return whether there are so many writes
   */
  private boolean dies(int write, boolean isMade) {
    AtomicInteger writes = new AtomicInteger();
    AtomicBoolean hasDied = new AtomicBoolean();
    store.drainInto(
        (event, answer, context) -> {
          scene.clock().advance(Duration.ofSeconds(5));
          AtomicBoolean isDead = new AtomicBoolean();
          StoreInterference dying =
              (request, sender) -> {
                if (isOfErasure(request) && writes.incrementAndGet() == write) {
                  if (isMade) {
                    sender.send();
                  }
                  hasDied.set(true);
                  isDead.set(true);
                }
                if (isDead.get()) {
                  throw Writes.throttled();
                }
                return sender.send();
              };
          project.function("AggregateFunction", dying).handleRequest(event, answer, context);
        });
    return hasDied.get();
  }

  private static boolean isOfErasure(DynamoDbRequest request) {
    return request instanceof DeleteItemRequest
        || Writes.isOfResponse(request)
        || (request instanceof UpdateItemRequest update
            && update.tableName().equals("LedgerTable")
            && update.key().get("pk").s().contains("#p#"));
  }
}
