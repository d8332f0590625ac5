package dev.seveneight.audit.cleanup;

import dev.seveneight.audit.jobs.Job;
import dev.seveneight.audit.jobs.JobTable;
import dev.seveneight.audit.rebuild.Rebuild;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.segment.Dimensions;
import dev.seveneight.shared.segment.ValueList;
import dev.seveneight.shared.store.project.ProjectItemWriter;
import dev.seveneight.shared.store.project.ProjectTable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Removes a name or values from a project's dimensions, and restores them. Each is a change of the
 * lists and a rebuild of all days, which removes them from the responses and the tallies. The
 * project is marked as stale until then, even if a rebuild that began before ends in between.
 */
public final class CleanUp {
  private final ProjectTable projects;
  private final ProjectItemWriter projectItems;
  private final ClosedLists lists;
  private final JobTable jobs;

  public CleanUp(
      ProjectTable projects, ProjectItemWriter projectItems, ClosedLists lists, JobTable jobs) {
    this.projects = projects;
    this.projectItems = projectItems;
    this.lists = lists;
    this.jobs = jobs;
  }

  /**
   * Removes a name or values.
   *
   * @return the rebuild that follows
   * @throws Problem 422 if there is no such name or value, or another rebuild is not finished
   */
  public Job remove(CleanUpRequest request) {
    String project = request.project();
    requireNoRebuild(project);
    if (request.values().isPresent()) {
      List<String> values = request.values().get();
      requireRemovable(request, values);
      projectItems.markStale(project);
      lists.closeValues(project, request.dimension(), values);
      return jobs.addAlone(rebuild(project));
    }
    requireRemovable(request);
    lists.closeName(project, request.dimension());
    return removeNames(project, Set.of(request.dimension()));
  }

  /**
   * Restores a name or values that were closed.
   *
   * @return the rebuild that follows
   * @throws Problem 422 if they are not closed, or another rebuild is not finished
   */
  public Job restore(CleanUpRequest request) {
    String project = request.project();
    requireNoRebuild(project);
    String dimension = request.dimension();
    if (request.values().isPresent()) {
      List<String> values = request.values().get();
      requireAll("values", values, lists.values(project, dimension).closed());
      projectItems.markStale(project);
      lists.restoreValues(project, dimension, values);
    } else {
      requireAll("dimension", List.of(dimension), lists.names(project).closed());
      projectItems.markStale(project);
      lists.restoreName(project, dimension);
    }
    return jobs.addAlone(rebuild(project));
  }

  /** Removes the names that were closed because nearly all of their values differ. */
  public Optional<Job> removeClosed(String project) {
    Set<String> left = new TreeSet<>(lists.leftOf(project));
    // A declared property is counted, even if it was closed before.
    projects.projectNow(project).settings().dimensions().ifPresent(left::removeAll);
    return left.isEmpty() ? Optional.empty() : Optional.of(removeNames(project, left));
  }

  private Job removeNames(String project, Set<String> names) {
    projectItems.markStale(project);
    Job wanted = rebuild(project);
    Job job = jobs.addAlone(wanted);
    // A rebuild that began before may have passed them. Then they stay listed, so that the next
    // night finds them.
    if (job.isSameAs(wanted) && job.step().equals(Job.FIRST_STEP)) {
      lists.remove(project, names);
    }
    return job;
  }

  private static Job rebuild(String project) {
    return Job.begin(Rebuild.KIND, project, Optional.empty(), Optional.empty());
  }

  private void requireNoRebuild(String project) {
    jobs.unfinished().stream()
        .filter(job -> job.project().equals(project) && job.kind().equals(Rebuild.KIND))
        .findFirst()
        .ifPresent(
            job -> {
              throw Problem.invalid(
                  "project",
                  Rule.CONFLICT,
                  "the rebuild %s of this project is not finished; continue it first"
                      .formatted(job.id()));
            });
  }

  private void requireRemovable(CleanUpRequest request) {
    ValueList names = lists.names(request.project());
    Set<String> known = new TreeSet<>(names.listed());
    known.addAll(names.closed());
    requireAll("dimension", List.of(request.dimension()), known);
    Optional<List<String>> declared =
        projects.projectNow(request.project()).settings().dimensions();
    if (declared.filter(list -> list.contains(request.dimension())).isPresent()) {
      throw Problem.invalid(
          "dimension", Rule.CONFLICT, "it is declared; take it out of dimensions in the settings");
    }
    if (!names.closed().contains(request.dimension())
        && names.closed().size() >= ProjectTable.MOST_CLOSED_NAMES) {
      throw Problem.invalid(
          "dimension",
          Rule.LENGTH,
          "at most "
              + ProjectTable.MOST_CLOSED_NAMES
              + " closed names; declare the others instead");
    }
  }

  private void requireRemovable(CleanUpRequest request, List<String> values) {
    ValueList list = lists.values(request.project(), request.dimension());
    Set<String> known = new TreeSet<>(list.listed());
    known.addAll(list.closed());
    requireAll(known.isEmpty() ? "dimension" : "values", values, known);
    Project project = projects.projectNow(request.project());
    if (request.dimension().equals(Dimensions.SURVEY)
        && values.stream().anyMatch(project.settings().surveysOutOfHeadline()::contains)) {
      throw Problem.invalid(
          "values",
          Rule.CONFLICT,
          "a survey in surveys_out_of_headline is always counted; take it out of there first");
    }
    Set<String> closed = new TreeSet<>(list.closed());
    closed.addAll(values);
    if (closed.size() > ProjectTable.MOST_CLOSED_VALUES) {
      throw Problem.invalid(
          "values",
          Rule.LENGTH,
          "at most " + ProjectTable.MOST_CLOSED_VALUES + " closed values of one dimension");
    }
  }

  private static void requireAll(String field, List<String> names, Set<String> known) {
    if (!known.containsAll(names)) {
      throw Problem.invalid(field, Rule.NOT_FOUND, "the project has no such name or value there");
    }
  }
}
