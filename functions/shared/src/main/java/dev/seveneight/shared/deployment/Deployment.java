package dev.seveneight.shared.deployment;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.metrics.EmbeddedMetrics;
import dev.seveneight.shared.metrics.LazyMetrics;
import dev.seveneight.shared.metrics.Metrics;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The environment of a function: its variables, its store, its metrics and its clock. Every handler
 * has a public constructor without arguments, which Lambda calls and which uses {@link
 * #onLambda()}, and one that takes a deployment, which the tests and the local runner call.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param environment the function's environment variables, as set by the template
 * @param dynamo the store
 * @param streams creates the client of the store's streams; only the audit function uses it
 * @param metrics receives the measurements
 * @param clock the time; tests pass a clock of their own
 */
public record Deployment(
    Map<String, String> environment,
    DynamoDbClient dynamo,
    Supplier<DynamoDbStreamsClient> streams,
    Metrics metrics,
    InstantSource clock) {

  /**
   * Returns the deployment on Lambda: the process environment, DynamoDB of the function's region,
   * the log for the metrics, the system clock.
   */
  public static Deployment onLambda() {
    ClassPreloading.begin();
    // The JDK keeps five idle connections to a host. A request that writes in parallel would open
    // the others again each time.
    System.setProperty("http.maxConnections", String.valueOf(Parallel.BOUND));
    Region region = Region.of(System.getenv("AWS_REGION"));
    // A function with SnapStart gets its credentials from the container endpoint, the others from
    // the environment. The rest of the default chain cannot apply, and costs start time.
    AwsCredentialsProvider credentials =
        AwsCredentialsProviderChain.of(
            EnvironmentVariableCredentialsProvider.create(), ContainerCredentialsProvider.create());
    DynamoDbClient dynamo =
        DynamoDbClient.builder()
            .region(region)
            .credentialsProvider(credentials)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    Supplier<DynamoDbStreamsClient> streams =
        () ->
            DynamoDbStreamsClient.builder()
                .region(region)
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    Metrics metrics =
        new LazyMetrics(
            () -> new EmbeddedMetrics(System.getenv("AWS_LAMBDA_FUNCTION_NAME")),
            trouble -> LambdaRuntime.getLogger().log(trouble, LogLevel.ERROR));
    return new Deployment(System.getenv(), dynamo, streams, metrics, InstantSource.system());
  }

  /**
   * Returns the value of a required environment variable.
   *
   * @throws IllegalStateException if the template does not set it
   */
  public String variable(String name) {
    String value = environment.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalStateException("environment variable " + name + " is not set");
    }
    return value;
  }

  /** Returns the value of an optional environment variable; empty if it is empty or missing. */
  public String optionalVariable(String name) {
    String value = environment.get(name);
    return value == null ? "" : value;
  }
}
