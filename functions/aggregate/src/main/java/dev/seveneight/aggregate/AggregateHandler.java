package dev.seveneight.aggregate;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.shared.Deployment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The function behind the ledger's stream: keeps the tallies. It throws when anything cannot be
 * written, so that Lambda delivers the batch again.
 */
public final class AggregateHandler implements RequestStreamHandler {
  /** With a tumbling window every answer has to carry a state; ours is empty. */
  private static final byte[] STATE = "{\"state\":{}}".getBytes(StandardCharsets.UTF_8);

  private final Fold fold;

  /** Called by Lambda. */
  public AggregateHandler() {
    this(Deployment.onLambda());
  }

  AggregateHandler(Deployment deployment) {
    this.fold = new Fold(new TallyWriter(deployment.dynamo(), deployment.variable("TALLY_TABLE")));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    fold.apply(StreamReader.read(event));
    answer.write(STATE);
  }
}
