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
 * The parameter {@code trend}: its segment is asked for, as if by {@code segment[dimension]=value}.
 */
public final class TrendParameter {
  /** The parameter. */
  static final String NAME = "trend";

  private final TrendReading trends;

  public TrendParameter(TrendReading trends) {
    this.trends = trends;
  }

  /**
   * The segment that is asked for together with the one that the parameters name themselves; says
   * to them what is wrong.
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
      String asked = part.value().orElseThrow();
      if (valueOf.put(part.dimension(), asked) != null) {
        parameters.reject(
            NAME, Rule.CONFLICT, "the trend says itself which " + part.dimension() + " is meant");
      }
    }
    return Segment.of(valueOf);
  }
}
