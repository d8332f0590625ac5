package dev.seveneight.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.local.SmallTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

class TemplateTest {
  @TempDir Path folder;

  @Test
  void shouldReadFunctionsWithTheGlobalsAndTheTablesNames() throws IOException {
    Template template = read(SmallTemplate.TEXT, Map.of());

    FunctionDefinition write = template.function("WriteFunction");
    assertThat(write.handler()).isEqualTo("dev.seveneight.local.RecordingFunction");
    assertThat(write.timeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(write.environment())
        .containsOnly(
            Map.entry("EVERYWHERE", "https://dynamodb.local.localhost"),
            Map.entry("THINGS_TABLE", "ThingsTable"),
            Map.entry("PUBLIC_URL", ""),
            Map.entry("PROTECTED", "yes"));
    assertThat(template.function("ReadFunction").timeout()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void shouldTakeParametersInPlaceOfTheirDefaults() throws IOException {
    Template template =
        read(SmallTemplate.TEXT, Map.of("PublicUrl", "http://localhost:3000", "Protect", "false"));

    assertThat(template.function("WriteFunction").environment())
        .containsEntry("PUBLIC_URL", "http://localhost:3000")
        .containsEntry("PROTECTED", "no");
  }

  @Test
  void shouldReadTablesWithIndexesStreamAndExpiry() throws IOException {
    TableDefinition things = read(SmallTemplate.TEXT, Map.of()).tables().get("ThingsTable");

    assertThat(things.expiry()).contains("expires_at");
    assertThat(things.creation().streamSpecification().streamViewType())
        .isEqualTo(StreamViewType.NEW_AND_OLD_IMAGES);
    assertThat(things.creation().globalSecondaryIndexes())
        .singleElement()
        .satisfies(
            index -> {
              assertThat(index.indexName()).isEqualTo("ByListing");
              assertThat(index.projection().nonKeyAttributes()).containsExactly("score");
            });
  }

  @Test
  void shouldReadRoutesAndStreams() throws IOException {
    Template template = read(SmallTemplate.TEXT, Map.of());

    assertThat(template.routes())
        .containsExactly(
            new RouteDefinition("POST", "/{proxy+}", "WriteFunction"),
            new RouteDefinition("GET", "/{proxy+}", "ReadFunction"),
            new RouteDefinition("GET", "/things/{id}", "ReadFunction"),
            new RouteDefinition("ANY", "$default", "ReadFunction"));
    assertThat(template.streams())
        .containsExactly(
            new StreamSource(
                "FoldFunction", "ThingsTable", 3, Duration.ofSeconds(1), Duration.ofMinutes(15)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ParallelizationFactor: 1    | ParallelizationFactor: 2  | Events.Things.Properties.ParallelizationFactor: the local runner plays 1 only
          MaximumRetryAttempts: -1    | MaximumRetryAttempts: 5   | Events.Things.Properties.MaximumRetryAttempts: the local runner plays -1 only
          MaximumRetryAttempts: -1    | FilterCriteria: {}        | Events.Things.Properties.FilterCriteria: the local runner does not understand this
          BatchSize: 3                | BatchSize: many           | Events.Things.Properties.BatchSize: expected a whole number, found many
          Stream: !GetAtt ThingsTable.StreamArn | Stream: !GetAtt ThingsTable.Arn | Events.Things.Properties.Stream: expected !GetAtt with a table's StreamArn
          Stream: !GetAtt ThingsTable.StreamArn | Stream: !GetAtt OtherTable.StreamArn | FoldFunction follows OtherTable, which has no stream
          !Ref ThingsTable            | !Ref Nowhere              | THINGS_TABLE: the local runner has no value for Nowhere
          !Ref ThingsTable            | !GetAtt ThingsTable.Arn   | THINGS_TABLE: the local runner does not understand !GetAtt here
          !If [Protected, "yes"       | !If [Guarded, "yes"       | PROTECTED[0]: there is no condition Guarded
          AWS::Serverless::HttpApi    | AWS::Serverless::Api      | Resources.Api.Type: the local runner does not understand AWS::Serverless::Api
          Input: "{}"                 | State: DISABLED           | Events.Often.Properties.State: the local runner does not understand this
          Type: DynamoDB              | Type: Kinesis             | Events.Things.Type: the local runner does not understand events of type Kinesis
          KeyType: HASH}              | KeyType: ROUND}           | KeySchema[0].KeyType: expected one of
          BillingMode: PAY_PER_REQUEST| LocalSecondaryIndexes: [] | ThingsTable.Properties.LocalSecondaryIndexes: the local runner does not understand this
          Timeout: 1                  | Layers: [] | ReadFunction.Properties.Layers: the local runner does not understand this
          Timeout: 1                  | Handler: twice            | ReadFunction.Properties: Handler is there twice
          PayloadFormatVersion: "2.0" | PayloadFormatVersion: "1.0" | Events.Default.Properties.PayloadFormatVersion: the local runner speaks payload format 2.0 only
          """)
  void shouldNameThePlaceOfWhatItDoesNotUnderstand(
      String written, String instead, String complaint) {
    assertThat(SmallTemplate.TEXT).contains(written);

    assertThatThrownBy(() -> read(SmallTemplate.TEXT.replace(written, instead), Map.of()))
        .isInstanceOf(TemplateException.class)
        .hasMessageStartingWith("template.yaml:")
        .hasMessageContaining(complaint);
  }

  @Test
  void shouldRefuseAParameterThatTheTemplateDoesNotHave() {
    assertThatThrownBy(() -> read(SmallTemplate.TEXT, Map.of("PublicUri", "x")))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("there is no parameter PublicUri");
  }

  @Test
  void shouldSayWhereAFileIsNoYaml() {
    assertThatThrownBy(() -> read("Resources: [", Map.of()))
        .isInstanceOf(TemplateException.class)
        .hasMessageStartingWith("template.yaml is no YAML");
  }

  private Template read(String text, Map<String, String> parameters) throws IOException {
    return Template.read(Files.writeString(folder.resolve("template.yaml"), text), parameters);
  }
}
