package dev.seveneight.query;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.shared.Deployment;
import dev.seveneight.shared.http.Api;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The function behind the API's {@code GET} and behind paths and methods that there are not:
 * answers, and writes nothing.
 */
public final class QueryHandler implements RequestStreamHandler {
  private final Api api;

  /** Called by Lambda. */
  public QueryHandler() {
    this(Deployment.onLambda());
  }

  QueryHandler(Deployment deployment) {
    this.api = QueryWiring.api(deployment);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context) {
    api.handle(event, answer, context);
  }
}
