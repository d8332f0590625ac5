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
 * Decides which properties become dimensions when many responses come at once. They are taken in at
 * the same time, and only ten properties have a place: without this, chance would choose.
 */
public final class NewDimensions {
  private final Intake intake;

  public NewDimensions(Intake intake) {
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
   * @param lists the project's lists, stored or of a preview
   */
  public void take(
      Project project,
      List<Submission> submissions,
      List<String> order,
      Optional<String> importId,
      ValueLists lists) {
    Map<String, List<Submission>> bringing = new LinkedHashMap<>();
    order.forEach(name -> bringing.put(name, new ArrayList<>()));
    for (Submission submission : submissions) {
      submission
          .segmentPlan(project)
          .newProperties()
          .forEach(name -> bringing.computeIfAbsent(name, n -> new ArrayList<>()).add(submission));
    }
    bringing.forEach(
        (name, requests) -> {
          if (!requests.isEmpty()
              && lists.read(ListName.PROPERTIES).hasRoomForProperty(name)
              && requests.stream().anyMatch(each -> intake.isNew(project, each, importId))) {
            lists.write(ListChange.add(ListName.PROPERTIES, name, Dimensions.MOST_PROPERTIES));
          }
        });
  }
}
