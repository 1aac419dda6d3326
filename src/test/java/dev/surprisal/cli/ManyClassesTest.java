package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surprisal.report.json.FlatReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Predictions that name some of many classes, from the configuration to the report. */
class ManyClassesTest extends ShopTest {

  private static final int CLASSES = 100;

  private static String classes() {
    return IntStream.range(0, CLASSES).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
  }

  private Shop.Ended execute(String command, String... words) {
    String[] settings = {"--set", "model.classes=[" + classes() + "]", "--set", "slices=[]"};
    String[] all = Stream.of(settings, words).flatMap(Arrays::stream).toArray(String[]::new);
    return shop.execute(command, all);
  }

  /** Figures of all rows of the current range. */
  private Map<String, Double> figures(String... words) throws IOException {
    Shop.Ended ended = execute("run", words);
    assertThat(ended.exitCode()).as(ended.complaint()).isZero();
    Map<String, Double> figures = new TreeMap<>();
    for (JsonNode it : FlatReport.metrics(report())) {
      if (it.path("scope").asText().equals("current")) {
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

  /** Each names c1 at 0.5 and c2 at 0.3, which leaves 0.2 for 98 others; the label is one of 4. */
  private void write(String probability) {
    Dataset<Row> rows = shop.predictions().drop("probability");
    shop.writePredictions(rows.selectExpr("*", probability + " as probability"));
    shop.writeLabels(
        shop.predictions()
            .selectExpr("id", "element_at(array('c1', 'c2', 'c1', 'c7'), int(id % 4) + 1) label"));
  }

  @Test
  void whatIsLeftIsSpreadOverTheOthers() throws IOException {
    write("map('c2', 0.3D, 'c1', 0.5D)");

    Map<String, Double> figures = figures("--set", "predictions.rest=spread");

    double even = 0.2 / 98;
    double loss = -(2 * Math.log(0.5) + Math.log(0.3) + Math.log(even)) / 4;
    assertThat(figures.get("log_loss")).isCloseTo(loss, close());
    double entropy = -(0.5 * Math.log(0.5) + 0.3 * Math.log(0.3) + 0.2 * Math.log(even));
    assertThat(figures.get("prediction_entropy")).isCloseTo(entropy, close());
    assertThat(figures.get("accuracy")).isEqualTo(0.5);
    assertThat(figures.get("top_3_accuracy")).isEqualTo(0.75);
    // c7 is the eighth: c1, c2, then c0 and c3 to c6, which are as likely and come first.
    assertThat(figures.get("top_5_accuracy")).isEqualTo(0.75);
    assertThat(figures.get("top_10_accuracy")).isEqualTo(1);
    assertThat(report().path("notes"))
        .extracting(JsonNode::asText)
        .contains(
            "Most frequent confusions in the current range: c2 predicted as c1 (50 rows); c7"
                + " predicted as c1 (50 rows).");
  }

  @Test
  void aMapOfAllClassesGivesTheSameFigures() throws IOException {
    write("map('c2', 0.3D, 'c1', 0.5D)");
    Map<String, Double> sparse = figures("--set", "predictions.rest=spread");
    String all = "transform(sequence(0, 99), i -> concat('c', i))";
    write(
        "map_from_arrays("
            + all
            + ", transform(sequence(0, 99), i -> case i when 1 then 0.5D when 2 then 0.3D"
            + " else 0.2D / 98 end))");

    Map<String, Double> dense = figures();

    assertThat(dense.keySet()).isEqualTo(sparse.keySet());
    sparse.forEach(
        (metric, value) -> assertThat(dense.get(metric)).as(metric).isCloseTo(value, close()));
  }

  @Test
  void whatNamesNoClassOrTooMuchIsRejected() throws IOException {
    write(
        "case id % 4 when 0 then map('c1', 0.5D, 'nobody', 0.1D) when 1 then map('c1', 1.1D)"
            + " when 2 then map('c1', double('NaN')) else map('c1', 0.4D) end");
    Shop.Ended ended =
        execute("run", "--set", "predictions.rest=spread", "--set", "checks.max_rejected=0.9");

    assertThat(ended.exitCode()).as(ended.complaint()).isZero();
    JsonNode rejected = report().at("/rows/rejected");
    assertThat(rejected.path("wrong_length").asInt()).isEqualTo(100);
    assertThat(rejected.path("out_of_range").asInt()).isEqualTo(100);
    assertThat(rejected.path("nan").asInt()).isEqualTo(100);
  }

  @Test
  void aMapWithANullIsNoPrediction() throws IOException {
    write(
        "case id % 4 when 0 then map('c1', double(null)) when 1 then map('nobody', double(null),"
            + " 'c1', double('NaN')) else map('c1', 0.4D) end");
    Shop.Ended ended =
        execute("run", "--set", "predictions.rest=spread", "--set", "checks.max_rejected=0.9");

    assertThat(ended.exitCode()).as(ended.complaint()).isZero();
    assertThat(report().at("/rows/rejected/null_prediction").asInt()).isEqualTo(200);
  }

  /** As of few classes: text that is no number is a null, and so is the class that a map lacks. */
  @Test
  void aMapOfAllClassesIsRejectedAsOneOfFewClassesIs() throws IOException {
    String keys = "transform(sequence(0, 99), i -> concat('c', i + if(id % 4 = 0, 1, 0)))";
    String values =
        "transform(sequence(0, 99), i -> if(id % 4 = 1 and i = 7, 'half', string(0.01D)))";
    write("if(id % 4 = 2, map('c1', '1'), map_from_arrays(" + keys + ", " + values + "))");
    Shop.Ended ended = execute("run", "--set", "checks.max_rejected=0.9");

    assertThat(ended.exitCode()).as(ended.complaint()).isZero();
    JsonNode rejected = report().at("/rows/rejected");
    assertThat(rejected.path("null_prediction").asInt()).isEqualTo(200);
    assertThat(rejected.path("wrong_length").asInt()).isEqualTo(100);
  }

  @Test
  void scoresAreOfAllClasses() {
    write("map('c2', 0.3D, 'c1', 0.5D)");
    Shop.Ended ended = execute("score", "--set", "predictions.rest=spread");

    assertThat(ended.exitCode()).as(ended.complaint()).isZero();
    Row row =
        spark()
            .read()
            .parquet(shop.place("out/scores"))
            .selectExpr("count(distinct predicted)", "max(predicted)", "max(cross_entropy)")
            .head();
    assertThat(row.getLong(0)).isEqualTo(1);
    assertThat(row.getString(1)).isEqualTo("c1");
    assertThat(row.getDouble(2)).isCloseTo(-Math.log(0.2 / 98), close());
  }

  @Test
  void anArrayNamesEveryClassAnyway() {
    Shop.Ended ended = execute("validate", "--set", "predictions.rest=spread");

    assertThat(ended.exitCode()).isEqualTo(ExitCode.INPUT_REFUSED);
    assertThat(ended.complaint())
        .contains(
            "Invalid predictions.probability: probability (must be map<string,double> or an MLlib"
                + " vector if predictions.rest is spread, but is array<double>)");
  }

  private static Offset<Double> close() {
    return within(1e-12);
  }
}
