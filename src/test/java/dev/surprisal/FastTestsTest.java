package dev.surprisal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** The tests that the build begins with start no Spark, or they would not be fast. */
@AnalyzeClasses(packages = "dev.surprisal", importOptions = ImportOption.OnlyIncludeTests.class)
class FastTestsTest {

  private static final String SESSION = "org.apache.spark.sql.SparkSession";
  private static final List<String> LATER = List.of("platform", "slow");

  @ArchTest
  static final ArchRule testsOfMathProfileAndDriftKnowNoSpark =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.surprisal.math..", "dev.surprisal.profile..", "dev.surprisal.drift..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..");

  /** The tags are what tells the build which tests are fast. */
  @ArchTest
  static final ArchRule testsThatHaveASessionAreTagged =
      classes()
          .that()
          .haveNameMatching(".*(Test|IT)")
          .and(DescribedPredicate.describe("have a session", FastTestsTest::hasSession))
          .should(beTagged());

  private static boolean hasSession(JavaClass test) {
    return test.isAssignableTo(SparkTest.class)
        || test.getDirectDependenciesFromSelf().stream()
            .anyMatch(it -> it.getTargetClass().getName().equals(SESSION));
  }

  private static ArchCondition<JavaClass> beTagged() {
    return new ArchCondition<>("be tagged " + LATER) {
      @Override
      public void check(JavaClass test, ConditionEvents events) {
        boolean tagged =
            Arrays.stream(test.reflect().getAnnotationsByType(Tag.class))
                .map(Tag::value)
                .anyMatch(LATER::contains);
        events.add(new SimpleConditionEvent(test, tagged, test.getName()));
      }
    };
  }
}
