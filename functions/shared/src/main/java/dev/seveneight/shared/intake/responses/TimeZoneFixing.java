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
 * Fixes a project's time zone before its first response is stored. From then on the days of all
 * responses are days of the time zone in the settings. This holds even if the time zone was changed
 * a moment ago and the old one is still cached here.
 */
public final class TimeZoneFixing {
  private final ProjectItemWriter projectItems;
  private final ProjectTable projects;

  public TimeZoneFixing(ProjectItemWriter projectItems, ProjectTable projects) {
    this.projectItems = projectItems;
    this.projects = projects;
  }

  /**
   * Returns the project with its time zone fixed.
   *
   * @throws Problem 503 if other requests keep changing the settings
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
    // Read again in either case, so that the cached project has the fixed time zone from now on.
    return Attempt.again(projects.projectNow(project.id()));
  }

  /** Returns the problem that other requests keep changing the project's settings. */
  public static Problem tooManyChanges() {
    return Problem.of(ErrorCode.UNAVAILABLE, "too many changes of the settings at the same time")
        .withHeader(HeaderName.RETRY_AFTER, "1");
  }
}
