package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surprisal.cli.Shop.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Columns of text, from the configuration to the report. */
class CategoricalColumnsTest extends ShopTest {

  private static final String[] COLUMNS = {"--set", "columns=[basket, device, gift]"};

  /** A quarter of the current predictions comes from watches, which there were none of before. */
  private void sellWatches() {
    shop.writePredictions(withWatches());
  }

  private Dataset<Row> withWatches() {
    return shop.predictions()
        .selectExpr(
            "id",
            "scored_at",
            "probability",
            "if(id >= 200 and id % 4 = 0, 'watch', device) as device",
            "basket",
            "id % 5 = 0 as gift");
  }

  private JsonNode report(String command, String... settings) throws IOException {
    Ended ended = shop.execute(command, settings);
    assertThat(ended.exitCode()).as(ended.complaint()).isZero();
    ObjectMapper mapper = new ObjectMapper();
    JsonNode latest = mapper.readTree(folder.resolve("out/latest.json").toFile());
    Path report = folder.resolve("out").resolve(latest.path("report").asText());
    return mapper.readTree(report.toFile());
  }

  /** The comparison of a column over all rows of the whole current range. */
  private static JsonNode finding(JsonNode report, String column) {
    List<JsonNode> found =
        StreamSupport.stream(report.path("findings").spliterator(), false)
            .filter(it -> it.path("comparison").asText().equals("column_distribution"))
            .filter(it -> it.path("column").asText().equals(column))
            .filter(it -> it.path("slice").isEmpty() && it.path("window").isNull())
            .toList();
    assertThat(found).as(column).hasSize(1);
    return found.get(0);
  }

  @Test
  void aCategoryThatTheReferenceNeverHadIsNamed() throws IOException {
    sellWatches();

    JsonNode report = report("run", COLUMNS);

    JsonNode device = finding(report, "device");
    // The reference has four days.
    assertThat(device.path("state").asText()).isEqualTo("WARN");
    assertThat(device.path("sentence").asText())
        .startsWith("Column device shifted (D = ")
        .contains(
            "; n = 200, reference n = 200): 25.0 % of values are 'watch', unseen in the reference."
                + " Downgraded to a warning: ");
    assertThat(device.at("/measures/outside_reference").asDouble()).isEqualTo(0.25);
    assertThat(finding(report, "gift").path("sentence").asText())
        .startsWith("Column gift did not shift significantly ")
        .endsWith("20.0 % of values are 'true' (was 20.0 %).");
    assertThat(finding(report, "basket").path("state").asText()).isEqualTo("OK");
    assertThat(report.at("/verdict/sentence").asText() + report.at("/verdict/versions"))
        .contains("Shifted column: device");
  }

  @Test
  void categoriesCountAsTheirRowsWeigh() throws IOException {
    Dataset<Row> rows =
        withWatches().selectExpr("*", "0.25D + id % 5 + if(device = 'watch', 2, 0) as weight");
    shop.writePredictions(rows);

    JsonNode report =
        report("run", "--set", "columns=[device]", "--set", "predictions.weight=weight");

    double[] before = effectiveRows(rows.where("id < 200"));
    double[] after = effectiveRows(rows.where("id >= 200"));
    JsonNode measures = finding(report, "device").path("measures");
    assertThat(measures.path("outside_reference").asDouble())
        .isCloseTo(after[2] / sum(after), within(1e-12));
    assertThat(measures.path("chi_squared").asDouble())
        .isCloseTo(chiSquared(before, after), within(1e-9));
    // A quarter of the rows; unweighted it would be told as that.
    assertThat(after[2] / sum(after)).isGreaterThan(0.3);
  }

  /** Of desktops, phones and watches: w · Σw/Σw², summed; as many as Kish's effective rows. */
  private static double[] effectiveRows(Dataset<Row> rows) {
    String effective = "weight * (select sum(weight) / sum(weight * weight) from rows)";
    rows.createOrReplaceTempView("rows");
    List<Double> sums =
        Stream.of("desktop", "phone", "watch")
            .map(
                device ->
                    rows.sparkSession()
                        .sql(
                            "select coalesce(sum("
                                + effective
                                + "), 0) from rows where device = '"
                                + device
                                + "'")
                        .head()
                        .getDouble(0))
            .toList();
    return sums.stream().mapToDouble(it -> it).toArray();
  }

  private static double sum(double[] counts) {
    return Arrays.stream(counts).sum();
  }

  /** Pearson's, of a table of two rows: Σ (observed − expected)²/expected. */
  private static double chiSquared(double[] before, double[] after) {
    double statistic = 0;
    for (double[] side : List.of(before, after)) {
      for (int i = 0; i < side.length; i++) {
        double expected = (before[i] + after[i]) * sum(side) / (sum(before) + sum(after));
        statistic += (side[i] - expected) * (side[i] - expected) / expected;
      }
    }
    return statistic;
  }

  @Test
  void aReportOfTheStoreAloneKnowsTheirKind() throws IOException {
    sellWatches();
    JsonNode first = report("run", COLUMNS);
    shop.delete("predictions");
    shop.delete("labels");

    assertThat(report("report", COLUMNS).path("findings")).isEqualTo(first.path("findings"));
  }

  @Test
  void aColumnThatBecameANumberIsNotComparedWithItsText() {
    Ended profiled = shop.execute("profile", "--set", "columns=[device]");
    assertThat(profiled.exitCode()).as(profiled.complaint()).isZero();
    shop.writePredictions(
        shop.predictions()
            .selectExpr("id", "scored_at", "probability", "basket", "id % 3 as device"));
    Ended again =
        shop.execute(
            "profile", "--set", "columns=[device]", "--from", "2026-01-08", "--to", "2026-01-09");
    assertThat(again.exitCode()).as(again.complaint()).isZero();

    Ended reported = shop.execute("report", "--set", "columns=[device]");

    assertThat(reported.exitCode()).isEqualTo(3);
    assertThat(reported.complaint())
        .contains(
            "holds profiles of layout v1;classes=2;zero=clip:1.0E-15;columns=1, but the"
                + " configuration asks for layout"
                + " v1;classes=2;zero=clip:1.0E-15;columns=1;categories=256;categorical=0; profile"
                + " again");
  }

  @Test
  void moreCategoriesThanTheBoundAreTold() throws IOException {
    JsonNode report =
        report(
            "run", "--set", "columns=[\"cast(basket as string)\"]", "--set", "limits.categories=4");

    // xxhash64 of 0.0 to 6.0, of which the four smallest are told apart; three are not.
    long others =
        spark()
            .sql(
                "select count(*) from range(400) where cast(id % 7 as double) in (select v from"
                    + " (select cast(id as double) as v from range(7)) order by xxhash64(cast(v as"
                    + " string)) desc limit 3)")
            .head()
            .getLong(0);
    assertThat(report.path("notes"))
        .extracting(JsonNode::asText)
        .contains(
            "Column cast(basket as string) has more than 4 categories (limits.categories). The"
                + " remaining categories ("
                + others
                + " of 400 rows) are compared as one; changes among them are not detected. The"
                + " categories are numbers stored as text: write try_cast(cast(basket as string) as"
                + " double).");
  }

  @Test
  void explainTellsTheKindOfEachColumn() {
    Ended ended = shop.execute("run", "--set", "columns=[basket, device]", "--explain");

    assertThat(ended.exitCode()).as(ended.complaint()).isZero();
    assertThat(ended.out())
        .contains(
            "  column basket: numeric\n",
            "  column device: categorical, at most 256 categories (limits.categories)");
  }
}
