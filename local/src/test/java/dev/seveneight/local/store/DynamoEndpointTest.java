package dev.seveneight.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.seveneight.local.RawHttp;
import dev.seveneight.local.SmallTemplate;
import dev.seveneight.local.http.HostNames;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

class DynamoEndpointTest {
  private static final Map<String, AttributeValue> ITEM =
      Map.of("pk", AttributeValue.fromS("a"), "score", AttributeValue.fromN("8"));

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private LocalStore store;
  private DynamoEndpoint endpoint;
  private DynamoDbClient client;

  @BeforeEach
  void start() throws Exception {
    store = LocalStore.inMemory(SmallTemplate.read());
    endpoint =
        DynamoEndpoint.start(
            store, new InetSocketAddress(LOOPBACK, 0), HostNames.LOOPBACK.withThoseOfContainers());
    client =
        DynamoDbClient.builder()
            .endpointOverride(URI.create("http://localhost:" + endpoint.port()))
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    endpoint.close();
    store.close();
  }

  @Test
  void shouldServeTheVeryStoreOfThisProcess() {
    client.putItem(request -> request.tableName("ThingsTable").item(ITEM));

    assertThat(
            store
                .dynamo()
                .getItem(
                    request ->
                        request
                            .tableName("ThingsTable")
                            .key(Map.of("pk", AttributeValue.fromS("a"))))
                .item())
        .isEqualTo(ITEM);
  }

  @Test
  void shouldTellOfAFailedConditionWithTheItem() {
    store.dynamo().putItem(request -> request.tableName("ThingsTable").item(ITEM));

    assertThatThrownBy(
            () ->
                client.putItem(
                    request ->
                        request
                            .tableName("ThingsTable")
                            .item(ITEM)
                            .conditionExpression("attribute_not_exists(pk)")
                            .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD)))
        .isInstanceOfSatisfying(
            ConditionalCheckFailedException.class,
            failure -> assertThat(failure.item()).isEqualTo(ITEM));
  }

  @Test
  void shouldListenOnTheGivenAddressOnly() throws Exception {
    InetAddress another = anotherAddressOfThisMachine();

    assertThat(accepts(LOOPBACK, endpoint.port())).isTrue();
    assertThat(accepts(another, endpoint.port())).isFalse();
  }

  @Test
  void shouldListenOnAllAddressesWhenToldTo() throws Exception {
    InetAddress another = anotherAddressOfThisMachine();

    try (DynamoEndpoint open =
        DynamoEndpoint.start(store, new InetSocketAddress("0.0.0.0", 0), HostNames.LOOPBACK)) {
      assertThat(accepts(LOOPBACK, open.port())).isTrue();
      assertThat(accepts(another, open.port())).isTrue();
    }
  }

  @Test
  void shouldLeaveTheStoreOpenWhenItCloses() {
    endpoint.close();

    assertThat(store.dynamo().listTables().tableNames()).containsExactly("ThingsTable");
  }

  @ParameterizedTest
  @CsvSource({
    "Host: localhost, Origin: https://evil.example, 403",
    "Host: localhost, Origin: null, 403",
    "Host: rebind.evil, X-None: none, 421",
    "Host: host.docker.internal, X-None: none, 200",
    "Host: 172.17.0.1:8000, X-None: none, 200",
  })
  void shouldServeProgramsOnly(String host, String header, int status) throws Exception {
    RawHttp.Reply reply = listTables(host, header);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.text().contains("ThingsTable")).isEqualTo(status == 200);
  }

  /** They would take all of the 200 threads that Jetty gives a server. */
  @Test
  void shouldKeepNoThreadForEachSlowClient() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 250; i++) {
        Socket socket = new Socket(LOOPBACK, endpoint.port());
        slow.add(socket);
        socket
            .getOutputStream()
            .write(
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{".getBytes(UTF_8));
      }

      assertThat(listTables("Host: localhost", "X-None: none").status()).isEqualTo(200);
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> thread.getName().startsWith("qtp"))
          .hasSizeLessThan(100);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  private RawHttp.Reply listTables(String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("X-Amz-Target: DynamoDB_20120810.ListTables");
    all.add("Content-Type: application/x-amz-json-1.0");
    all.add(
        "Authorization: AWS4-HMAC-SHA256 Credential=any/20261130/eu-central-1/dynamodb/aws4_request,"
            + " SignedHeaders=host, Signature=0");
    return RawHttp.post(endpoint.port(), "/", all, "{}");
  }

  private static boolean accepts(InetAddress address, int port) {
    try (Socket socket = new Socket(address, port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static InetAddress anotherAddressOfThisMachine() throws IOException {
    Optional<InetAddress> another =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> address instanceof Inet4Address && !address.equals(LOOPBACK))
            .findAny();
    assumeThat(another).as("a machine on a network").isPresent();
    return another.orElseThrow();
  }
}
