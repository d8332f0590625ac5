package dev.seveneight.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How Lambda starts Java: the flags of the managed runtime with 1,024 MB of memory, as they are
 * remembered of older runtimes; for java25, AWS documents that the compilers stop at the first
 * level unless SnapStart is on. The caches that the managed runtime has for its own classes are not
 * to be had elsewhere: all that is measured here starts without them.
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

  private final Path java = Jdk25.home().resolve(Path.of("bin", "java"));
  private final List<Path> runtimeClient = LambdaPackages.runtimeClient();
  private final Path nativeClient = LambdaPackages.nativeClient();

  /** Starts a contestant; extra flags come last. */
  List<String> command(ColdContestant contestant, List<String> extra) {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(FLAGS);
    if (!contestant.isSnapStart()) {
      command.addAll(List.of("-XX:+TieredCompilation", "-XX:TieredStopAtLevel=1"));
    }
    command.add("-D" + CLIENT + "runtimeapi.NativeClient.JNI=" + nativeClient);
    command.addAll(extra);
    List<Path> classPath = new ArrayList<>(runtimeClient);
    classPath.addAll(contestant.onClassPath());
    command.add("-classpath");
    command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(":")));
    command.add(CLIENT + "AWSLambda");
    command.add(contestant.handler());
    return command;
  }
}
