package dev.seveneight.local;

import dev.seveneight.local.console.LocalStartException;
import dev.seveneight.local.console.StandardError;
import dev.seveneight.local.lambda.LambdaContext;
import dev.seveneight.local.store.DiskWatch;
import dev.seveneight.local.template.TemplateException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;

/**
 * Runs Seven-Eight on this machine: {@code mvn -q -Plocal}. System properties: {@code port} of the
 * API (3000), {@code publicUrl} for the address in links, if clients reach the API through a proxy,
 * {@code data} for a folder that keeps everything between runs (without it, data is in memory),
 * {@code dynamoPort} to offer the store over HTTP too, {@code dynamoHost} for the address on which
 * it is offered (the loopback address), {@code hosts} for additional host names next to {@code
 * localhost}, separated by commas, {@code logLevel} for the lowest level that is logged (WARN).
 */
public final class Local {
  private static final int DEFAULT_PORT = 3000;

  private Local() {}

  /** Starts the system and serves until the process is terminated. */
  public static void main(String[] arguments) throws InterruptedException {
    LocalSettings settings = settingsOrExit();
    LocalSystem system = startOrExit(settings);
    CountDownLatch closed = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  system.close();
                  closed.countDown();
                },
                "shutdown"));
    settings
        .folder()
        .ifPresent(folder -> DiskWatch.start(folder, DiskWatch.of(folder), Local::exit));
    System.out.println(Banner.of(system.url(), system.dynamoUrl(), system.dynamoIsOpen()));
    closed.await();
  }

  private static LocalSettings settingsOrExit() {
    try {
      checkLogLevel();
      return new LocalSettings(
          number("port").orElse(DEFAULT_PORT),
          publicUrl(),
          dynamo(),
          setting("data").map(Path::of),
          hosts());
    } catch (LocalStartException e) {
      exit(e.getMessage());
      throw new IllegalStateException("unreachable", e);
    }
  }

  private static LocalSystem startOrExit(LocalSettings settings) {
    try {
      return LocalSystem.start(Path.of("template.yaml"), settings, DemoProject::make);
    } catch (LocalStartException | TemplateException e) {
      exit(e.getMessage());
      throw new IllegalStateException("unreachable", e);
    }
  }

  private static void exit(String why) {
    StandardError.report(why);
    System.exit(1);
  }

  private static void checkLogLevel() throws LocalStartException {
    try {
      LambdaContext.leastLevel();
    } catch (IllegalArgumentException e) {
      throw new LocalStartException(
          "-DlogLevel has to be TRACE, DEBUG, INFO, WARN, ERROR or FATAL.", e);
    }
  }

  private static Set<String> hosts() throws LocalStartException {
    Set<String> names = new TreeSet<>();
    for (String name : setting("hosts").map(text -> text.split(",", -1)).orElse(new String[0])) {
      if (!name.strip().matches("[A-Za-z0-9._-]+")) {
        throw new LocalStartException(
            "-Dhosts has to be names without a port, like nps.test,nps.example.com.", null);
      }
      names.add(name.strip());
    }
    return names;
  }

  private static Optional<String> publicUrl() throws LocalStartException {
    Optional<String> url = setting("publicUrl");
    if (url.isPresent() && !url.get().matches("https?://[^/]+")) {
      throw new LocalStartException(
          "-DpublicUrl has to be an address without a path, like https://localhost:3443.", null);
    }
    return url;
  }

  private static Optional<InetSocketAddress> dynamo() throws LocalStartException {
    Optional<String> host = setting("dynamoHost");
    OptionalInt port = number("dynamoPort");
    if (port.isEmpty()) {
      if (host.isPresent()) {
        throw new LocalStartException(
            "-DdynamoHost needs a port too: add -DdynamoPort=8000.", null);
      }
      return Optional.empty();
    }
    try {
      InetAddress address =
          host.isPresent() ? InetAddress.getByName(host.get()) : InetAddress.getLoopbackAddress();
      return Optional.of(new InetSocketAddress(address, port.getAsInt()));
    } catch (UnknownHostException e) {
      throw new LocalStartException(
          "-DdynamoHost has to be an address of this machine, like 0.0.0.0 for all of them.", e);
    }
  }

  private static OptionalInt number(String property) throws LocalStartException {
    Optional<String> text = setting(property);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= 0 && number <= 65_535) {
        return OptionalInt.of(number);
      }
    } catch (NumberFormatException e) {
      throw new LocalStartException("-D" + property + " has to be a port number.", e);
    }
    throw new LocalStartException("-D" + property + " has to be a port number.", null);
  }

  private static Optional<String> setting(String property) {
    return Optional.ofNullable(System.getProperty(property)).filter(text -> !text.isEmpty());
  }
}
