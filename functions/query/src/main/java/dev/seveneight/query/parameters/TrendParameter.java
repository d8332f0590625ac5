package dev.seveneight.query.parameters;

import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.project.Trend;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.store.project.TrendReading;
import dev.seveneight.shared.validation.Parameters;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The parameter {@code trend}: selects the trend's segment, like {@code segment[dimension]=value}.
 */
public final class TrendParameter {
  /** The name of the parameter. */
  static final String NAME = "trend";

  private final TrendReading trends;

  public TrendParameter(TrendReading trends) {
    this.trends = trends;
  }

  /**
   * Parses the trend, and combines its segment with a segment that other parameters select. Adds a
   * field error if the trend is unknown or contradicts that segment.
   */
  public Segment within(Parameters parameters, Project project, Segment segment) {
    Optional<String> id = parameters.text(NAME);
    if (id.isEmpty()) {
      return segment;
    }
    Optional<Trend> trend = trends.find(project.id(), id.get());
    if (trend.isEmpty()) {
      parameters.reject(NAME, Rule.NOT_FOUND, "there is no trend with this id");
      return segment;
    }
    Map<String, String> valueOf = new TreeMap<>(trend.get().segment());
    for (Segment.Part part : segment.parts()) {
      String value = part.value().orElseThrow();
      if (valueOf.put(part.dimension(), value) != null) {
        parameters.reject(
            NAME, Rule.CONFLICT, "the trend says itself which " + part.dimension() + " is meant");
      }
    }
    return Segment.of(valueOf);
  }
}
