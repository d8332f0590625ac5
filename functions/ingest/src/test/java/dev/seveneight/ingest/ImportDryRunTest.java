package dev.seveneight.ingest;

import static dev.seveneight.testing.JsonObjects.each;
import static dev.seveneight.testing.JsonObjects.object;
import static dev.seveneight.testing.JsonObjects.objects;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.testing.Answer;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ImportDryRunTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  private final TestProject project = TestProject.in(store, TestClock.at("2026-04-01T12:00:00Z"));
  private final ApiClient api = project.api();

  @Test
  void shouldStoreNothing() {
    List<Map<String, AttributeValue>> before = everythingStored();

    Answer answer = ImportedFile.bakeries().with("dry_run", "true").sendTo(api).expect(200);

    assertThat(answer.object())
        .containsEntry("dry_run", true)
        .containsEntry("taken", 30)
        .containsEntry("refused", 0);
    assertThat(everythingStored()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void shouldRefuseARowForItselfWhosePersonIsNotThere() {
    Answer answer =
        ImportedFile.of("score,person", "8,", "9,nobody", "10,")
            .with("dry_run", "true")
            .sendTo(api)
            .expect(200);

    assertThat(answer.object()).containsEntry("taken", 2).containsEntry("refused", 1);
    assertThat(each(objects(answer.field("refusals")), "line")).containsExactly(3);
    assertThat(each(objects(answer.field("preview")), "line")).containsExactly(2, 4);
  }

  @Test
  void shouldShowTheFirstTenRowsAsTheyWouldBeStored() {
    Answer answer = ImportedFile.bakeries().with("dry_run", "true").sendTo(api).expect(200);

    List<Map<String, Object>> preview = objects(answer.field("preview"));
    assertThat(each(preview, "line")).containsExactly(2, 3, 4, 5, 6, 7, 9, 10, 11, 13);
    assertThat(object(preview.get(4).get("response")))
        .extracting(
            "score",
            "category",
            "comment",
            "created_at",
            "person_external_id",
            "person_properties",
            "excluded",
            "uncounted_properties")
        .containsExactly(
            7,
            "passive",
            "Good bread, long queue 😀",
            1_770_290_880,
            "V026",
            Map.of(
                "Bakery",
                "Bäckerei Öz",
                "City, district",
                "Berlin, Wedding",
                "Loyalty card",
                "yes"),
            null,
            List.of());
  }

  @Test
  void shouldRefuseWhatTheImportWouldRefuse() {
    ImportedFile file = ImportedFile.of("score", "8", "11", "x");

    Answer preview = file.with("dry_run", "true").sendTo(api).expect(200);
    Answer real = file.sendTo(api).expect(200);

    assertThat(preview.field("refusals")).isEqualTo(real.field("refusals"));
    assertThat(preview.field("taken")).isEqualTo(real.field("taken")).isEqualTo(1);
    assertThat(preview.field("import_id")).isEqualTo(real.field("import_id"));
  }

  @Test
  void shouldSayWhichPropertiesWouldNotBeCounted() {
    List<String> header = new ArrayList<>(List.of("score", "user_id"));
    List<String> cells = new ArrayList<>(List.of("8", "7"));
    for (int i = 10; i < 22; i++) {
      header.add("p" + i);
      cells.add("x");
    }
    Answer answer =
        ImportedFile.of(String.join(",", header), String.join(",", cells))
            .with("dry_run", "true")
            .sendTo(api);

    Map<String, Object> row = objects(answer.field("preview")).get(0);
    assertThat(object(row.get("response")).get("uncounted_properties"))
        .isEqualTo(List.of("p20", "p21", "user_id"));
  }

  @Test
  void shouldBeginWhereItIsTold() {
    Answer answer =
        ImportedFile.bakeries().with("dry_run", "true").with("from_line", "13").sendTo(api);

    assertThat(each(answer.field("preview"), "line")).startsWith(13);
  }

  private static List<Map<String, AttributeValue>> everythingStored() {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    for (String table : List.of("LedgerTable", "TallyTable", "ProjectTable")) {
      store
          .dynamo()
          .scanPaginator(scan -> scan.tableName(table).consistentRead(true))
          .items()
          .forEach(items::add);
    }
    return items;
  }
}
