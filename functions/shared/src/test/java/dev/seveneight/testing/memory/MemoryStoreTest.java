package dev.seveneight.testing.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.local.LocalStore;
import dev.seveneight.local.Template;
import java.time.InstantSource;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/**
 * Whatever is asked of it, the store in memory answers and refuses as DynamoDB Local does, and its
 * stream tells the same. Where they may differ is said in {@link StoreOutcome}, where the random
 * requests are made, and in {@link MemoryStoreDifferencesTest}.
 */
class MemoryStoreTest {
  private static final Template TEMPLATE = Template.ofProject();

  @Property(tries = 30, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void shouldAnswerAsDynamoDbLocalDoes(
      @ForAll("histories") List<DynamoDbRequest> requests, @ForAll long seed) {
    try (LocalStore real = LocalStore.inMemory(TEMPLATE)) {
      MemoryStore memory = MemoryStore.ofProject(InstantSource.system(), seed);

      for (DynamoDbRequest request : requests) {
        assertThat(StoreOutcome.of(memory.dynamo(), request))
            .as("%s", request)
            .isEqualTo(StoreOutcome.of(real.dynamo(), request));
      }

      assertThat(
              StoreOutcome.changes(
                  StreamReading.records(memory.dynamo(), memory.streams(), "LedgerTable").stream()))
          .isEqualTo(
              StoreOutcome.changes(
                  StreamReading.records(real.dynamo(), real.streams(), "LedgerTable").stream()));
    }
  }

  @Provide
  Arbitrary<List<DynamoDbRequest>> histories() {
    return StoreCalls.any().list().ofMinSize(60).ofMaxSize(100);
  }
}
