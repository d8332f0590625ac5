package dev.seveneight.ingest;

import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.segment.KnownValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides which properties become dimensions when many responses come at once. They are taken in at
 * the same time, and only ten properties have a place: without this, chance would choose.
 */
final class NewDimensions {
  private final Intake intake;

  NewDimensions(Intake intake) {
    this.intake = intake;
  }

  /**
   * Lets properties take their places in order. Only a response that will be stored brings a
   * property: one that was sent before, or erased since, does not.
   *
   * @param submissions the requests that will be taken in at the same time
   * @param order the order of the properties; those that are not in it follow in the order of the
   *     requests
   * @param importId the import that the requests come with, if they do
   * @param known the project's lists, which may be a rehearsal
   */
  void take(
      Project project,
      List<Submission> submissions,
      List<String> order,
      Optional<String> importId,
      KnownValues known) {
    Map<String, List<Submission>> bringing = new LinkedHashMap<>();
    order.forEach(name -> bringing.put(name, new ArrayList<>()));
    for (Submission submission : submissions) {
      submission
          .content()
          .dimensionNames(project.settings().segmentRules())
          .forEach(name -> bringing.computeIfAbsent(name, n -> new ArrayList<>()).add(submission));
    }
    bringing.forEach(
        (name, requests) -> {
          if (known.hasRoomForName(name)
              && requests.stream().anyMatch(each -> intake.isNew(project, each, importId))) {
            known.takeName(name);
          }
        });
  }
}
