package dev.surprisal.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.surprisal.SparkTest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Categorical columns of real input: days of the week, which are no news, and a price, which is.
 */
class ElectricityCategoriesTest extends SparkTest {

  private static final String PRICE = "if(abs(vicprice - 0.003467) < 1e-6, 'constant', 'moving')";

  private static JsonNode findings;

  @BeforeAll
  static void run(@TempDir Path output) throws IOException {
    Electricity.assumeThere();
    spark();
    Electricity.run(
        output,
        new PrintStream(OutputStream.nullOutputStream()),
        "window=28 days",
        "slices=[]",
        "columns=[weekday, daypart, \"" + PRICE + "\"]");
    findings = Electricity.report(output).path("findings");
  }

  /** Of both models, over the whole current range and over each window. */
  private static List<JsonNode> of(String column) {
    List<JsonNode> found =
        StreamSupport.stream(findings.spliterator(), false)
            .filter(it -> column.equals(it.path("column").asText()))
            .toList();
    assertThat(found).hasSizeGreaterThan(40);
    return found;
  }

  /** But for the last window, of which there are eleven days, and so too few Wednesdays. */
  @Test
  void theDaysOfTheWeekAndTheirPartsAreNoNews() {
    assertThat(of("weekday"))
        .filteredOn(it -> !it.at("/window/start").asText().startsWith("1998-11-26"))
        .allMatch(it -> it.path("state").asText().equals("OK"));
    assertThat(of("daypart")).allMatch(it -> it.path("state").asText().equals("OK"));
    assertThat(of("weekday").get(0).path("sentence").asText())
        .startsWith("Column weekday of gbt-1 did not shift significantly (D = 0 nats");
  }

  @Test
  void aPriceThatWasConstantIsNamedAsNeverSeenToMove() {
    JsonNode whole = of(PRICE).get(0);
    assertThat(whole.path("window").isNull()).isTrue();
    assertThat(whole.path("state").asText()).isEqualTo("ALERT");
    assertThat(whole.path("sentence").asText()).endsWith("unseen in the reference.");
    assertThat(whole.path("sentence").asText()).contains(" are 'moving', ");
  }
}
