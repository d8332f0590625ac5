package dev.seveneight.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the random tests with new seeds, one seed after the other, until the time is over: {@code
 * mvn -q -Pexplore -Dminutes=10}. They are all properties of jqwik, and the JUnit classes with the
 * tag {@code random}. Prints the seed of a failure with the command that repeats it.
 */
public final class Explore {
  private static final long DEFAULT_MINUTES = 10;

  private Explore() {}

  /** Ends with status 1 if a test failed. */
  public static void main(String[] arguments) {
    Instant end = Instant.now().plus(Duration.ofMinutes(Long.getLong("minutes", DEFAULT_MINUTES)));
    SecureRandom random = new SecureRandom();
    Launcher launcher = LauncherFactory.create();
    int seeds = 0;
    int failures = 0;
    while (Instant.now().isBefore(end)) {
      long seed = random.nextLong(Long.MAX_VALUE);
      System.setProperty(Thoroughness.SEED, Long.toString(seed));
      Outcome outcome = new Outcome(seed);
      for (LauncherDiscoveryRequest tests : List.of(properties(), randomTests())) {
        launcher.execute(tests, outcome);
      }
      seeds++;
      failures += outcome.failures;
      System.out.printf("Seed %d: %d tests, %d failed.%n", seed, outcome.tests, outcome.failures);
    }
    System.out.printf("%d seeds, %d failures.%n", seeds, failures);
    System.exit(failures == 0 ? 0 : 1);
  }

  private static LauncherDiscoveryRequest properties() {
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(selectPackage("dev.seveneight"))
        .filters(EngineFilter.includeEngines("jqwik"))
        .build();
  }

  private static LauncherDiscoveryRequest randomTests() {
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(selectPackage("dev.seveneight"))
        .filters(EngineFilter.includeEngines("junit-jupiter"), TagFilter.includeTags("random"))
        .build();
  }

  /** Counts the tests of one seed, and prints those that fail. */
  private static final class Outcome implements TestExecutionListener {
    private final long seed;
    private int tests;
    private int failures;

    private Outcome(long seed) {
      this.seed = seed;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (test.isTest()) {
        tests++;
      }
      if (result.getStatus() == Status.FAILED) {
        failures++;
        System.out.printf(
            "%nFAILED %s with seed %d:%n%s%nRepeat it: mvn test -Dtest='%s' -Dseed=%d%n%n",
            test.getDisplayName(),
            seed,
            result.getThrowable().map(Throwable::toString).orElse(""),
            className(test),
            seed);
      }
    }

    private static String className(TestIdentifier test) {
      return test.getSource()
          .filter(MethodSource.class::isInstance)
          .map(source -> ((MethodSource) source).getClassName())
          .map(name -> name.substring(name.lastIndexOf('.') + 1))
          .orElse(test.getLegacyReportingName());
    }
  }
}
