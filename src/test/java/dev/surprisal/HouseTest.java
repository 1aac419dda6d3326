package dev.surprisal;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The house: a package imports only those below it, and no room is a knot. */
@AnalyzeClasses(packages = "dev.surprisal", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {

  private static final String ROOT = "dev.surprisal.";

  /** Every package, from the roof to the ground. */
  private static final List<String> FLOORS =
      List.of(
          "cli",
          "starter",
          "job",
          "job.demo",
          "job.notes",
          "config",
          "notification",
          "report.console",
          "report.html",
          "report.push",
          "report.openmetrics",
          "report.table",
          "report.publication",
          "report.markdown",
          "report.json",
          "report",
          "report.picture",
          "report.chart",
          "tables.sink",
          "tables.jdbc",
          "store",
          "tables",
          "profiling",
          "dataset.inspect",
          "dataset",
          "dataset.source",
          "dataset.spec",
          "function",
          "function.measure",
          "function.aggregate",
          "function.row",
          "function.binding",
          "catalyst",
          "drift",
          "drift.narrative",
          "drift.incident",
          "drift.judgement",
          "drift.limit",
          "drift.classifier",
          "drift.attribution",
          "drift.history",
          "drift.comparison",
          "drift.finding",
          "profile.cube",
          "profile",
          "profile.state",
          "profile.section",
          "profile.row",
          "profile.sketch",
          "delivery",
          "format",
          "secret",
          "profile.time",
          "math.continuous",
          "math.statistics",
          "math",
          "api");

  @ArchTest
  static final ArchRule packagesImportOnlyThoseBelow =
      classes().should(importOnlyWhatIsBelow()).as("a package imports only those below it");

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

  /** Rows and arrays of the connector API, which is promised, have Catalyst's names. */
  @ArchTest
  static final ArchRule onlyCatalystNamesWhatSparkDoesNotPromise =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.surprisal.catalyst..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.apache.spark.sql.catalyst.expressions..")
                  .or(resideInAPackage("org.apache.spark.sql.catalyst.plans.."))
                  .or(resideInAPackage("org.apache.spark.sql.catalyst.parser.."))
                  .or(resideInAPackage("org.apache.spark.sql.execution.."))
                  .or(resideInAPackage("org.apache.spark.sql.classic.."))
                  .or(resideInAPackage("scala.collection..")));

  @ArchTest
  static final ArchRule onlyTheCommandLineEndsTheProcess =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.surprisal.cli..")
          .should()
          .callMethod(System.class, "exit", int.class);

  /** Two classes may know each other; three that go round are one class in three files. */
  @ArchTest
  static void noLoopOfMoreThanTwoClassesIsInsideAPackage(JavaClasses all) {
    Map<JavaClass, Set<JavaClass>> uses = new HashMap<>();
    for (JavaClass each : all) {
      JavaClass file = file(each);
      Set<JavaClass> of = uses.computeIfAbsent(file, key -> new HashSet<>());
      each.getDirectDependenciesFromSelf().stream()
          .map(dependency -> file(dependency.getTargetClass()))
          .filter(other -> !other.equals(file))
          .filter(other -> other.getPackageName().equals(file.getPackageName()))
          .filter(other -> !isGenerated(other) && !isGenerated(file))
          .forEach(of::add);
    }
    List<String> knots =
        uses.keySet().stream()
            .map(each -> loop(each, uses))
            .filter(loop -> loop.size() > 2)
            .map(loop -> loop.stream().map(JavaClass::getSimpleName).sorted().toList().toString())
            .distinct()
            .sorted()
            .toList();
    if (!knots.isEmpty()) {
      throw new AssertionError("Loops of classes: " + knots);
    }
  }

  /** The classes that a class reaches and is reached by, itself among them. */
  private static Set<JavaClass> loop(JavaClass of, Map<JavaClass, Set<JavaClass>> uses) {
    Set<JavaClass> reached = reached(of, uses);
    return reached.stream()
        .filter(other -> other.equals(of) || reached(other, uses).contains(of))
        .collect(Collectors.toSet());
  }

  private static Set<JavaClass> reached(JavaClass from, Map<JavaClass, Set<JavaClass>> uses) {
    Set<JavaClass> reached = new HashSet<>();
    Deque<JavaClass> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      JavaClass next = open.pop();
      if (reached.add(next)) {
        open.addAll(uses.getOrDefault(next, Set.of()));
      }
    }
    return reached;
  }

  private static JavaClass file(JavaClass nested) {
    JavaClass file = nested;
    while (file.getEnclosingClass().isPresent()) {
      file = file.getEnclosingClass().get();
    }
    return file;
  }

  private static boolean isGenerated(JavaClass of) {
    return of.getSimpleName().startsWith("Jte");
  }

  private static int floor(JavaClass of) {
    return FLOORS.indexOf(of.getPackageName().substring(ROOT.length()));
  }

  private static ArchCondition<JavaClass> importOnlyWhatIsBelow() {
    return new ArchCondition<>("import only what is below") {
      @Override
      public void check(JavaClass of, ConditionEvents events) {
        wrong(of).forEach(told -> events.add(SimpleConditionEvent.violated(of, told)));
      }
    };
  }

  private static Collection<String> wrong(JavaClass of) {
    List<String> wrong = new ArrayList<>();
    if (floor(of) < 0) {
      wrong.add(of.getName() + " is on no floor");
    }
    of.getDirectDependenciesFromSelf().stream()
        .filter(dependency -> dependency.getTargetClass().getPackageName().startsWith(ROOT))
        .filter(dependency -> floor(dependency.getTargetClass()) < floor(of))
        .forEach(dependency -> wrong.add(dependency.getDescription()));
    return wrong;
  }
}
