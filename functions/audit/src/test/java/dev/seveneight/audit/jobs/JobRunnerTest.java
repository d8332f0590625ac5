package dev.seveneight.audit.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.metrics.Metric;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.Together;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JobRunnerTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T12:00:00Z");
  private final List<Duration> pauses = new ArrayList<>();
  private final Map<Metric, Long> published = new EnumMap<>(Metric.class);
  private final String project = store.newProject();
  private JobTable jobs;

  @BeforeEach
  void makeTable() {
    jobs = new JobTable(new ItemTable(store.dynamo(), "ProjectTable"), clock);
  }

  private JobRunner runner(JobSteps steps) {
    return new JobRunner(
        jobs,
        Map.of("count", steps),
        published::putAll,
        time -> {
          pauses.add(time);
          clock.advance(time);
        },
        clock);
  }

  private Job newJob() {
    Job job = Job.begin("count", project, Optional.of(LocalDate.EPOCH), Optional.empty());
    jobs.add(job);
    return job;
  }

  private Instant in(int seconds) {
    return clock.instant().plusSeconds(seconds);
  }

  /** Counts to five, and waits for some time before each number. */
  private Job count(Job job, int seconds) {
    Job counted =
        job.with("number", job.number("number") + 1)
            .reporting("counted", job.number("number") + 1)
            .notBefore(in(seconds));
    return counted.number("number") == 5 ? counted.finished() : counted;
  }

  @Test
  void shouldWorkUntilTheJobIsFinishedAndSleepThroughWaits() {
    Job job = newJob();

    Job done = runner(each -> count(each, 10)).run(job.id(), in(600));

    assertThat(done.isFinished()).isTrue();
    assertThat(done.report()).isEqualTo(Map.of("counted", 5));
    assertThat(done.state()).isEmpty();
    assertThat(done.since()).contains(LocalDate.EPOCH);
    assertThat(pauses).hasSize(4).containsOnly(Duration.ofSeconds(10));
    assertThat(jobs.unfinished()).noneMatch(each -> each.project().equals(project));
  }

  @Test
  void shouldStopBeforeTheDeadlineAndGoOnWhereItWas() {
    Job job = newJob();
    JobRunner runner = runner(each -> count(each, 10));

    Job interrupted = runner.run(job.id(), in(25));
    assertThat(interrupted.isFinished()).isFalse();
    assertThat(interrupted.number("number")).isEqualTo(3);
    assertThat(runner.run(job.id(), clock.instant())).isEqualTo(interrupted);
    assertThat(runner.run(job.id(), in(10)).number("number")).isEqualTo(3);
    // Anybody may go on at once, but not before it is time.
    assertThat(runner.run(job.id(), in(600)).report()).isEqualTo(Map.of("counted", 5));
  }

  @Test
  void shouldLeaveAJobAloneThatSomebodyIsWorkingOn() {
    Job job = newJob();
    List<Job> others = new ArrayList<>();
    JobRunner second = runner(each -> count(each, 0));

    Job done =
        runner(
                each -> {
                  others.add(second.run(each.id(), in(600)));
                  // Also while it waits, which is longer than the lease.
                  clock.advance(Duration.ofSeconds(50));
                  return count(each, 300);
                })
            .run(job.id(), in(6_000));

    assertThat(others)
        .extracting(other -> other.number("number"))
        .containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(done.report()).isEqualTo(Map.of("counted", 5));
  }

  @Test
  void shouldTakeOverFromTheDead() {
    Job job = newJob();
    JobRunner second = runner(each -> count(each, 0));

    Job done =
        runner(
                each -> {
                  // Has stood still for so long that it counts as dead, and lives all the same.
                  clock.advance(JobTable.LEASE.plusMillis(1));
                  second.run(each.id(), in(600));
                  return each.reporting("counted", "by the dead").finished();
                })
            .run(job.id(), in(6_000));

    assertThat(done.report()).isEqualTo(Map.of("counted", 5));
  }

  @Test
  void shouldLetAnybodyTryAgainWhatFailed() {
    Job job = newJob();

    assertThatThrownBy(
            () ->
                runner(
                        each -> {
                          throw new IllegalStateException("not now");
                        })
                    .run(job.id(), in(600)))
        .hasMessage("not now");

    assertThat(runner(each -> count(each, 0)).run(job.id(), in(600)).isFinished()).isTrue();
  }

  @Test
  void shouldLeaveJobsAloneThatItDoesNotKnow() {
    Job job = Job.begin("unheard", project, Optional.empty(), Optional.empty());
    jobs.add(job);

    assertThat(runner(each -> each.finished()).run(job.id(), in(600)).isFinished()).isFalse();
  }

  @Test
  void shouldAddOneOfManyJobsThatWantToBeAlone() {
    List<Job> added =
        Together.times(
            8, i -> jobs.addAlone(Job.begin("count", project, Optional.empty(), Optional.empty())));

    assertThat(added).extracting(Job::id).containsOnly(added.get(0).id());
    assertThat(jobs.listed().readable())
        .filteredOn(job -> job.project().equals(project))
        .hasSize(1);

    runner(each -> each.finished()).run(added.get(0).id(), in(600));
    Job next = Job.begin("count", project, Optional.empty(), Optional.empty());
    assertThat(jobs.addAlone(next).id()).isEqualTo(next.id());
  }
}
