package dev.seveneight.ingest;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.shared.api.Api;
import dev.seveneight.shared.deployment.Deployment;
import dev.seveneight.shared.priming.Snapshot;
import java.io.InputStream;
import java.io.OutputStream;

/** The function behind the API's write routes, which create, change and delete. */
public final class IngestHandler implements RequestStreamHandler {
  private final Api api;

  /** Keeps a reference, because Lambda drops hooks without one. */
  final Snapshot snapshot;

  /** Called by Lambda. */
  public IngestHandler() {
    this(Deployment.onLambda());
    snapshot.register();
  }

  IngestHandler(Deployment deployment) {
    this.api = IngestWiring.api(deployment);
    this.snapshot = new Snapshot(() -> IngestPriming.of(deployment).run());
  }

  @Override
  public void handleRequest(InputStream event, OutputStream reply, Context context) {
    api.handle(event, reply, context);
  }
}
