package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surprisal.report.json.FlatReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Rows that stand for several, from the configuration to the report. */
class WeightsTest extends ShopTest {

  private static final String[] BY_WEIGHT = {"--set", "predictions.weight=weight"};

  /** Each row four times, of whose copies one is kept where the basket is 0, and weighs 4. */
  private void write(String kept) {
    Dataset<Row> all =
        shop.predictions()
            .selectExpr("*", "explode(array(0, 1, 2, 3)) as copy")
            .selectExpr(
                "id * 4 + copy as id",
                "scored_at",
                "probability",
                "device",
                "basket",
                "copy",
                "if(basket = 0, 4D, 1D) as weight");
    shop.writePredictions(all.where(kept));
    shop.writeLabels(
        shop.labels()
            .selectExpr("id", "label", "explode(array(0, 1, 2, 3)) as copy")
            .selectExpr("id * 4 + copy as id", "label"));
  }

  private Map<String, Double> figures(String... words) throws IOException {
    Shop.Ended ended = shop.execute("run", words);
    assertThat(ended.exitCode()).as(ended.complaint()).isZero();
    Map<String, Double> figures = new TreeMap<>();
    for (JsonNode it : FlatReport.metrics(report())) {
      if (it.path("scope").asText().equals("current") && it.path("slice").isEmpty()) {
        figures.put(it.path("metric").asText(), it.path("value").asDouble());
      }
    }
    return figures;
  }

  private JsonNode report() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode latest = mapper.readTree(folder.resolve("out/latest.json").toFile());
    Path report = folder.resolve("out").resolve(latest.path("report").asText());
    return mapper.readTree(report.toFile());
  }

  @Test
  void aLogSampledDownHasTheMeansOfTheWholeLog() throws IOException {
    write("true");
    Map<String, Double> whole = figures();
    shop.delete("out");
    write("basket > 0 or copy = 2");
    Map<String, Double> sampled = figures(BY_WEIGHT);

    assertThat(whole).doesNotContainKeys("weight", "effective_rows");
    for (String metric : new String[] {"log_loss", "accuracy", "brier", "ece", "auc"}) {
      assertThat(sampled.get(metric)).as(metric).isCloseTo(whole.get(metric), within(1e-12));
    }
    // Of the last 200 predictions 29 have the basket 0: 171 · 4 rows of weight 1 and 29 of 4.
    assertThat(sampled.get("weight")).isEqualTo(800);
    assertThat(sampled.get("effective_rows"))
        .isCloseTo(800 * 800.0 / (684 + 29 * 16), within(1e-9));
    assertThat(report().at("/rows/read").asInt()).isEqualTo(1_600 - 3 * 58);
    assertThat(report().at("/rows/rejected/invalid_weight").isInt()).isTrue();
    // 342 · 4 rows of weight 1 and 58 of 4: 1600² / (1368 + 58 · 16).
    assertThat(report().path("notes"))
        .extracting(JsonNode::asText)
        .contains(
            "Weighted rows (predictions.weight): 1,426 predictions, total weight 1,600.0, effective"
                + " sample size 1,115.0.");
  }

  @Test
  void aStoreWithWeightsIsNotReadWithout() {
    write("true");
    assertThat(shop.execute("profile", BY_WEIGHT).exitCode()).isZero();

    Shop.Ended ended = shop.execute("report");

    assertThat(ended.exitCode()).isEqualTo(ExitCode.INPUT_REFUSED);
    assertThat(ended.complaint())
        .contains(
            "holds profiles of layout v1;classes=2;zero=clip:1.0E-15;columns=1;weights, but the"
                + " configuration asks for layout v1;classes=2;zero=clip:1.0E-15;columns=1;");
  }

  @Test
  void theReportTellsWhereWeightsAreTooSmallToBeCountedWith() throws IOException {
    write("true");
    figures("--set", "predictions.weight=weight / 1000000");

    assertThat(report().path("notes"))
        .extracting(JsonNode::asText)
        .anySatisfy(
            note ->
                assertThat(note)
                    .startsWith("The mean weight is ")
                    .endsWith("multiply predictions.weight by a power of two."));
  }

  @Test
  void weightsAreAmongTheScores() {
    write("true");
    Shop.Ended ended = shop.execute("score", BY_WEIGHT);

    assertThat(ended.exitCode()).as(ended.complaint()).isZero();
    Dataset<Row> scores = spark().read().parquet(shop.place("out/scores"));
    // Of 400 baskets 58 are 0, each of four rows of weight 4.
    assertThat(scores.selectExpr("sum(weight)").head().getDouble(0)).isEqualTo(4 * (342 + 58 * 4));
  }

  @Test
  void aMisspeltWeightIsToldBeforeARowIsRead() {
    Shop.Ended ended = shop.execute("validate", "--set", "predictions.weight=wieght");

    assertThat(ended.exitCode()).isEqualTo(ExitCode.INPUT_REFUSED);
    assertThat(ended.complaint()).contains("Invalid predictions.weight: wieght");
  }
}
