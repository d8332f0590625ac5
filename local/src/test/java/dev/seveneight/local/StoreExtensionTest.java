package dev.seveneight.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.local.template.Template;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoreExtensionTest {
  private static final Map<String, AttributeValue> KEY = Map.of("pk", AttributeValue.fromS("/a"));

  @TempDir static Path folder;

  @RegisterExtension
  static final StoreExtension perClass =
      new StoreExtension(StoreExtensionTest::template, (functionId, client) -> client);

  @RegisterExtension
  final StoreExtension perTest =
      new StoreExtension(StoreExtensionTest::template, (functionId, client) -> client);

  @Test
  @Order(1)
  void shouldRunAFunctionAndDrainItsStream() throws IOException {
    perTest.drain();
    call(perTest.function("WriteFunction", InstantSource.system()));
    perTest.drain();

    assertThat(item(perTest)).containsEntry("folded", AttributeValue.fromBool(true));
  }

  @Test
  @Order(2)
  void shouldDrainOverShards() throws IOException {
    call(perTest.function("WriteFunction", InstantSource.system()));
    perTest.rollShards();
    perTest.drain();

    assertThat(item(perTest)).containsEntry("folded", AttributeValue.fromBool(true));
  }

  @Test
  @Order(3)
  void shouldGiveTheWholeStreamToAHandlerOfTheTestsOwn() {
    put(perTest);
    RecordingFunction first = new RecordingFunction();
    RecordingFunction second = new RecordingFunction();

    perTest.drainInto(first);
    perTest.drainInto(second);

    assertThat((List<?>) first.last().get("Records")).hasSize(1);
    assertThat(second.events).isEqualTo(first.events);
  }

  @Test
  @Order(4)
  void shouldGiveUpOnABatchThatAlwaysFails() {
    put(perTest);
    RecordingFunction fold = new RecordingFunction();
    fold.answer = (event, context) -> "{}";

    assertThatThrownBy(() -> perTest.drainInto(fold))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the stream stands still");
    assertThat(fold.events).hasSize(10);
  }

  @Test
  @Order(5)
  void shouldBeFreshForEveryTestInAnInstanceField() {
    assertThat(item(perTest)).isEmpty();
    put(perClass);
  }

  @Test
  @Order(6)
  void shouldStayForTheClassInAStaticField() {
    assertThat(item(perClass)).isEqualTo(KEY);
    assertThat(perClass.newProject()).isNotEqualTo(perClass.newProject());
  }

  private static Template template() {
    try {
      return Template.read(
          Files.writeString(
              folder.resolve("template.yaml"),
              SmallTemplate.TEXT.replace("RecordingFunction", "ThingsFunction")),
          Map.of("PublicUrl", "http://localhost"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void call(RequestStreamHandler function) throws IOException {
    String event = "{\"version\":\"2.0\",\"routeKey\":\"POST /{proxy+}\",\"rawPath\":\"/a\"}";
    function.handleRequest(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
        new ByteArrayOutputStream(),
        null);
  }

  private static void put(StoreExtension store) {
    store.dynamo().putItem(request -> request.tableName("ThingsTable").item(KEY));
  }

  private static Map<String, AttributeValue> item(StoreExtension store) {
    return store.dynamo().getItem(request -> request.tableName("ThingsTable").key(KEY)).item();
  }
}
