package dev.surprisal.function.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.SparkTest;
import dev.surprisal.function.SurprisalCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every documented example runs and gives what is documented. */
class UsageTest extends SparkTest {

  static Stream<UsageFunction> documented() {
    return SurprisalCatalog.functions().stream()
        .filter(UsageFunction.class::isInstance)
        .map(UsageFunction.class::cast);
  }

  @ParameterizedTest
  @MethodSource("documented")
  void everyExampleGivesTheDocumentedResult(UsageFunction function) {
    String[] lines = function.description().split("\n");
    int examples = 0;
    for (int i = 0; i + 1 < lines.length; i++) {
      if (lines[i].startsWith("  > ")) {
        examples++;
        assertSame(lines[i], lines[i + 1].strip());
      }
    }
    assertThat(examples).as("examples of " + function.name()).isPositive();
  }

  private static void assertSame(String example, String documented) {
    String actual = printed(example.substring(4).replace(";", ""));
    if (documented.matches("[0-9.E-]+")) {
      // The last digit is the machine's logarithm's.
      assertThat(Double.parseDouble(actual))
          .as(example)
          .isCloseTo(Double.parseDouble(documented), within(4e-16));
    } else {
      assertThat(actual).as(example).isEqualTo(documented);
    }
  }

  @ParameterizedTest
  @MethodSource("documented")
  void everyExampleAlsoRunsWithoutThePrefix(UsageFunction function) {
    for (Usage.Example example : function.usage().examples()) {
      assertThat(printed("SELECT " + example.expression().replace("$", "")))
          .as(example.expression())
          .isEqualTo(printed("SELECT " + example.expression().replace("$", "surprisal.")));
    }
  }

  @ParameterizedTest
  @MethodSource("documented")
  void everyFunctionIsDescribedWithAWorkedResult(UsageFunction function) {
    Usage usage = function.usage();
    Usage.Example example = usage.examples().get(0);
    assertThat(described("DESCRIBE FUNCTION " + function.name()))
        .contains(usage.signature() + " - " + usage.purpose())
        .contains(
            "> SELECT " + example.expression().replace("$", "") + ";\n   " + example.result());
    assertThat(described("DESCRIBE FUNCTION EXTENDED " + function.name()))
        .contains(usage.details());
  }

  @ParameterizedTest
  @MethodSource("documented")
  void everyFunctionTellsWhatBecomesOfNulls(UsageFunction function) {
    assertThat(function.usage().refusals()).containsIgnoringCase("null");
    assertThat(function.description()).contains(function.usage().refusals());
  }

  @ParameterizedTest
  @MethodSource("documented")
  void everyFunctionIsOnThePage(UsageFunction function) throws IOException {
    assertThat(Files.readString(Path.of("src/site/markdown/functions.md")))
        .contains("| `" + function.usage().signature() + "` |");
  }

  private static String described(String query) {
    return spark().sql(query).collectAsList().toString();
  }

  /** As JSON, which is how Spark's command line prints arrays too. */
  private static String printed(String query) {
    String json = (String) scalar("SELECT to_json(struct(*)) FROM (" + query + ") AS t(result)");
    return String.valueOf(json).replaceAll("^\\{\"result\":|}$", "");
  }

  @Test
  void everyFunctionDescribesItself() {
    assertThat(SurprisalCatalog.functions())
        .extracting(UnboundFunction::description)
        .allMatch(description -> description.contains(" - "));
  }
}
