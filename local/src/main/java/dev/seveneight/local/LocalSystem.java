package dev.seveneight.local;

import dev.seveneight.local.console.LocalStartException;
import dev.seveneight.local.console.StandardError;
import dev.seveneight.local.http.Gateway;
import dev.seveneight.local.http.HostNames;
import dev.seveneight.local.http.HttpPort;
import dev.seveneight.local.lambda.LambdaFunction;
import dev.seveneight.local.store.DiskWatch;
import dev.seveneight.local.store.DynamoEndpoint;
import dev.seveneight.local.store.LocalStore;
import dev.seveneight.local.stream.Follower;
import dev.seveneight.local.stream.Positions;
import dev.seveneight.local.stream.StreamFollowing;
import dev.seveneight.local.stream.StreamPoller;
import dev.seveneight.local.template.FunctionDefinition;
import dev.seveneight.local.template.StreamSource;
import dev.seveneight.local.template.Template;
import dev.seveneight.shared.deployment.Deployment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The whole system in this process, as the template defines it: the store, the functions, the
 * gateway in front of them and the stream between them.
 */
public final class LocalSystem implements AutoCloseable {
  private final int port;

  /** The address of the store over HTTP, if it is offered. */
  private final Optional<InetSocketAddress> dynamo;

  private final LocalStore store;
  private final List<StreamFollowing> followings;

  /** The open resources, the last opened first. */
  private final Deque<AutoCloseable> open;

  private LocalSystem(
      int port,
      Optional<InetSocketAddress> dynamo,
      LocalStore store,
      List<StreamFollowing> followings,
      Deque<AutoCloseable> open) {
    this.port = port;
    this.dynamo = dynamo;
    this.store = store;
    this.followings = followings;
    this.open = open;
  }

  /**
   * Starts the system.
   *
   * @param templateFile the template; its parameter {@code PublicUrl} is set to the address in
   *     links
   * @param firstData writes the data that must exist before the first request
   * @throws LocalStartException if a port or the folder is in use
   */
  static LocalSystem start(
      Path templateFile, LocalSettings settings, BiConsumer<LocalStore, Template> firstData)
      throws LocalStartException {
    return start(templateFile, settings, firstData, (function, client) -> client);
  }

  /**
   * Starts the system in memory, on any free port, without the demo project.
   *
   * @param clients returns the client that replaces a function's client of the store, by the
   *     function's logical id
   * @throws LocalStartException if no port is free
   */
  public static LocalSystem start(
      Path templateFile, BiFunction<String, DynamoDbClient, DynamoDbClient> clients)
      throws LocalStartException {
    return start(templateFile, LocalSettings.IN_MEMORY, (store, template) -> {}, clients);
  }

  private static LocalSystem start(
      Path templateFile,
      LocalSettings settings,
      BiConsumer<LocalStore, Template> firstData,
      BiFunction<String, DynamoDbClient, DynamoDbClient> clients)
      throws LocalStartException {
    Deque<AutoCloseable> open = new ArrayDeque<>();
    List<StreamFollowing> followings = new ArrayList<>();
    try {
      // The port is bound first, so that a port in use is detected before anything else has
      // changed.
      HttpPort server = bind(settings.port());
      open.push(server);
      int boundPort = server.address().getPort();
      String publicUrl = settings.publicUrl().orElse(urlOf(boundPort));
      HostNames hosts = HostNames.LOOPBACK.with(settings.hosts()).with(Set.of(hostOf(publicUrl)));
      Template template = Template.read(templateFile, Map.of("PublicUrl", publicUrl));
      LocalStore store = openStore(template, settings.folder());
      open.push(store);
      Optional<InetSocketAddress> boundDynamo = Optional.empty();
      if (settings.dynamo().isPresent()) {
        InetSocketAddress address = settings.dynamo().get();
        DynamoEndpoint endpoint = offerStore(store, address, hosts);
        open.push(endpoint);
        boundDynamo = Optional.of(new InetSocketAddress(address.getAddress(), endpoint.port()));
      }
      Map<String, LambdaFunction> functions = new HashMap<>();
      for (FunctionDefinition function : template.functions().values()) {
        functions.put(
            function.name(),
            LambdaFunction.start(
                function,
                new Deployment(
                    store.environmentOf(function),
                    clients.apply(function.name(), store.dynamo()),
                    store::streams,
                    measurements -> {},
                    InstantSource.system())));
      }
      for (StreamSource source : template.streams()) {
        Positions positions =
            settings.folder().isPresent()
                ? Positions.inFile(settings.folder().get().resolve(source.function() + ".json"))
                : Positions.inMemory();
        LambdaFunction function = functions.get(source.function());
        StreamFollowing following =
            new StreamFollowing(
                () ->
                    new Follower(
                        store,
                        new StreamPoller(
                            store, source, function, positions, InstantSource.system())));
        open.push(following);
        followings.add(following);
      }
      Gateway gateway =
          new Gateway(server, template.routes(), functions, Gateway.LONGEST_INTEGRATION, hosts);
      open.push(gateway);
      firstData.accept(store, template);
      gateway.start();
      return new LocalSystem(boundPort, boundDynamo, store, followings, open);
    } catch (LocalStartException | RuntimeException e) {
      closeAll(open);
      throw e;
    }
  }

  /** Returns the address of the API. */
  public String url() {
    return urlOf(port);
  }

  /**
   * Returns the address at which programs on this machine reach the store over HTTP, if it is
   * offered.
   */
  Optional<String> dynamoUrl() {
    return dynamo.map(
        address -> {
          InetAddress host = address.getAddress();
          String name =
              host.isLoopbackAddress() || host.isAnyLocalAddress()
                  ? "localhost"
                  : address.getHostString();
          return "http://" + name + ":" + address.getPort();
        });
  }

  /** Returns whether other machines can reach the store, if their network allows it. */
  boolean dynamoIsOpen() {
    return dynamo.filter(address -> !address.getAddress().isLoopbackAddress()).isPresent();
  }

  /**
   * Kills the followers of the streams, even in the middle of a batch, and starts new ones. The
   * function may still finish some of the writes that it has begun.
   */
  public void restartStreams() throws InterruptedException {
    for (StreamFollowing following : followings) {
      following.restart();
    }
  }

  /** Ends every stream's shard and begins a child of it. */
  public void rollShards() {
    store.rollShards();
  }

  @Override
  public void close() {
    closeAll(open);
  }

  private static String hostOf(String url) {
    return url.replaceFirst("^https?://", "").replaceFirst(":[0-9]+$", "");
  }

  private static String urlOf(int port) {
    return "http://localhost:" + port;
  }

  private static HttpPort bind(int port) throws LocalStartException {
    try {
      return HttpPort.bind(port);
    } catch (IOException e) {
      throw new LocalStartException(
          "Port " + port + " is in use. Choose another: mvn -q -Plocal -Dport=3001", e);
    }
  }

  private static LocalStore openStore(Template template, Optional<Path> folder)
      throws LocalStartException {
    if (folder.isEmpty()) {
      return LocalStore.inMemory(template);
    }
    try {
      Files.createDirectories(folder.get());
      Optional<String> full = DiskWatch.complaint(folder.get(), DiskWatch.of(folder.get()));
      if (full.isPresent()) {
        throw new LocalStartException(full.get(), null);
      }
      return LocalStore.inFolder(template, folder.get());
    } catch (IOException e) {
      throw new LocalStartException("The folder " + folder.get() + " cannot be used: " + e, e);
    } catch (IllegalStateException e) {
      throw new LocalStartException(e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new LocalStartException(
          "The data in %s cannot be opened: %s".formatted(folder.get(), oneLine(e)), e);
    }
  }

  private static String oneLine(Exception failure) {
    return failure.toString().replaceAll("\\s+", " ");
  }

  private static DynamoEndpoint offerStore(
      LocalStore store, InetSocketAddress address, HostNames hosts) throws LocalStartException {
    try {
      return DynamoEndpoint.start(store, address, hosts.withThoseOfContainers());
    } catch (Exception e) {
      throw new LocalStartException(
          "The store cannot be offered on port " + address.getPort() + ": " + e.getMessage(), e);
    }
  }

  private static void closeAll(Deque<AutoCloseable> open) {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        // The other resources still have to be closed, above all the store.
        StandardError.report("Not everything closed well", e);
      }
    }
  }
}
