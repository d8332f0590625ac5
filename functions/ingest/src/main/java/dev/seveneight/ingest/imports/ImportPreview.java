package dev.seveneight.ingest.imports;

import dev.seveneight.ingest.fields.WrittenFields;
import dev.seveneight.shared.intake.responses.Intake;
import dev.seveneight.shared.intake.responses.NewDimensions;
import dev.seveneight.shared.intake.responses.Submission;
import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.reply.ResponseJson;
import dev.seveneight.shared.segment.MemoryValueLists;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows the first rows of a file as they would be stored. Not safe for use by several threads. */
final class ImportPreview {
  private static final int ROWS = 10;

  private final Intake intake;
  private final NewDimensions newDimensions;
  private final MemoryValueLists lists;
  private final String importId;
  private final boolean mayRead;

  /**
   * Creates a preview.
   *
   * @param lists the project's lists; they grow as if the rows were stored
   * @param mayRead whether the report may show facts that depend on stored data, such as an
   *     exclusion by the domain of the person's address
   */
  ImportPreview(
      Intake intake,
      NewDimensions newDimensions,
      MemoryValueLists lists,
      String importId,
      boolean mayRead) {
    this.intake = intake;
    this.newDimensions = newDimensions;
    this.lists = lists;
    this.importId = importId;
    this.mayRead = mayRead;
  }

  /** Makes properties dimensions as if these rows were imported together. */
  void prepare(Project project, List<Submission> submissions, List<String> properties) {
    newDimensions.take(project, submissions, properties, Optional.of(importId), lists);
  }

  /**
   * Shows a row in the report, if it is among the first, and counts its names that are not counted.
   */
  void show(Project project, long line, Submission submission, ImportReport report) {
    if (report.previewed() == ROWS) {
      report.countNotCounted(
          lists.write(submission.segmentPlan(project).withoutNotes()).notCounted());
      return;
    }
    Intake.Segmented segmented = intake.preview(project, submission, lists, Optional.of(importId));
    report.countNotCounted(segmented.notCounted());
    SurveyResponse response = segmented.response();
    Map<String, Object> json =
        new LinkedHashMap<>(
            mayRead
                ? ResponseJson.of(response, "")
                : WrittenFields.of(response.id(), submission, response.content().person()));
    json.keySet().removeAll(List.of("id", "permalink", "updated_at"));
    for (Identity identity : submission.person().identities()) {
      json.put("person_" + identity.kind().storedName(), identity.value());
    }
    submission.person().name().ifPresent(name -> json.put("person_name", name));
    report.preview(line, json);
  }
}
