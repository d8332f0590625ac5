package dev.seveneight.shared.numbers.rows;

import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.segment.Dimensions;
import dev.seveneight.shared.segment.ValueList;
import dev.seveneight.shared.store.Cached;
import dev.seveneight.shared.store.LedgerTiming;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.text.PercentEncoding;
import dev.seveneight.shared.text.PlainText;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a project counts by, as far as it has had responses with it. */
public final class KnownDimensions {
  private final ProjectTable projects;
  private final Map<String, Function<Project, Set<String>>> manyValued;
  private final Cached<String, ValueList> names;

  /**
   * Knows the dimensions that are made of fields and properties, and those given.
   *
   * @param manyValued the dimensions of which a response can have several values, each with all the
   *     values that it has in a project
   */
  public KnownDimensions(
      ProjectTable projects,
      Map<String, Function<Project, Set<String>>> manyValued,
      InstantSource clock) {
    this.projects = projects;
    this.manyValued = manyValued;
    this.names =
        new Cached<>(
            clock,
            LedgerTiming.CACHE_LIFETIME,
            project -> Optional.of(projects.valueList(ProjectTable.namesKey(project))));
  }

  /** Whether the project counts by this. */
  public boolean has(Project project, String dimension) {
    if (Dimensions.BUILT_IN.contains(dimension) || isManyValued(dimension)) {
      return true;
    }
    if (!Dimensions.isPropertyName(dimension)) {
      return false;
    }
    if (project.settings().dimensions().isPresent()) {
      return project.settings().dimensions().get().contains(dimension);
    }
    return names.get(project.id()).orElseThrow().listed().contains(dimension)
        // It may have come since: an unknown name is always looked up.
        || names.lookUpAgain(project.id()).orElseThrow().listed().contains(dimension);
  }

  /** Whether a response can have several values of this dimension. */
  public boolean isManyValued(String dimension) {
    return manyValued.containsKey(dimension);
  }

  /**
   * The dimension that a path names. The gateway hands a path on with its escapes resolved, and cut
   * at a question mark that appears by that: a name that holds one is escaped twice.
   *
   * @throws Problem 404 if the project has no such dimension
   */
  public String inPath(Project project, String inPath) {
    return Stream.of(inPath, unescaped(inPath))
        .map(PlainText::line)
        .filter(name -> has(project, name))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.of(
                    ErrorCode.NOT_FOUND,
                    "the project has no such dimension; /v1/dimensions lists them"));
  }

  private static String unescaped(String inPath) {
    try {
      return PercentEncoding.decode(inPath);
    } catch (PercentEncoding.MalformedException e) {
      return inPath;
    }
  }

  /** The names of all that the project counts by, built-in ones first. */
  public List<String> names(Project project) {
    List<String> all = new ArrayList<>(Dimensions.BUILT_IN);
    all.addAll(manyValued.keySet());
    project
        .settings()
        .dimensions()
        .orElseGet(() -> List.copyOf(names.lookUpAgain(project.id()).orElseThrow().listed()))
        .stream()
        .filter(Dimensions::isPropertyName)
        .forEach(all::add);
    return all;
  }

  /** The values of a dimension, and whether some are not counted by themselves. */
  public ValueList values(Project project, String dimension) {
    if (isManyValued(dimension)) {
      return ValueList.EMPTY.withListed(manyValued.get(dimension).apply(project));
    }
    ValueList values = projects.valueList(ProjectTable.valuesKey(project.id(), dimension));
    if (!dimension.equals(Dimensions.SURVEY)) {
      return values;
    }
    // Surveys out of the headline are counted by themselves, also when the list is full.
    Set<String> surveys = new TreeSet<>(values.listed());
    surveys.addAll(project.settings().surveysOutOfHeadline());
    return values.withListed(surveys);
  }
}
