package dev.seveneight.audit;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.audit.jobs.Waits;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.deployment.Deployment;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.metrics.Metric;
import dev.seveneight.testing.StoreInterference;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestInvocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who invokes the audit function in a test. Nobody waits: a pause of the function moves the clock,
 * and may do something else in the meantime. Not safe for several threads.
 */
public final class Operator {
  private final StoreExtension store;
  private final TestClock clock;
  private final List<Map<Metric, Long>> published = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private Optional<Runnable> duringPauses = Optional.empty();
  private final Parallel parallel = new Parallel();
  private StoreInterference interference = (request, sender) -> sender.send();
  private Duration timeOfAnInvocation = Duration.ofMinutes(15);

  public Operator(StoreExtension store, TestClock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** What happens whenever the function waits. */
  public void duringPauses(Runnable what) {
    duringPauses = Optional.of(what);
  }

  /** How long an invocation may take, by the test's clock. */
  public void giveAnInvocation(Duration time) {
    timeOfAnInvocation = time;
  }

  /** What comes between the function and its store. */
  public void interfering(StoreInterference other) {
    interference = other;
  }

  /** What the function has published. */
  public List<Map<Metric, Long>> published() {
    return published;
  }

  /** What the function logged. */
  public List<String> log() {
    return log;
  }

  /** What the function answers. */
  public Map<?, ?> asks(Map<String, ?> request) {
    Deployment given = store.deployment("AuditFunction", clock);
    RequestStreamHandler function =
        new AuditHandler(
            new Deployment(
                given.environment(),
                interference.before(given.dynamo()),
                given.streams(),
                published::add,
                clock),
            Waits.ON_AWS,
            this::pause,
            parallel);
    TestInvocation invocation = new TestInvocation(timeOfAnInvocation);
    Map<?, ?> answer = (Map<?, ?>) Json.readStored(invocation.call(function, Json.write(request)));
    invocation.log().lines().forEach(log::add);
    return answer;
  }

  private void pause(Duration time) {
    clock.advance(time);
    duringPauses.ifPresent(Runnable::run);
  }
}
