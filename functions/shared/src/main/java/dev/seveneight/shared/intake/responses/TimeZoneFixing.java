package dev.seveneight.shared.intake.responses;

import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.HeaderName;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.OptimisticRetry;
import dev.seveneight.shared.store.OptimisticRetry.Attempt;
import dev.seveneight.shared.store.project.ProjectItemWriter;
import dev.seveneight.shared.store.project.ProjectTable;

/**
 * Fixes a project's time zone before its first response is stored. From then on the days of the
 * responses and the time zone of the settings cannot come apart, not even through a time zone that
 * was changed a moment ago and is still cached here.
 */
public final class TimeZoneFixing {
  private final ProjectItemWriter projectItems;
  private final ProjectTable projects;

  public TimeZoneFixing(ProjectItemWriter projectItems, ProjectTable projects) {
    this.projectItems = projectItems;
    this.projects = projects;
  }

  /**
   * The project with its time zone fixed.
   *
   * @throws Problem 503 if the time zone is changed all the time
   */
  Project fixed(Project cached) {
    return OptimisticRetry.OF_A_REQUEST
        .on(() -> cached, this::tryToFix)
        .orElseThrow(TimeZoneFixing::tooManyChanges);
  }

  private Attempt<Project, Project> tryToFix(Project project) {
    if (project.timeZoneFixed()) {
      return Attempt.done(project);
    }
    projectItems.fixTimeZone(project);
    // Read again in either case: what is cached from now on says that the time zone is fixed, and
    // which one it is.
    return Attempt.again(projects.projectNow(project.id()));
  }

  /** The problem that others change the project's settings all the time. */
  public static Problem tooManyChanges() {
    return Problem.of(ErrorCode.UNAVAILABLE, "too many changes of the settings at the same time")
        .withHeader(HeaderName.RETRY_AFTER, "1");
  }
}
