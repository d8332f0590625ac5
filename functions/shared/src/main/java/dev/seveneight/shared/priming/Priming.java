package dev.seveneight.shared.priming;

import dev.seveneight.shared.api.Api;
import dev.seveneight.shared.deployment.Deployment;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.store.priming.PrimingProject;
import dev.seveneight.shared.store.priming.PrimingStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Primes a function: sends requests through it, wired as for callers, on a {@link PrimingStore}
 * that lets no write through and adds a made-up project. The wired objects and their caches are
 * discarded afterwards: callers are served by new ones.
 */
public final class Priming {
  /** Enough rounds for the JIT compiler to compile the code that every request runs. */
  private static final int ROUNDS = 20;

  /**
   * Longer than anything is cached, so that each round reads from the store like a first request.
   */
  private static final Duration BETWEEN_ROUNDS = Duration.ofHours(1);

  private final Api api;
  private final List<PrimingRequest> requests;
  private final AtomicInteger round = new AtomicInteger();

  /**
   * Wires the function for priming.
   *
   * @param deployment where the function runs
   * @param wiring creates the function's objects
   * @param requests the requests, in this order
   */
  public Priming(
      Deployment deployment, Function<Deployment, Api> wiring, List<PrimingRequest> requests) {
    InstantSource clock =
        () -> deployment.clock().instant().plus(BETWEEN_ROUNDS.multipliedBy(round.get()));
    Deployment priming =
        new Deployment(
            deployment.environment(),
            new PrimingStore(deployment.dynamo(), new PrimingProject(deployment.clock())),
            deployment.streams(),
            measurements -> {},
            clock);
    this.api = wiring.apply(priming);
    this.requests = List.copyOf(requests);
  }

  /**
   * Sends all requests, several times.
   *
   * @throws IllegalStateException if a reply has another status than expected
   */
  public void run() {
    for (int i = 0; i < ROUNDS; i++) {
      round.incrementAndGet();
      requests.forEach(this::send);
    }
  }

  private void send(PrimingRequest request) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    PrimingInvocation invocation = new PrimingInvocation();
    api.handle(new ByteArrayInputStream(request.toEvent()), output, invocation);
    Map<String, Object> reply = Json.readTrusted(new ByteArrayInputStream(output.toByteArray()));
    if (!reply.get("statusCode").equals(request.status())) {
      throw new IllegalStateException(
          "%s %s was answered with %s\n%s"
              .formatted(request.method(), request.path(), reply, invocation.log()));
    }
  }
}
