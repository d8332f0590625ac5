package dev.seveneight;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.seveneight.query.offence.EverythingWrong;
import dev.seveneight.query.offence.HalfOfCycle;
import dev.seveneight.query.offence.RoomThatSpeaksDynamoDb;
import dev.seveneight.shared.deployment.Deployment;
import dev.seveneight.shared.metrics.EmbeddedMetrics;
import dev.seveneight.shared.segment.offence.DomainThatKnowsItsStore;
import dev.seveneight.shared.segment.offence.OtherHalfOfCycle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The borders inside the one artifact that Maven builds. Each rule is also held against a class
 * that breaks it: a rule that notices nothing would look just as green.
 */
class ArchitectureTest {
  private static final String BASE = "dev.seveneight.";
  private static final List<String> FUNCTIONS =
      List.of("aggregate", "audit", "ingest", "keys", "query");

  private static final JavaClasses SHIPPED =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.seveneight");

  private static final JavaClasses OFFENDERS =
      new ClassFileImporter()
          .importClasses(
              EverythingWrong.class, DomainThatKnowsItsStore.class, RoomThatSpeaksDynamoDb.class);

  private static final JavaClasses CYCLE =
      new ClassFileImporter().importClasses(HalfOfCycle.class, OtherHalfOfCycle.class);

  @Test
  void shouldShipTheFunctionsAndWhatTheyShareAndNothingElse() {
    Set<String> folders =
        SHIPPED.stream()
            .map(JavaClass::getPackageName)
            .map(name -> name.substring(BASE.length()).split("\\.", -1)[0])
            .collect(Collectors.toSet());

    assertThat(folders)
        .containsExactlyInAnyOrder("shared", "aggregate", "audit", "ingest", "keys", "query");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aggregate", "audit", "ingest", "keys", "query"})
  void shouldNotLetAFunctionReachIntoAnother(String function) {
    String[] others =
        FUNCTIONS.stream()
            .filter(other -> !other.equals(function))
            .map(other -> BASE + other + "..")
            .toArray(String[]::new);

    reachInto(function, others).check(SHIPPED);
  }

  @Test
  void shouldNoticeAFunctionThatReachesIntoAnother() {
    assertThat(reachInto("query", BASE + "ingest..").evaluate(OFFENDERS).hasViolation()).isTrue();
  }

  private static ArchRule reachInto(String function, String... others) {
    return noClasses()
        .that()
        .resideInAPackage(BASE + function + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others);
  }

  @Test
  void shouldShareNothingThatKnowsAFunction() {
    holds(
        noClasses()
            .that()
            .resideInAPackage(BASE + "shared..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                FUNCTIONS.stream().map(name -> BASE + name + "..").toArray(String[]::new)));
  }

  @Test
  void shouldKeepAwsOutOfTheDomain() {
    holds(
        noClasses()
            .that()
            .resideInAnyPackage(
                BASE + "shared.nps..",
                BASE + "shared.text..",
                BASE + "shared.segment..",
                BASE + "shared.tally..",
                BASE + "shared.ledger..",
                BASE + "shared.image..",
                BASE + "shared.project..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon..", "com.amazonaws..", BASE + "shared.store.."));
  }

  @Test
  void shouldKeepJsonAndHttpOutOfTheDomain() {
    holds(
        noClasses()
            .that()
            .resideInAnyPackage(
                BASE + "shared.nps..",
                BASE + "shared.text..",
                BASE + "shared.segment..",
                BASE + "shared.tally..",
                BASE + "shared.ledger..",
                BASE + "shared.project..",
                BASE + "shared.stream..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                BASE + "shared.json..", BASE + "shared.http..", BASE + "shared.validation.."));
  }

  /**
   * The store has every request to DynamoDB. Other classes know only the value of an attribute,
   * which may be bytes. Wiring and deployment pass the client on.
   */
  @Test
  void shouldSpeakDynamoDbOnlyInTheStore() {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackage(BASE + "shared.store..")
            .and()
            .haveSimpleNameNotEndingWith("Wiring")
            .and()
            .doNotBelongToAnyOf(Deployment.class)
            .should()
            .dependOnClassesThat(
                resideInAPackage("software.amazon.awssdk..")
                    .and(not(belongToAnyOf(AttributeValue.class, SdkBytes.class))));

    holds(rule);
    // The offender that has only the value of an attribute does not break this rule.
    assertThat(rule.evaluate(OFFENDERS).getFailureReport().getDetails())
        .isNotEmpty()
        .allMatch(each -> each.contains(RoomThatSpeaksDynamoDb.class.getSimpleName()));
  }

  /** Arrows between packages run one way. */
  @Test
  void shouldHaveNoCyclesOfPackages() {
    slices().matching("dev.seveneight.(**)").should().beFreeOfCycles().check(SHIPPED);
    assertThat(
            slices()
                .matching("dev.seveneight.(**)")
                .should()
                .beFreeOfCycles()
                .evaluate(CYCLE)
                .hasViolation())
        .isTrue();
  }

  @Test
  void shouldNameEachClassOnce() {
    assertThat(
            SHIPPED.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(each -> !each.getSimpleName().equals("package-info"))
                .map(JavaClass::getSimpleName))
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldSayWhatEachPackageIsFor() throws IOException {
    try (Stream<Path> folders = Files.walk(Path.of("functions"))) {
      assertThat(folders.filter(ArchitectureTest::isPackage))
          .isNotEmpty()
          .allSatisfy(folder -> assertThat(folder.resolve("package-info.java")).isRegularFile());
    }
  }

  private static boolean isPackage(Path folder) {
    if (!Files.isDirectory(folder) || !folder.toString().contains("/src/main/java/")) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldCallTheEntranceOfAFunctionAHandler() {
    holds(
        classes()
            .that()
            .areAssignableTo(RequestStreamHandler.class)
            .should()
            .haveSimpleNameEndingWith("Handler")
            .andShould()
            .resideInAnyPackage(
                FUNCTIONS.stream().map(name -> BASE + name).toArray(String[]::new)));
    assertThat(SHIPPED.stream().filter(each -> each.isAssignableTo(RequestStreamHandler.class)))
        .hasSameSizeAs(FUNCTIONS);
  }

  @Test
  void shouldShipNothingThatNeedsTheLocalRunner() {
    holds(noClasses().should().dependOnClassesThat().resideInAPackage(BASE + "local.."));
  }

  @Test
  void shouldLogThroughLambdaAlone() {
    holds(noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging.."));
    holds(GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS);
  }

  /** What knows them loads them, and they start slowly. */
  @Test
  void shouldLetNothingButTheMetricsKnowTheirLibraryAndWhatItBrings() {
    holds(
        noClasses()
            .that()
            .doNotBelongToAnyOf(EmbeddedMetrics.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "software.amazon.cloudwatchlogs..",
                "com.fasterxml.jackson.databind..",
                "com.fasterxml.jackson.datatype..",
                "org.apache.commons.lang3.."));
  }

  /** The rule holds for what ships, and notices the classes that break it. */
  private static void holds(ArchRule rule) {
    rule.check(SHIPPED);
    assertThat(rule.evaluate(OFFENDERS).hasViolation()).as(rule.getDescription()).isTrue();
  }
}
