package dev.narthex.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Holds the module table, the absence of cycles, and the rule that clocks and randomness are given, never taken. */
class ArchitectureTest {
  private static final String[] CORE = {"dev.narthex.model..", "dev.narthex.promql..", "dev.narthex.rules..", "dev.narthex.template..", "dev.narthex.yaml..", "dev.narthex.metrics..", "dev.narthex.secret..", "dev.narthex.net.."};
  private static final String STORAGE = "dev.narthex.tsdb..";
  private static final String INGEST = "dev.narthex.ingest..";
  private static final String ALERT = "dev.narthex.alert..";
  private static final String API = "dev.narthex.api..";
  private static final String JOBS = "dev.narthex.jobs..";
  private static final String AWS = "dev.narthex.aws..";
  private static final String DISCOVERY = "dev.narthex.discovery..";
  private static final String LOCAL = "dev.narthex.local..";

  @TestFactory
  Stream<DynamicTest> rules() {
    JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).withImportOption(location -> !location.contains("test-classes") && !location.contains("/fast/test/") && !location.contains("-tests.jar")).importPackages("dev.narthex");
    return Stream.of(
            may("promql-core knows nothing above it", CORE, STORAGE, INGEST, ALERT, API, JOBS, AWS, DISCOVERY, LOCAL),
            may("storage stands on promql-core only", new String[] {STORAGE}, INGEST, ALERT, API, JOBS, AWS, DISCOVERY, LOCAL),
            may("ingest stands on storage and promql-core", new String[] {INGEST}, ALERT, API, JOBS, AWS, DISCOVERY, LOCAL),
            may("the alert router stands on promql-core only", new String[] {ALERT}, STORAGE, INGEST, API, JOBS, AWS, DISCOVERY, LOCAL),
            may("the HTTP surface knows no driver", new String[] {API}, JOBS, AWS, DISCOVERY, LOCAL),
            may("jobs know no driver", new String[] {JOBS}, AWS, DISCOVERY, LOCAL),
            may("the AWS driver does not know the local one", new String[] {AWS}, DISCOVERY, LOCAL),
            may("the local driver does not know the AWS one", new String[] {LOCAL}, AWS, DISCOVERY),
            new Rule("AWS libraries only in the AWS driver and its discovery", noClasses().that().resideOutsideOfPackages(AWS, DISCOVERY, "dev.narthex.bench..").should().dependOnClassesThat().resideInAnyPackage("software.amazon..", "com.amazonaws..")),
            new Rule("Micronaut only at the HTTP surface and the drivers", noClasses().that().resideOutsideOfPackages(API, AWS, LOCAL).should().dependOnClassesThat().resideInAPackage("io.micronaut..")),
            new Rule("regular expressions of users run on RE2 only", noClasses().that().resideInAnyPackage("dev.narthex.promql..", "dev.narthex.model..", "dev.narthex.ingest.relabel..", "dev.narthex.alert..", "dev.narthex.template..").should().dependOnClassesThat().haveFullyQualifiedName("java.util.regex.Pattern")),
            new Rule("the clock is given", noClasses().that(areNotAtTheEdge()).should().callMethod(System.class, "currentTimeMillis").orShould().callMethod(Instant.class, "now").orShould().callMethod(LocalDateTime.class, "now").orShould().callMethod(ZonedDateTime.class, "now").orShould().callMethod(Clock.class, "systemUTC").orShould().callMethod(java.time.InstantSource.class, "system")),
            new Rule("randomness and ids are given", noClasses().that(areNotAtTheEdge()).should().callMethod(UUID.class, "randomUUID").orShould().callMethod(Math.class, "random").orShould().callMethod(ThreadLocalRandom.class, "current").orShould().callConstructor(Random.class).orShould().callConstructor(java.security.SecureRandom.class)),
            new Rule("no cycles between packages of promql-core and storage", slices().matching("dev.narthex.(tsdb.*)..").should().beFreeOfCycles()),
            new Rule("no cycles in ingest", slices().matching("dev.narthex.ingest.(*)..").should().beFreeOfCycles()),
            new Rule("no cycles in promql", slices().matching("dev.narthex.promql.(*)..").should().beFreeOfCycles()),
            new Rule("no cycles in the alert router", slices().matching("dev.narthex.alert.(*)..").should().beFreeOfCycles()),
            new Rule("no cycles between capabilities of promql-core", slices().matching("dev.narthex.(model|promql|rules|template|yaml|metrics)..").should().beFreeOfCycles()))
        .map(rule -> DynamicTest.dynamicTest(rule.name, () -> rule.rule.allowEmptyShould(true).check(classes)));
  }

  private record Rule(String name, ArchRule rule) {}

  private static Rule may(String name, String[] from, String... banned) {
    return new Rule(name, noClasses().that().resideInAnyPackage(from).should().dependOnClassesThat().resideInAnyPackage(banned));
  }

  /** The edges: command line and server start, Lambda handlers and wiring, generated bean definitions. */
  private static DescribedPredicate<JavaClass> areNotAtTheEdge() {
    return DescribedPredicate.describe("are not at the edge", c -> {
      String p = c.getPackageName();
      return !p.startsWith("dev.narthex.local") && !p.startsWith("dev.narthex.aws") && !p.startsWith("dev.narthex.bench") && !c.getSimpleName().startsWith("$");
    });
  }
}
