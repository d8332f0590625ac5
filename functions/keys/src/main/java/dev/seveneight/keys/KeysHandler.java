package dev.seveneight.keys;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.shared.api.OperatorCall;
import dev.seveneight.shared.deployment.Deployment;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.project.ProjectItemWriter;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The operator's function for keys. It has no route, so only callers with permission to invoke it
 * in the account reach it. The reply to an invalid request is a problem. Any other failure fails
 * the invocation.
 */
public final class KeysHandler implements RequestStreamHandler {
  private final Keys keys;

  /** Called by Lambda. */
  public KeysHandler() {
    this(Deployment.onLambda());
  }

  KeysHandler(Deployment deployment) {
    String table = deployment.variable("PROJECT_TABLE");
    this.keys =
        new Keys(
            new KeyStore(
                new ItemTable(deployment.dynamo(), table),
                new ProjectItemWriter(deployment.dynamo(), table),
                deployment.clock()),
            deployment.clock());
  }

  @Override
  public void handleRequest(InputStream event, OutputStream reply, Context context) {
    OperatorCall.reply(event, reply, context, keys::reply);
  }
}
