package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that tell too few rows apart, or that do not match: never a quiet report on the rest. */
class KeysTest extends ShopTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonNode report(String command, String... words) throws IOException {
    Shop.Ended ended = shop.execute(command, words);
    assertThat(ended.exitCode()).as(ended.complaint()).isZero();
    JsonNode latest = MAPPER.readTree(folder.resolve("out/latest.json").toFile());
    return MAPPER.readTree(folder.resolve("out").resolve(latest.path("report").asText()).toFile());
  }

  @Test
  void theSameKeyEveryDayIsRefusedWithTheDayAsTheWayOut() {
    // 50 predictions a day, of the same 50 customers.
    shop.writePredictions(shop.predictions().selectExpr(with("id % 50 as id")));
    shop.writeLabels(shop.labels().where("id < 50"));

    Shop.Ended ended = shop.execute("run");

    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.complaint())
        .contains(
            "Duplicates: 350 of 400 rows have the same key [id] as another row, 87.5 %"
                + " (checks.max_duplicates is 10.0 %). Most frequent: '0' (8 rows), '1' (8 rows),"
                + " '10' (8 rows). With to_date(scored_at) in predictions.key, 0 would remain");
    assertThat(shop.published()).doesNotContain("latest.json", "runs", "profiles");
    assertThat(shop.execute("run", "--set", "checks.max_duplicates=1").out())
        .contains("87.5 % of the predictions read (350 of 400) have the same key as another row");
  }

  @Test
  void fewDuplicatesAreToldInTheVerdict() throws IOException {
    shop.writePredictions(shop.predictions().union(shop.predictions().where("id % 20 = 0")));

    JsonNode report = report("run");

    assertThat(report.at("/rows/duplicate").asLong()).isEqualTo(20);
    assertThat(report.at("/verdict/sentence").asText())
        .startsWith(
            "4.8 % of the predictions read (20 of 420) have the same key as another row and are"
                + " excluded. If these are distinct predictions, add the missing part of the key,"
                + " such as the day, to ");
  }

  @Test
  void labelsThatWereGivenTwiceWithoutATimeAreRefused() {
    shop.writeLabels(shop.labels().union(shop.labels().where("id % 4 = 0")));

    Shop.Ended ended = shop.execute("run");

    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.complaint())
        .contains(
            "Repeated labels: 100 of 400 scored predictions have more than one label for the key"
                + " [id], 25.0 % (checks.max_duplicates is 10.0 %), such as '0', '100',"
                + " '104'.");
  }

  @Test
  void keysInAnotherCaseAreCountedAndShownSideBySide() throws IOException {
    String text = "if(id % 8 = 0, cast(id as string), concat('a', id)) as id";
    shop.writePredictions(shop.predictions().selectExpr(with(text)));
    shop.writeLabels(
        shop.labels().selectExpr(text, "label").selectExpr("upper(id) as id", "label"));

    JsonNode report = report("run");

    assertThat(report.at("/rows/unlabelled").asLong()).isEqualTo(350);
    assertThat(report.at("/rows/labels_without_prediction").asLong()).isEqualTo(350);
    assertThat(report.at("/verdict/sentence").asText())
        .startsWith(
            "350 labels match no prediction in these ranges, and 87.5 % of the predictions (350"
                + " of 400) have no label. Keys of predictions look like 'a1', keys of labels like"
                + " 'A1': 350 would match except for upper and lower case. Write predictions.key:"
                + " [\"lower(id)\"] and labels.key: [\"lower(id)\"].");
    assertThat(report("report").at("/rows/labels_without_prediction").asLong()).isEqualTo(350);
    JsonNode mended =
        report("run", "--set", "predictions.key=[lower(id)]", "--set", "labels.key=[lower(id)]");
    assertThat(mended.at("/rows/scored").asLong()).isEqualTo(400);
    assertThat(mended.at("/rows").has("labels_without_prediction")).isFalse();
  }

  @Test
  void whereNoKeyMatchesTheyAreShownToo() {
    shop.writePredictions(shop.predictions().selectExpr(with("concat('00', id) as id")));
    shop.writeLabels(shop.labels().selectExpr("cast(id as string) as id", "label"));

    Shop.Ended ended = shop.execute("run");

    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.complaint())
        .contains(
            "matches none of the 400 predictions by [id]; keys of predictions look like '000', keys"
                + " of labels like '0': 400 would match except for leading zeros.");
  }

  @Test
  void predictionsThatWereNeverLoggedLeaveLabelsBehind() throws IOException {
    shop.writePredictions(shop.predictions().where("id % 2 = 0"));

    assertThat(report("run").at("/verdict/sentence").asText())
        .startsWith(
            "200 labels match no prediction in these ranges. Label keys look like '1' and '99'."
                + " Were these predictions never logged?");
  }

  @Test
  void labelsOfOtherTimesAreNoNews() throws IOException {
    // The predictions of the last four days are there, and not asked for.
    String[] ranges = {
      "--set",
      "reference={from: 2026-01-01, to: 2026-01-03}",
      "--set",
      "current={from: 2026-01-03, to: 2026-01-05}"
    };

    JsonNode report = report("run", ranges);

    assertThat(report.at("/rows/labels_without_prediction").asLong()).isEqualTo(200);
    assertThat(report.at("/verdict/sentence").asText()).doesNotContain("match no prediction");
    assertThat(report.at("/notes").toString())
        .contains(
            "200 labels match no prediction in these ranges. Possible causes: labels from other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc"})
  void labelsWithoutAKeyAreCountedAndTold(String format) throws IOException {
    shop.labels()
        .selectExpr("if(id % 2 = 0, id, null) as id", "label")
        .write()
        .format(format)
        .save(shop.place("keyless"));

    JsonNode report =
        report(
            "run",
            "--set",
            "labels.format=" + format,
            "--set",
            "labels.path=" + shop.place("keyless"));

    assertThat(report.at("/rows/scored").asLong()).isEqualTo(200);
    assertThat(report.at("/rows/unlabelled").asLong()).isEqualTo(200);
    assertThat(report.at("/rows/labels_without_prediction").asLong()).isEqualTo(200);
    assertThat(report.at("/verdict/sentence").asText())
        .startsWith(
            "200 labels match no prediction in these ranges, and 50.0 % of the predictions (200"
                + " of 400) have no label. 200 of these labels have no key (labels.key: id is null)"
                + " and cannot match: fix the writer or choose non-null columns for labels.key.");
  }

  @Test
  void labelsWithoutAKeyAreToldApartFromOtherStrays() throws IOException {
    shop.writePredictions(shop.predictions().where("id % 4 > 0"));
    shop.writeLabels(shop.labels().selectExpr("if(id % 4 = 1, null, id) as id", "label"));

    assertThat(report("run").at("/verdict/sentence").asText())
        .startsWith(
            "200 labels match no prediction in these ranges, and 33.3 % of the predictions (100"
                + " of 300) have no label. 100 of these labels have no key (labels.key: id is"
                + " null)")
        .contains(" Keys of predictions look like '1' and '97', keys of labels like '0' and '96'");
  }

  @Test
  void noLabelHasAKey() {
    shop.writeLabels(shop.labels().selectExpr("cast(null as bigint) as id", "label"));

    Shop.Ended ended = shop.execute("run");

    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.complaint())
        .contains(
            "matches none of the 400 predictions by [id]; 400 of these labels have no key"
                + " (labels.key: id is null) and cannot match");
  }

  /** The predictions' columns with another key. */
  private static String[] with(String key) {
    return new String[] {key, "scored_at", "probability", "device", "basket"};
  }
}
