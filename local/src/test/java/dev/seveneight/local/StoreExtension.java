package dev.seveneight.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.PermittedClient;
import dev.seveneight.local.http.HostNames;
import dev.seveneight.local.lambda.FunctionFailedException;
import dev.seveneight.local.lambda.LambdaFunction;
import dev.seveneight.local.store.DynamoEndpoint;
import dev.seveneight.local.store.LocalStore;
import dev.seveneight.local.stream.Positions;
import dev.seveneight.local.stream.StreamPoller;
import dev.seveneight.local.template.StreamSource;
import dev.seveneight.local.template.Template;
import dev.seveneight.shared.deployment.Deployment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The real store for a test, in memory, with the template's tables, and the functions on top of it.
 * In a static field there is one for the class, else a fresh one for every test (a few milliseconds
 * once the JVM is warm):
 *
 * <pre>{@code
 * @RegisterExtension static final StoreExtension store = new StoreExtension();
 *
 * @Test
 * void shouldCountAResponse() {
 *   RequestStreamHandler ingest = store.function("IngestFunction", clock);
 *   ...
 *   store.drain();
 *   store.dynamo().getItem(...);
 * }
 * }</pre>
 *
 * <p>Where there are no JUnit extensions, as in jqwik's properties, call {@link #open()} and {@link
 * #close()}.
 */
public final class StoreExtension
    implements BeforeAllCallback,
        AfterAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AutoCloseable {
  /** A batch that fails more often in a row fails for good. */
  private static final int DRAIN_ATTEMPTS = 10;

  private final Supplier<Template> templates;
  private final BiFunction<String, DynamoDbClient, DynamoDbClient> restriction;
  private final BiFunction<String, DynamoDbStreamsClient, DynamoDbStreamsClient> streamRestriction;
  private Template template;
  private LocalStore store;
  private StreamPoller poller;
  private boolean perClass;

  /** A store with the tables of the project's template. */
  public StoreExtension() {
    this(Template::ofProject, PermittedClient::of, PermittedClient::ofStreams);
  }

  /**
   * A store for another template.
   *
   * @param restriction makes a function's client, by its logical id, out of one that may do
   *     anything
   */
  StoreExtension(
      Supplier<Template> templates,
      BiFunction<String, DynamoDbClient, DynamoDbClient> restriction) {
    this(templates, restriction, (function, client) -> client);
  }

  private StoreExtension(
      Supplier<Template> templates,
      BiFunction<String, DynamoDbClient, DynamoDbClient> restriction,
      BiFunction<String, DynamoDbStreamsClient, DynamoDbStreamsClient> streamRestriction) {
    this.templates = templates;
    this.restriction = restriction;
    this.streamRestriction = streamRestriction;
  }

  /** Starts the store. */
  public StoreExtension open() {
    template = templates.get();
    store = LocalStore.inMemory(template);
    return this;
  }

  @Override
  public void close() {
    store.close();
    store = null;
    poller = null;
  }

  /** The template that the tables and functions come from. */
  public Template template() {
    return template;
  }

  /** The client of the tables; their names are their logical ids. */
  public DynamoDbClient dynamo() {
    return store.dynamo();
  }

  /** Serves the tables over HTTP, as DynamoDB does. Close it before the store. */
  public DynamoEndpoint serve() {
    return serve(0);
  }

  /** Serves the tables over HTTP on this port, or any that is free for zero. */
  public DynamoEndpoint serve(int port) {
    try {
      return DynamoEndpoint.start(
          store, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), HostNames.LOOPBACK);
    } catch (Exception e) {
      throw new IllegalStateException("the store cannot be served", e);
    }
  }

  /**
   * What a function of the template is given, with a clock of the test's own. It may do with the
   * tables what its policy allows, no more.
   */
  public Deployment deployment(String functionId, InstantSource clock) {
    return new Deployment(
        store.environmentOf(template.function(functionId)),
        restriction.apply(functionId, dynamo()),
        () -> streamRestriction.apply(functionId, store.streams()),
        measurements -> {},
        clock);
  }

  /** A function of the template, with a clock of the test's own. */
  public RequestStreamHandler function(String functionId, InstantSource clock) {
    return function(functionId, deployment(functionId, clock));
  }

  /** A function of the template, deployed as the test says. */
  public RequestStreamHandler function(String functionId, Deployment deployment) {
    return LambdaFunction.start(template.function(functionId), deployment).handler();
  }

  /** A project id that no other test has. */
  public String newProject() {
    return "p" + UUID.randomUUID().toString().replace("-", "");
  }

  /** Ends every stream's shard and begins a child, so that what comes next is in another shard. */
  public void rollShards() {
    store.rollShards();
  }

  /**
   * Delivers all records that are in the ledger's stream to the aggregate function. Returns when
   * nothing is left. A failed batch is delivered again.
   *
   * @throws AssertionError if the same batch fails ten times in a row
   */
  public void drain() {
    if (poller == null) {
      StreamSource source = template.streams().get(0);
      poller =
          poller(
              LambdaFunction.start(
                  template.function(source.function()),
                  deployment(source.function(), InstantSource.system())));
    }
    drain(poller);
  }

  /**
   * Delivers the whole ledger stream, from its beginning, to a handler of the test's own, which may
   * fail, record or repeat what it gets before it hands it on.
   */
  public void drainInto(RequestStreamHandler handler) {
    StreamSource source = template.streams().get(0);
    drain(poller(new LambdaFunction(template.function(source.function()), handler)));
  }

  private StreamPoller poller(LambdaFunction function) {
    return new StreamPoller(
        store, template.streams().get(0), function, Positions.inMemory(), InstantSource.system());
  }

  private static void drain(StreamPoller poller) {
    try {
      poller.drain(DRAIN_ATTEMPTS);
    } catch (FunctionFailedException e) {
      throw new AssertionError("the stream stands still: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    perClass = true;
    open();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (!perClass) {
      open();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (!perClass) {
      close();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }
}
