package dev.seveneight.ingest.imports;

import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.textOf;
import static dev.seveneight.shared.store.Attributes.textSetOf;

import dev.seveneight.shared.ledger.ResponseId;
import dev.seveneight.shared.log.ChangeLog;
import dev.seveneight.shared.log.ChangeLog.Action;
import dev.seveneight.shared.store.ItemQuery;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.ItemUpdate;
import dev.seveneight.shared.store.project.ProjectItemType;
import dev.seveneight.shared.store.project.ProjectTable;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Records which responses an import brings, so that the import can be undone. It has one item for
 * each chunk of rows, written before the rows are. An item holds only ids and is never deleted,
 * because an import may be undone, repeated and undone again.
 */
public final class ImportJournal {
  private static final long LAST_LINE = 9_999_999_999L;
  private static final int CHUNKS_AT_ONCE = 20;
  private static final String RESPONSES = "responses";

  private final ItemTable items;
  private final InstantSource clock;

  public ImportJournal(ItemTable projects, InstantSource clock) {
    this.items = projects;
    this.clock = clock;
  }

  /**
   * A chunk of rows.
   *
   * @param firstLine the line of its first row
   * @param responses the ids of the responses that its rows become
   */
  record Chunk(long firstLine, List<ResponseId> responses) {}

  /**
   * Records a chunk. Ids that were recorded before are kept. If the same rows are read with other
   * columns, they are other responses, and all of them came from this file.
   */
  void note(String project, String importId, Chunk chunk) {
    List<String> ids = chunk.responses().stream().map(ResponseId::value).distinct().toList();
    // Without a condition, because recording an id again changes nothing.
    items.update(
        ItemUpdate.of(ProjectTable.key(project, place(importId, chunk.firstLine())))
            .add(RESPONSES, AttributeValue.fromSs(ids))
            .set("noted_at", number(clock.instant().getEpochSecond())));
    ChangeLog.current().note(Action.CHANGE, project, "import", importId);
  }

  /**
   * Returns some of the chunks of an import that begin at this line or later, in order; an empty
   * list if there are no more.
   */
  List<Chunk> chunksFrom(String project, String importId, long line) {
    return items
        .page(
            ItemQuery.ofPlaces(
                    ProjectTable.partition(project),
                    place(importId, line),
                    place(importId, LAST_LINE))
                .consistent()
                .limit(CHUNKS_AT_ONCE))
        .items()
        .stream()
        .map(
            item ->
                new Chunk(
                    Long.parseLong(lineIn(textOf(item, ProjectTable.SORT_KEY))),
                    textSetOf(item, RESPONSES).stream().map(ResponseId::new).toList()))
        .toList();
  }

  private static String place(String importId, long line) {
    return ProjectItemType.IMPORT_CHUNK.place()
        + String.format(Locale.ROOT, "%s#%010d", importId, line);
  }

  private static String lineIn(String place) {
    return place.substring(place.lastIndexOf('#') + 1);
  }
}
