package dev.seveneight.bench.cold;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How Lambda starts Java: with the flags of the managed runtime with 1,024 MB. The heap and the
 * collector are known from processes of older runtimes; AWS documents that on java25 the compilers
 * stop at the first level unless SnapStart is on. The class archive of the managed runtime is not
 * available elsewhere, so everything here starts without it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-customization.html">Customize
 *     Java runtime startup behavior for Lambda functions</a>
 */
final class LambdaJvm {
  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.";
  private static final List<String> FLAGS =
      List.of(
          // 85 percent of the memory.
          "-XX:MaxHeapSize=891289k",
          "-XX:+UseSerialGC",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--enable-native-access=ALL-UNNAMED",
          "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
          "-Djava.net.preferIPv4Stack=true");

  private final Path java = jdk25().resolve(Path.of("bin", "java"));
  private final List<Path> runtimeClient = LambdaPackages.runtimeClient();
  private final Path nativeClient = LambdaPackages.nativeClient();
  private final String storeUrl;

  LambdaJvm(String storeUrl) {
    this.storeUrl = storeUrl;
  }

  /** The command that starts a contestant; extra flags come last. */
  List<String> command(Contestant contestant, List<String> extra) {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(FLAGS);
    if (!contestant.isSnapStart()) {
      command.addAll(List.of("-XX:+TieredCompilation", "-XX:TieredStopAtLevel=1"));
    }
    command.add("-D" + CLIENT + "runtimeapi.NativeClient.JNI=" + nativeClient);
    command.addAll(contestant.flags());
    command.addAll(extra);
    command.add("-classpath");
    command.add(
        Stream.concat(runtimeClient.stream(), contestant.onClassPath().stream())
            .map(Path::toString)
            .collect(Collectors.joining(":")));
    command.addAll(List.of(CLIENT + "AWSLambda", contestant.handler()));
    return command;
  }

  /** The environment variables of a contestant. */
  Map<String, String> environment(Contestant contestant, String runtimeApi) {
    return Map.ofEntries(
        Map.entry("AWS_LAMBDA_RUNTIME_API", runtimeApi),
        Map.entry("AWS_LAMBDA_FUNCTION_NAME", "bench"),
        Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024"),
        Map.entry("AWS_LAMBDA_LOG_FORMAT", "JSON"),
        Map.entry(
            "AWS_LAMBDA_INITIALIZATION_TYPE",
            contestant.isSnapStart() ? "snap-start" : "on-demand"),
        Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_java25"),
        Map.entry("AWS_REGION", "us-east-1"),
        Map.entry("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
        Map.entry("AWS_SECRET_ACCESS_KEY", "secret"),
        Map.entry("AWS_SESSION_TOKEN", "token"),
        Map.entry("AWS_ENDPOINT_URL_DYNAMODB", storeUrl),
        Map.entry("LEDGER_TABLE", "LedgerTable"),
        Map.entry("TALLY_TABLE", "TallyTable"),
        Map.entry("PROJECT_TABLE", "ProjectTable"),
        Map.entry("PUBLIC_URL", ""),
        Map.entry("LANG", "en_US.UTF-8"),
        Map.entry("TZ", ":UTC"));
  }

  /** The JDK that {@code JDK25_HOME} names, the one of this process, or one of Debian's folder. */
  private static Path jdk25() {
    try (Stream<Path> installed = Files.list(Path.of("/usr/lib/jvm"))) {
      return Stream.concat(
              Stream.of(
                  Path.of(System.getenv().getOrDefault("JDK25_HOME", "none")),
                  Path.of(System.getProperty("java.home"))),
              installed.sorted())
          .filter(LambdaJvm::isJdk25)
          .findFirst()
          .orElseThrow(
              () -> new IllegalStateException("no JDK 25 found; name its home in JDK25_HOME"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every JDK has a file with its version. */
  private static boolean isJdk25(Path home) {
    try {
      Path release = home.resolve("release");
      return Files.isExecutable(home.resolve("bin/java"))
          && Files.isRegularFile(release)
          && Files.readString(release).contains("JAVA_VERSION=\"25");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
