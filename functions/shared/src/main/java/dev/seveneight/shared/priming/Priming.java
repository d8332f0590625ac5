package dev.seveneight.shared.priming;

import dev.seveneight.shared.api.Api;
import dev.seveneight.shared.deployment.Deployment;
import dev.seveneight.shared.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Sends requests through a function as it is wired for callers, on a store that lets no write
 * through and has one project that is not there. What the function remembers by it is forgotten
 * with it: the function that answers callers is wired anew.
 */
public final class Priming {
  /** So often that the compilers take up what every request runs through. */
  private static final int ROUNDS = 20;

  /** Longer than anything is remembered, so that each round looks up what a first request does. */
  private static final Duration BETWEEN_ROUNDS = Duration.ofHours(1);

  private final Api api;
  private final List<PrimingRequest> requests;
  private final AtomicInteger round = new AtomicInteger();

  /**
   * A rehearsal.
   *
   * @param deployment where the function runs
   * @param wiring puts the function together
   * @param requests what it is sent, in this order
   */
  public Priming(
      Deployment deployment, Function<Deployment, Api> wiring, List<PrimingRequest> requests) {
    InstantSource clock =
        () -> deployment.clock().instant().plus(BETWEEN_ROUNDS.multipliedBy(round.get()));
    Deployment onStage =
        new Deployment(
            deployment.environment(),
            new PrimingStore(deployment.dynamo(), new PrimingProject(deployment.clock())),
            deployment.streams(),
            measurements -> {},
            clock);
    this.api = wiring.apply(onStage);
    this.requests = List.copyOf(requests);
  }

  /**
   * Plays it.
   *
   * @throws IllegalStateException if a request is not answered as it should be
   */
  public void play() {
    for (int played = 0; played < ROUNDS; played++) {
      round.incrementAndGet();
      requests.forEach(this::play);
    }
  }

  private void play(PrimingRequest request) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    PrimingInvocation invocation = new PrimingInvocation();
    api.handle(new ByteArrayInputStream(request.toEvent()), output, invocation);
    Map<String, Object> answer = Json.readTrusted(new ByteArrayInputStream(output.toByteArray()));
    if (!answer.get("statusCode").equals(request.status())) {
      throw new IllegalStateException(
          "%s %s was answered with %s\n%s"
              .formatted(request.method(), request.path(), answer, invocation.log()));
    }
  }
}
