package dev.seveneight.shared.intake.responses;

import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.segment.Dimensions;
import dev.seveneight.shared.segment.ListChange;
import dev.seveneight.shared.segment.ListName;
import dev.seveneight.shared.segment.ValueLists;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides which properties become dimensions when a request has many responses. At most ten
 * properties can, and the responses are stored in parallel, so without this chance would decide.
 */
public final class NewDimensions {
  private final Intake intake;

  public NewDimensions(Intake intake) {
    this.intake = intake;
  }

  /**
   * Adds new properties to the list of dimensions, in order. Only a response that will be stored
   * adds its properties. A repeated or deleted response does not.
   *
   * @param submissions the requests that will be stored in parallel
   * @param order the order of the properties; others follow in the order of the requests
   * @param importId the import that the requests are part of
   * @param lists the project's lists of values, stored or of a preview
   */
  public void take(
      Project project,
      List<Submission> submissions,
      List<String> order,
      Optional<String> importId,
      ValueLists lists) {
    Map<String, List<Submission>> submissionsOf = new LinkedHashMap<>();
    order.forEach(name -> submissionsOf.put(name, new ArrayList<>()));
    for (Submission submission : submissions) {
      submission
          .segmentPlan(project)
          .newProperties()
          .forEach(
              name -> submissionsOf.computeIfAbsent(name, n -> new ArrayList<>()).add(submission));
    }
    submissionsOf.forEach(
        (name, requests) -> {
          if (!requests.isEmpty()
              && lists.read(ListName.PROPERTIES).hasRoomForProperty(name)
              && requests.stream().anyMatch(each -> intake.isNew(project, each, importId))) {
            lists.write(ListChange.add(ListName.PROPERTIES, name, Dimensions.MOST_PROPERTIES));
          }
        });
  }
}
