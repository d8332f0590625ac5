package dev.seveneight.query;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.shared.api.Api;
import dev.seveneight.shared.deployment.Deployment;
import dev.seveneight.shared.priming.Snapshot;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The function behind the API's {@code GET} routes and behind unknown paths and methods. It writes
 * nothing.
 */
public final class QueryHandler implements RequestStreamHandler {
  private final Api api;

  /** Keeps a reference, because Lambda drops hooks without one. */
  final Snapshot snapshot;

  /** Called by Lambda. */
  public QueryHandler() {
    this(Deployment.onLambda());
    snapshot.register();
  }

  QueryHandler(Deployment deployment) {
    this.api = QueryWiring.api(deployment);
    this.snapshot = new Snapshot(() -> QueryPriming.of(deployment).run());
  }

  @Override
  public void handleRequest(InputStream event, OutputStream reply, Context context) {
    api.handle(event, reply, context);
  }
}
