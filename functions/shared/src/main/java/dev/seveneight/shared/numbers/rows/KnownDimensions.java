package dev.seveneight.shared.numbers.rows;

import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.segment.Dimensions;
import dev.seveneight.shared.segment.Segment;
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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** The dimensions of a project for which it has had responses. */
public final class KnownDimensions {
  private final ProjectTable projects;
  private final Map<String, Function<Project, Set<String>>> manyValued;
  private final Cached<String, ValueList> names;
  private final Cached<ValuesOf, ValueList> values;

  private record ValuesOf(String project, String dimension) {}

  /**
   * Creates the dimensions that are made of fields and properties, and adds those given.
   *
   * @param manyValued the dimensions of which a response can have several values, each with a
   *     function that returns all its values in a project
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
    this.values =
        new Cached<>(
            clock,
            LedgerTiming.CACHE_LIFETIME,
            list ->
                Optional.of(
                    projects.valueList(ProjectTable.valuesKey(list.project(), list.dimension()))));
  }

  /** Whether the project counts by a dimension. */
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
        // Looks an unknown name up again, because it may have been added since it was cached.
        || names.lookUpAgain(project.id()).orElseThrow().listed().contains(dimension);
  }

  /** Whether a response can have several values of this dimension. */
  public boolean isManyValued(String dimension) {
    return manyValued.containsKey(dimension);
  }

  /**
   * Returns the dimension that a path names. The gateway decodes escapes in a path, and then cuts
   * the path at a question mark that appears by this. Therefore a name with a question mark is
   * escaped twice.
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

  /** Returns the names of all dimensions of the project, built-in ones first. */
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

  /**
   * Returns the values of a segment that are not counted separately, each with the reason, by
   * dimension.
   */
  public SortedMap<String, NotSeparate> notSeparate(Project project, Segment segment) {
    SortedMap<String, NotSeparate> reasons = new TreeMap<>();
    for (Segment.Part part : segment.parts()) {
      if (part.value().isPresent() && !isManyValued(part.dimension())) {
        whyNotSeparate(project, part.dimension(), part.value().get())
            .ifPresent(reason -> reasons.put(part.dimension(), reason));
      }
    }
    return reasons;
  }

  private Optional<NotSeparate> whyNotSeparate(Project project, String dimension, String value) {
    ValuesOf list = new ValuesOf(project.id(), dimension);
    if (values.get(list).orElseThrow().listed().contains(value)) {
      return Optional.empty();
    }
    // Looks an unknown value up again, because it may have been added since the list was cached.
    return NotSeparate.of(
        dimension, value, values.lookUpAgain(list).orElseThrow(), project.settings());
  }

  /** Returns the values of a dimension, and whether some are not counted separately. */
  public ValueList values(Project project, String dimension) {
    if (isManyValued(dimension)) {
      return ValueList.EMPTY.withListed(manyValued.get(dimension).apply(project));
    }
    ValueList values = projects.valueList(ProjectTable.valuesKey(project.id(), dimension));
    if (!dimension.equals(Dimensions.SURVEY)) {
      return values;
    }
    // Surveys out of the headline are counted separately, even if the list is full.
    Set<String> surveys = new TreeSet<>(values.listed());
    surveys.addAll(project.settings().surveysOutOfHeadline());
    return values.withListed(surveys);
  }
}
