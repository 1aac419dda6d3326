package dev.surprisal.cli;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surprisal.cli.Shop.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All columns at once, from the configuration to the report. */
class ClassifierTest extends ShopTest {

  private static final String[] ASKED = {
    "--set", "classifier={rows: 1000, folds: 3, trees: 10}",
    "--set", "columns=[basket, device, amount]",
    "--set", "drift.min_rows=50"
  };

  /** Baskets and amounts that have the same sign until 5 January, and then have not. */
  private void writePartedColumns(int partitions) {
    shop.writePredictions(
        shop.predictions()
            .withColumn("basket", expr("pmod(xxhash64(id, 1), 1000) - 499.5D"))
            .withColumn(
                "amount",
                expr("if(id < 200, 1, -1) * sign(basket) * (1 + pmod(xxhash64(id, 2), 1000))"))
            .repartition(partitions));
  }

  private JsonNode report(String command, String... words) throws IOException {
    Ended ended = shop.execute(command, words);
    assertThat(ended.exitCode()).as(ended.complaint()).isZero();
    return published();
  }

  private JsonNode published() throws IOException {
    return new ObjectMapper().readTree(published("report.json").toFile());
  }

  private Path published(String name) throws IOException {
    JsonNode latest = new ObjectMapper().readTree(folder.resolve("out/latest.json").toFile());
    return folder.resolve("out").resolve(latest.path("report").asText()).resolveSibling(name);
  }

  @Test
  void findsWhatNoColumnShowsByItself() throws IOException {
    writePartedColumns(2);
    Ended ended = shop.execute("run", ASKED);
    JsonNode classifier = published().path("classifier");

    JsonNode it = classifier.at("/separations/0");
    assertThat(classifier.path("separations")).hasSize(1);
    assertThat(it.path("reference_rows").asInt()).isEqualTo(200);
    assertThat(it.path("current_rows").asInt()).isEqualTo(200);
    assertThat(it.path("auc").asDouble()).isGreaterThan(0.9);
    assertThat(it.at("/auc_interval/lower").asDouble()).isGreaterThan(0.85);
    assertThat(it.path("auc_within_reference").asDouble()).isBetween(0.3, 0.7);
    // No row of one side could be of the other: the divergence is infinite, and the bound what 200
    // rows can show.
    assertThat(it.path("kl_divergence_at_least").asDouble()).isGreaterThan(0.5);
    assertThat(it.at("/columns/2/column").asText()).isEqualTo("device");
    assertThat(it.at("/columns/0/share").asDouble() + it.at("/columns/1/share").asDouble())
        .isCloseTo(1, within(0.05));
    assertThat(ended.out()).contains("Domain classifier: (no version): AUC ");
    assertThat(ended.complaint())
        .containsPattern(
            "The domain classifier sampled 400 of 400 rows in [0-9.]+ s; training and evaluation"
                + " took");
    assertThat(Files.readString(published("report.html")))
        .contains("Multivariate drift (domain classifier)", it.path("sentence").asText());
  }

  @Test
  void takesNoPartInTheVerdict() throws IOException {
    writePartedColumns(2);
    JsonNode without = report("run", "--set", ASKED[3], "--set", ASKED[5]);
    JsonNode with = report("run", ASKED);

    assertThat(without.has("classifier")).isFalse();
    for (String field : new String[] {"verdict", "findings", "metrics", "attribution", "notes"}) {
      assertThat(with.path(field)).as(field).isEqualTo(without.path(field));
    }
  }

  @Tag("slow")
  @Test
  void figuresAreTheSameHoweverRowsArePartitioned() throws IOException {
    writePartedColumns(1);
    JsonNode one = report("run", ASKED).path("classifier");
    assertThat(one.path("separations")).hasSize(1);

    for (int partitions : new int[] {3, 8}) {
      writePartedColumns(partitions);
      assertThat(report("run", ASKED).path("classifier")).isEqualTo(one);
    }
  }

  @Test
  void aReportOfTheStoreAloneSaysThatItHasNoRows() throws IOException {
    writePartedColumns(2);
    report("run", ASKED);

    JsonNode report = report("report", ASKED);

    assertThat(report.has("classifier")).isFalse();
    assertThat(report.at("/notes/0").asText())
        .isEqualTo(
            "The domain classifier (classifier) needs rows and is not available in reports from"
                + " stored profiles: use surprisal run.");
  }

  @Test
  void explainTellsOfTheSecondScan() {
    String[] words = {
      "--explain", "--set", "classifier={folds: 4, trees: 10}", "--set", "columns=[basket]"
    };

    assertThat(shop.execute("run", words).out())
        .contains(
            "Domain classifier (classifier), surprisal run only",
            "  the predictions are read once more: up to 20,000 rows of either side per version are"
                + " collected on the driver",
            "  per version, 8 forests of 10 trees are trained, one after another");
  }

  @Test
  void withoutColumnsItIsAConfigurationError() {
    Ended ended = shop.execute("run", "--set", "classifier={}", "--set", "columns=null");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.complaint())
        .contains("Missing columns (required with classifier, which uses them as");
  }
}
