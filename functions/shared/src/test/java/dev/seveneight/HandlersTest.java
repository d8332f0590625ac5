package dev.seveneight;

import static dev.seveneight.TemplateText.at;
import static dev.seveneight.TemplateText.mapAt;
import static dev.seveneight.TemplateText.properties;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.shared.deployment.Deployment;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Holds the handlers to what template.yaml says of them. */
class HandlersTest {
  @ParameterizedTest
  @MethodSource("dev.seveneight.TemplateText#functions")
  void shouldNameAHandlerThatCanBeMadeForLambdaAndForTests(String function) throws Exception {
    Class<?> handler = Class.forName(handlerName(function));

    assertThat(handler).isPublic().isAssignableTo(RequestStreamHandler.class);
    assertThat(Modifier.isPublic(handler.getDeclaredConstructor().getModifiers())).isTrue();
    assertThat(Modifier.isPublic(takingDeployment(handler).getModifiers())).isFalse();
  }

  @ParameterizedTest
  @MethodSource("dev.seveneight.TemplateText#functions")
  void shouldSetExactlyTheVariablesThatTheFunctionReads(String function) throws Exception {
    Set<String> read = new TreeSet<>();
    try (DynamoDbClient unused = clientThatIsNeverCalled()) {
      Class<?> handler = Class.forName(handlerName(function));
      takingDeployment(handler)
          .newInstance(
              new Deployment(
                  noting(read),
                  unused,
                  () -> {
                    throw new AssertionError("no stream is read before there is work");
                  },
                  measurements -> {},
                  InstantSource.system()));
    }

    assertThat(mapAt(properties(function), "Environment", "Variables")).containsOnlyKeys(read);
  }

  private static String handlerName(String function) {
    return at(properties(function), "Handler").toString();
  }

  private static Constructor<?> takingDeployment(Class<?> handler) throws NoSuchMethodException {
    Constructor<?> constructor = handler.getDeclaredConstructor(Deployment.class);
    constructor.setAccessible(true);
    return constructor;
  }

  private static DynamoDbClient clientThatIsNeverCalled() {
    return DynamoDbClient.builder()
        .region(Region.US_EAST_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  /** An environment that has every variable and notes which of them are asked for. */
  private static Map<String, String> noting(Set<String> read) {
    return new HashMap<>() {
      @Override
      public String get(Object name) {
        read.add(name.toString());
        return "https://" + name;
      }

      @Override
      public String getOrDefault(Object name, String other) {
        return get(name);
      }

      @Override
      public boolean containsKey(Object name) {
        return get(name) != null;
      }
    };
  }
}
