package dev.surprisal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;

/** The house: a package imports only those below it. */
@AnalyzeClasses(packages = "dev.surprisal", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {

  /** From the roof to the ground. */
  private static final List<String> FLOORS =
      List.of(
          "cli",
          "job",
          "config",
          "report",
          "drift",
          "store",
          "dataset",
          "function",
          "profile",
          "math");

  @ArchTest static final ArchRule packagesImportOnlyThoseBelow = house();

  @ArchTest
  static final ArchRule thereAreNoCycles =
      slices().matching("dev.surprisal.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule mathProfileAndDriftKnowNoSpark =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.surprisal.math..", "dev.surprisal.profile..", "dev.surprisal.drift..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..");

  @ArchTest
  static final ArchRule onlyTheCommandLineEndsTheProcess =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.surprisal.cli..")
          .should()
          .callMethod(System.class, "exit", int.class);

  private static ArchRule house() {
    LayeredArchitecture house =
        Architectures.layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String floor : FLOORS) {
      house = house.layer(floor).definedBy("dev.surprisal." + floor + "..");
    }
    for (int i = 0; i < FLOORS.size(); i++) {
      String floor = FLOORS.get(i);
      house =
          i == 0
              ? house.whereLayer(floor).mayNotBeAccessedByAnyLayer()
              : house
                  .whereLayer(floor)
                  .mayOnlyBeAccessedByLayers(FLOORS.subList(0, i).toArray(String[]::new));
    }
    return house.withOptionalLayers(true);
  }
}
