package dev.seveneight.audit;

import dev.seveneight.audit.cleanup.CleanUp;
import dev.seveneight.audit.cleanup.CleanUpRequest;
import dev.seveneight.audit.comparison.Audit;
import dev.seveneight.audit.jobs.Job;
import dev.seveneight.audit.jobs.JobChunks;
import dev.seveneight.audit.jobs.JobRunner;
import dev.seveneight.audit.jobs.JobTable;
import dev.seveneight.audit.rebuild.Rebuild;
import dev.seveneight.audit.reports.DriftReport;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.validation.Fields;
import dev.seveneight.shared.validation.TextRule;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The requests to the audit function: {@code rebuild}, {@code audit}, {@code nightly}, {@code
 * continue}, {@code abandon}, {@code jobs}, {@code remove} or {@code restore}.
 */
final class AuditRequests {
  private static final TextRule NAME = TextRule.identifier(40);

  private final ProjectTable projects;
  private final JobTable jobs;
  private final JobRunner runner;
  private final JobChunks papers;
  private final Nightly nightly;
  private final CleanUp cleanUp;

  AuditRequests(
      ProjectTable projects,
      JobTable jobs,
      JobRunner runner,
      JobChunks papers,
      Nightly nightly,
      CleanUp cleanUp) {
    this.projects = projects;
    this.jobs = jobs;
    this.runner = runner;
    this.papers = papers;
    this.nightly = nightly;
    this.cleanUp = cleanUp;
  }

  /**
   * Handles a request, as far as possible until the deadline.
   *
   * @throws Problem if it breaks a rule
   */
  Map<String, Object> reply(Object request, Instant deadline) {
    Fields fields = Fields.of(request);
    Optional<String> action = fields.text("action", NAME);
    return switch (action.orElse("")) {
      case "rebuild" -> rebuild(fields, deadline);
      case "audit" -> audit(fields, deadline);
      case "nightly" -> nightly(fields, deadline);
      case "continue" -> goOn(fields, deadline);
      case "abandon" -> abandon(fields);
      case "jobs" -> list(fields);
      case "remove" -> json(runner.run(cleanUp.remove(cleanUp(fields)).id(), deadline));
      case "restore" -> json(runner.run(cleanUp.restore(cleanUp(fields)).id(), deadline));
      default ->
          throw Problem.invalid(
              "action",
              Rule.FORMAT,
              "rebuild, audit, nightly, continue, abandon, jobs, remove or restore");
    };
  }

  private Map<String, Object> rebuild(Fields fields, Instant deadline) {
    Job wanted = wanted(Rebuild.KIND, fields);
    fields.finish();
    requireProject(wanted.project());
    Job job = jobs.addAlone(wanted);
    if (!job.isSameAs(wanted)) {
      throw Problem.invalid(
          "since",
          Rule.CONFLICT,
          "the rebuild %s of this project, of other days (%s), is not finished; continue it first"
              .formatted(job.id(), days(job)));
    }
    return json(runner.run(job.id(), deadline));
  }

  private Map<String, Object> audit(Fields fields, Instant deadline) {
    Job range = wanted(Audit.KIND, fields);
    boolean withJourneys = flag("journeys", fields);
    fields.finish();
    requireProject(range.project());
    Job wanted = Audit.ofRange(range.project(), range.since(), range.until(), withJourneys);
    return json(runner.run(joined(wanted).id(), deadline));
  }

  /**
   * Returns the unfinished audit that compares the same, or this one. Two such audits do no harm.
   */
  private Job joined(Job wanted) {
    Optional<Job> same =
        jobs.unfinished().stream().filter(job -> Audit.isSame(job, wanted)).findFirst();
    if (same.isEmpty()) {
      jobs.add(wanted);
    }
    return same.orElse(wanted);
  }

  private Map<String, Object> goOn(Fields fields, Instant deadline) {
    Optional<String> id = fields.text("job", NAME);
    fields.finish();
    if (id.isPresent()) {
      resume(jobs.find(id.get()).orElseThrow(AuditRequests::noSuchJob));
      return json(runner.run(id.get(), deadline));
    }
    return runAll(jobs.unfinished(), List.of(), UnaryOperator.identity(), deadline);
  }

  /** Resumes a job. A job that was put aside continues only when it is requested by its id. */
  private void resume(Job job) {
    if (job.status() == Job.Status.PUT_ASIDE && !jobs.resume(job)) {
      throw Problem.invalid(
          "job",
          Rule.CONFLICT,
          "the project has had another job of this kind since; abandon this one");
    }
  }

  private Map<String, Object> abandon(Fields fields) {
    Optional<String> id = fields.text("job", NAME).filter(text -> !text.isEmpty());
    if (id.isEmpty()) {
      fields.reject("job", Rule.REQUIRED, "the job's id, as jobs lists it");
    }
    fields.finish();
    if (jobs.listed().unreadable().contains(id.get())) {
      jobs.forget(id.get());
      return Map.of("job", id.get(), "status", Job.Status.ABANDONED.storedName());
    }
    Job job = jobs.abandon(jobs.find(id.get()).orElseThrow(AuditRequests::noSuchJob));
    if (job.isFinished()) {
      throw Problem.invalid("job", Rule.CONFLICT, "the job is finished");
    }
    papers.clearUpAll(job);
    return json(job);
  }

  private static Problem noSuchJob() {
    return Problem.of(ErrorCode.NOT_FOUND, "there is no job with this id");
  }

  private Map<String, Object> nightly(Fields fields, Instant deadline) {
    fields.finish();
    Nightly.Begun begun = nightly.begin();
    // There are as many jobs as projects, and the size of a reply is limited.
    return runAll(begun.jobs(), begun.failures(), DriftReport::countedOnly, deadline);
  }

  /**
   * Works on jobs.
   *
   * @param failed earlier failures, which are thrown in the end
   * @param shown converts a job for the reply
   */
  private Map<String, Object> runAll(
      List<Job> all, List<RuntimeException> failed, UnaryOperator<Job> shown, Instant deadline) {
    List<Map<String, Object>> continued = new ArrayList<>();
    List<RuntimeException> failures = new ArrayList<>(failed);
    for (Job job : all) {
      try {
        continued.add(json(shown.apply(runner.run(job.id(), deadline))));
      } catch (RuntimeException e) {
        // The failure does not affect the other jobs.
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      RuntimeException first = failures.get(0);
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
    return Map.of("jobs", continued);
  }

  private Map<String, Object> list(Fields fields) {
    fields.finish();
    JobTable.Listed all = jobs.listed();
    List<Map<String, Object>> listed = new ArrayList<>();
    // The size of a reply is limited, so the list has only the numbers of findings.
    all.readable().forEach(job -> listed.add(json(DriftReport.countedOnly(job))));
    all.unreadable().forEach(id -> listed.add(Map.of("job", id, "status", "unreadable")));
    return Map.of("jobs", listed);
  }

  /** Returns the requested job. */
  private static Job wanted(String kind, Fields fields) {
    Optional<String> project = fields.text("project", NAME);
    if (!fields.has("project")) {
      fields.reject("project", Rule.REQUIRED, "the project's name");
    }
    Optional<LocalDate> since = day("since", fields);
    Optional<LocalDate> until = day("until", fields);
    if (since.isPresent() && until.isPresent() && until.get().isBefore(since.get())) {
      fields.reject("until", Rule.RANGE, "not before since");
    }
    return Job.begin(kind, project.orElse(""), since, until);
  }

  private static Optional<LocalDate> day(String name, Fields fields) {
    Optional<String> text = fields.text(name, NAME);
    try {
      return text.map(LocalDate::parse);
    } catch (DateTimeException e) {
      fields.reject(name, Rule.FORMAT, "a day, as in 2026-03-01");
      return Optional.empty();
    }
  }

  private static boolean flag(String name, Fields fields) {
    Optional<Object> value = fields.any(name);
    if (value.isPresent() && !(value.get() instanceof Boolean)) {
      fields.reject(name, Rule.TYPE, "true or false");
    }
    return value.equals(Optional.of(true));
  }

  private CleanUpRequest cleanUp(Fields fields) {
    CleanUpRequest request = CleanUpRequest.read(fields);
    requireProject(request.project());
    return request;
  }

  private void requireProject(String project) {
    if (projects.find(project).isEmpty()) {
      throw Problem.of(ErrorCode.NOT_FOUND, "there is no project of this name");
    }
  }

  private static String days(Job job) {
    return job.isOfAllDays()
        ? "all"
        : job.since().map(LocalDate::toString).orElse("")
            + ".."
            + job.until().map(LocalDate::toString).orElse("");
  }

  private static Map<String, Object> json(Job job) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("job", job.id());
    json.put("kind", job.kind());
    json.put("project", job.project());
    job.since().ifPresent(day -> json.put("since", day.toString()));
    job.until().ifPresent(day -> json.put("until", day.toString()));
    json.put("status", job.status().storedName());
    json.put("step", job.step());
    json.put("report", job.report());
    return json;
  }
}
