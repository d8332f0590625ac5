package dev.seveneight.ingest;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.shared.Deployment;
import dev.seveneight.shared.http.Api;
import java.io.InputStream;
import java.io.OutputStream;

/** The function behind the API's write methods: takes in, changes and deletes. */
public final class IngestHandler implements RequestStreamHandler {
  private final Api api;

  /** Called by Lambda. */
  public IngestHandler() {
    this(Deployment.onLambda());
  }

  IngestHandler(Deployment deployment) {
    this.api = IngestWiring.api(deployment);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context) {
    api.handle(event, answer, context);
  }
}
