package dev.seveneight.audit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.audit.jobs.Pause;
import dev.seveneight.audit.jobs.Waits;
import dev.seveneight.shared.api.OperatorCall;
import dev.seveneight.shared.deployment.Deployment;
import dev.seveneight.shared.log.Parallel;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The operator's function for tallies: rebuilds them, and reports the progress of jobs. It has no
 * route. An operator invokes it, and so does a schedule, which continues jobs that one invocation
 * had no time to finish. It replies with a problem to a request that breaks a rule; any other
 * failure fails the invocation.
 */
public final class AuditHandler implements RequestStreamHandler {
  /** The time reserved for a last step and the reply. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private final AuditRequests requests;
  private final InstantSource clock;

  /** Called by Lambda. */
  public AuditHandler() {
    this(Deployment.onLambda());
  }

  AuditHandler(Deployment deployment) {
    this(deployment, Waits.ON_AWS, Pause.SLEEPING, new Parallel());
  }

  public AuditHandler(Deployment deployment, Waits waits, Pause pause, Parallel parallel) {
    this.requests = AuditWiring.requests(deployment, waits, pause, parallel);
    this.clock = deployment.clock();
  }

  @Override
  public void handleRequest(InputStream event, OutputStream reply, Context context) {
    Instant deadline = clock.instant().plusMillis(context.getRemainingTimeInMillis()).minus(MARGIN);
    OperatorCall.reply(event, reply, context, request -> requests.reply(request, deadline));
  }
}
