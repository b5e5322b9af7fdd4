package io.serai;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Keeps the packages apart; every rule is also held against a fixture that breaks it. */
class ArchitectureTest {

  private static final List<String> STAGES =
      List.of(
          "intake",
          "moderation",
          "allowlist",
          "approval",
          "router",
          "recipients",
          "results",
          "traces",
          "costs",
          "replies");

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.serai");

  private static final JavaClasses BROKEN =
      new ClassFileImporter().importPackages("io.serai.fixture");

  @TestFactory
  Stream<DynamicTest> holdsInMain() {
    return rules().map(rule -> DynamicTest.dynamicTest(name(rule), () -> rule.check(MAIN)));
  }

  @TestFactory
  Stream<DynamicTest> bitesTheBrokenFixture() {
    return rules()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    name(rule), () -> assertThat(rule.evaluate(BROKEN).hasViolation()).isTrue()));
  }

  @Test
  void findsNoCycleBetweenStages() {
    slices().matching("io.serai.(*)..").should().beFreeOfCycles().check(MAIN);
  }

  private static Stream<ArchRule> rules() {
    return Stream.of(islands(), camelAtTheEdge(), privateStores(), bannedCalls(), fewParameters());
  }

  private static String name(ArchRule rule) {
    return rule.getDescription();
  }

  private static ArchRule islands() {
    return slices()
        .matching("..(" + String.join("|", STAGES) + ")..")
        .should()
        .notDependOnEachOther()
        .because("stages meet in the flow route; move what they share to job, policy or store");
  }

  private static ArchRule camelAtTheEdge() {
    return noClasses()
        .that()
        .haveSimpleNameNotEndingWith("Processor")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.camel..")
        .because("only a Processor knows Camel; pass it values instead");
  }

  private static ArchRule privateStores() {
    return noClasses()
        .that()
        .resideOutsideOfPackages("..store..", "..sandbox..")
        .should()
        .dependOnClassesThat(resideInAnyPackage("..store.*..", "..sandbox.*.."))
        .because("implementations are wired by the hub; use the interface above them");
  }

  private static ArchRule bannedCalls() {
    return noClasses()
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .callConstructor(Thread.class, Runnable.class)
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Date")
        .because("time comes from an injected Clock and output goes to the log");
  }

  private static ArchRule fewParameters() {
    return noCodeUnits()
        .that(
            describe(
                "are not of a record",
                (JavaCodeUnit unit) ->
                    !unit.getOwner().isRecord() && !unit.getName().startsWith("lambda$")))
        .should()
        .haveRawParameterTypes(describe("more than six", (List<?> types) -> types.size() > 6))
        .because("a record names what belongs together");
  }
}
