package dev.seveneight.audit.reads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.store.BatchReader;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.testing.ApiClient;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestProject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LedgerReadsTest {
  @RegisterExtension final StoreExtension store = new StoreExtension();

  /** Else an erasure that has just begun would look like journeys that were lost. */
  @Test
  void shouldNotMissTheJourneyOfWhomSomebodyErases() {
    TestProject project = TestProject.in(store, TestClock.at("2026-03-05T12:00:00Z"));
    ApiClient api = project.api();
    for (String person : List.of("jo", "kim")) {
      api.post(
              "/v1/people",
              "{\"id\": \"%s\", \"email\": \"%s@example.com\"}".formatted(person, person))
          .expect(201);
    }
    api.delete("/v1/people/jo").expect(202);
    LedgerReads ledger =
        new LedgerReads(
            new ItemTable(store.dynamo(), "LedgerTable"),
            new BatchReader(store.dynamo(), "LedgerTable"),
            new Parallel());

    assertThat(project.ledger("person")).hasSize(2);
    assertThat(ledger.present(project.id(), List.of("jo", "kim", "al"))).containsExactly("kim");
  }
}
