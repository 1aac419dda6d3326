package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surprisal.cli.Shop.Ended;
import dev.surprisal.report.json.FlatReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A reference that is a dataset of its own, from the configuration to the report. */
class ReferenceDatasetTest extends ShopTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The rows that the sample's range of the reference is of, with their labels beside them. */
  private Dataset<Row> training() {
    return shop.predictions().where("id < 200").join(shop.labels(), "id");
  }

  private void write(String name, Dataset<Row> rows) {
    shop.delete(name);
    rows.write().parquet(shop.place(name));
  }

  private Ended sound(String command, String... settings) {
    return ended(0, command, settings);
  }

  private Ended ended(int exitCode, String command, String... settings) {
    Ended ended = shop.execute(command, words(settings));
    assertThat(ended.exitCode()).as(ended.complaint()).isEqualTo(exitCode);
    return ended;
  }

  private static String[] words(String... settings) {
    return Stream.of(settings).flatMap(it -> Stream.of("--set", it)).toArray(String[]::new);
  }

  /** What a command says on the way. */
  private String progress(String command, String... settings) {
    CapturedTerminal terminal = new CapturedTerminal();
    Ended ended = shop.execute(terminal, command, words(settings));
    assertThat(ended.exitCode()).as(ended.complaint()).isZero();
    return terminal.err();
  }

  private String dataset(String members) {
    return "reference={path: " + shop.place("training") + members + "}";
  }

  private String labelled() {
    return dataset(", label: label");
  }

  private Path published(String file) throws IOException {
    JsonNode latest = MAPPER.readTree(folder.resolve("out/latest.json").toFile());
    return folder.resolve("out").resolve(latest.path("report").asText()).resolveSibling(file);
  }

  private JsonNode report() throws IOException {
    return MAPPER.readTree(published("report.json").toFile());
  }

  private static JsonNode withoutRun(JsonNode report) {
    ObjectNode rest = report.deepCopy();
    rest.remove("run");
    return rest;
  }

  private static Stream<JsonNode> all(JsonNode report, String list) {
    return all(report.path(list));
  }

  private static Stream<JsonNode> all(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  /** The log loss of all rows in a scope. */
  private static Stream<JsonNode> losses(JsonNode report, String scope) {
    return all(FlatReport.metrics(report))
        .filter(it -> it.path("scope").asText().equals(scope))
        .filter(it -> it.path("metric").asText().equals("log_loss") && it.path("slice").isEmpty());
  }

  private static List<String> notes(JsonNode report) {
    return all(report, "notes").map(JsonNode::asText).toList();
  }

  @Test
  void figuresAndFindingsAreThoseOfARangeOfTheSameRows() throws IOException {
    sound("run");
    JsonNode ofRange = report();
    write("training", training());

    sound("run", labelled());

    JsonNode ofDataset = report();
    for (String part : List.of("findings", "attribution", "verdict", "reference")) {
      assertThat(ofDataset.path(part)).as(part).isEqualTo(ofRange.path(part));
    }
    assertThat(withoutWindows(ofDataset)).isEqualTo(withoutWindows(ofRange));
    assertThat(ofDataset.at("/rows/read").asLong()).isEqualTo(200);
    assertThat(ofDataset.at("/rows/reference/read").asLong()).isEqualTo(200);
    assertThat(ofRange.at("/rows/reference").isMissingNode()).isTrue();
  }

  /** The figures, without what tells of which dataset and revision a window is. */
  private static List<JsonNode> withoutWindows(JsonNode report) {
    List<JsonNode> figures = new ArrayList<>();
    all(FlatReport.metrics(report))
        .forEach(
            it -> {
              ObjectNode figure = it.deepCopy();
              ((ObjectNode) figure.path("window")).remove(List.of("dataset", "revision"));
              figures.add(figure);
            });
    return figures;
  }

  @Test
  void aTrainingSetWithoutATimeIsOneWindow() throws IOException {
    write("training", training().drop("scored_at", "id"));
    // A label beside each prediction: nothing is joined, so no key is needed.
    shop.writePredictions(shop.predictions().join(shop.labels(), "id"));
    String[] settings = {dataset(""), "current=null", "labels=null", "predictions.label=label"};

    Ended ended = sound("run", settings);

    JsonNode report = report();
    assertThat(report.at("/reference/start").isNull()).isTrue();
    assertThat(report.at("/current/start").asText()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(report.at("/current/end").asText()).isEqualTo("2026-01-09T00:00:00Z");
    JsonNode loss = losses(report, "reference").findFirst().orElseThrow();
    assertThat(loss.path("value").asDouble()).isCloseTo(lossOfTraining(), within(1e-12));
    assertThat(losses(report, "window")).noneMatch(it -> it.at("/window/start").isNull());
    assertThat(notes(report))
        .contains(
            "The reference "
                + shop.place("training")
                + " has no timestamp: its 200 rows form one window.");
    assertThat(ended.out())
        .contains("1 to 8 Jan 2026 compared with reference all rows")
        .contains("Rows: 400 read = 400 scored")
        .contains("Reference rows: 200 read = 200 scored");
    assertThat(sound("validate", settings).out())
        .contains(
            "Note: The reference dataset has no timestamp scored_at: all of its rows form one"
                + " window.",
            "Note: The reference dataset has no key id: duplicates among its rows cannot be"
                + " detected.");
  }

  /** By hand: −ln 0.9 or −ln 0.1 of even rows, −ln 0.8 or −ln 0.2 of odd ones. */
  private double lossOfTraining() {
    double even = training().where("id % 2 = 0 and label = 'BUY'").count();
    double odd = training().where("id % 2 = 1 and label = 'STAY'").count();
    return (-(100 - even) * Math.log(0.9)
            - even * Math.log(0.1)
            - (100 - odd) * Math.log(0.8)
            - odd * Math.log(0.2))
        / 200;
  }

  @Test
  void neitherSideNeedsATime() throws IOException {
    write("training", training().drop("scored_at"));
    shop.writePredictions(shop.predictions().drop("scored_at"));
    String[] settings = {
      dataset(""), "current=null", "predictions.timestamp=null", "output.scores=true"
    };

    sound("run", settings);

    JsonNode report = report();
    assertThat(report.at("/current/start").isNull()).isTrue();
    assertThat(losses(report, "window")).isEmpty();
    assertThat(all(report, "findings")).isNotEmpty().allMatch(it -> it.path("window").isNull());
    assertThat(notes(report))
        .contains("The predictions have no timestamp: all current rows form one window.");
    assertThat(report.toString()).doesNotContain("0001-01-01").doesNotContain("10000-01-01");
    Dataset<Row> stored = spark().read().parquet(folder.resolve("out/profiles").toString());
    assertThat(stored.where("window_start is not null").count()).isZero();
    Dataset<Row> scores = spark().read().parquet(folder.resolve("out/scores").toString());
    assertThat(scores.where("timestamp is null").count()).isEqualTo(400);

    sound("report", settings);

    assertThat(withoutRun(report())).isEqualTo(withoutRun(report));
  }

  @Test
  void itIsProfiledOnceAndAgainWhenItHasChanged() throws IOException {
    write("training", training());
    String profiling = "Profiling " + shop.place("training");
    assertThat(progress("run", labelled())).contains(profiling);
    JsonNode report = report();

    assertThat(progress("run", labelled()))
        .contains("The reference dataset is unchanged; its stored profiles are used.")
        .doesNotContain(profiling);
    assertThat(withoutRun(report())).isEqualTo(withoutRun(report));

    write("training", training().where("id >= 50"));
    // A report touches no dataset.
    sound("report", labelled());
    assertThat(withoutRun(report())).isEqualTo(withoutRun(report));

    assertThat(progress("run", labelled())).contains(profiling);
    JsonNode changed = report();
    assertThat(changed.at("/rows/reference/read").asLong()).isEqualTo(150);
    assertThat(changed.at("/reference/start").asText()).isEqualTo("2026-01-02T00:00:00Z");
    sound("report", labelled());
    assertThat(withoutRun(report())).isEqualTo(withoutRun(changed));
    // Another way to read it makes another reference of it, too.
    assertThat(ended(3, "report", dataset(", label: upper(label)")).complaint())
        .contains("must have a stored window", "run surprisal profile first");
  }

  @Test
  void aVersionWithoutRowsThereIsComparedWithAllOfThem() throws IOException {
    write("training", training().selectExpr("*", "if(id < 80, 'v1', 'v0') as version"));
    shop.writePredictions(
        shop.predictions().selectExpr("*", "if(id % 2 = 0, 'v1', 'v2') as version"));

    sound("run", labelled(), "predictions.version=version");

    JsonNode report = report();
    assertThat(all(report.path("verdict"), "versions").map(it -> it.path("version").asText()))
        .containsExactlyInAnyOrder("v1", "v2");
    assertThat(
            losses(report, "reference")
                .map(it -> it.path("version").asText() + " " + it.path("rows").asLong()))
        .containsExactly("v1 80", "v2 200");
    assertThat(notes(report))
        .contains(
            "v2 has no rows in the reference dataset and is compared with all of its rows"
                + " (versions there: v0, v1).");
  }

  @Test
  void rowsOfTheSameTimeInBothAreKeptApart() throws IOException {
    // The same four days as the current range, but as good as the days before.
    write(
        "training",
        training()
            .selectExpr(
                "id",
                "scored_at + interval 4 days as scored_at",
                "probability",
                "device",
                "basket",
                "label"));

    sound("run", labelled());

    JsonNode report = report();
    assertThat(report.path("reference")).isEqualTo(report.path("current"));
    assertThat(report.at("/verdict/state").asText()).isEqualTo("ALERT");
    assertThat(
            losses(report, "window")
                .map(it -> it.at("/window/dataset").asText() + it.at("/window/start").asText()))
        .hasSize(8)
        .doesNotHaveDuplicates();
    assertThat(Files.readString(published("report.html")))
        .contains("plot line-chart")
        .doesNotContain("class=\"before\"");
  }

  @Test
  void duplicatesAndRejectedRowsAreCountedOfEachDataset() throws IOException {
    write(
        "training",
        training()
            .union(training().where("id < 3"))
            .selectExpr(
                "id",
                "scored_at",
                "if(id = 7, array(0.9D, 0.9D), probability) as probability",
                "device",
                "basket",
                "label"));

    Ended ended = sound("run", labelled());

    JsonNode reference = report().at("/rows/reference");
    assertThat(reference.path("read").asLong()).isEqualTo(203);
    assertThat(reference.path("duplicate").asLong()).isEqualTo(3);
    assertThat(reference.at("/rejected/sum_not_one").asLong()).isEqualTo(1);
    assertThat(report().at("/rows/duplicate").asLong()).isZero();
    assertThat(ended.out())
        .contains(
            "Reference rows: 203 read = 199 scored + 0 unlabelled + 3 duplicate + 1 rejected");
    assertThat(spark().read().parquet(folder.resolve("out/reference_rejected").toString()).count())
        .isEqualTo(1);
  }

  @Test
  void tooManyRejectedRowsOfItAreRefused() {
    write(
        "training",
        training()
            .selectExpr(
                "id",
                "scored_at",
                "transform(probability, q -> 100 * q) as probability",
                "device",
                "basket",
                "label"));

    assertThat(ended(3, "run", labelled()).complaint())
        .contains("Rejected 200 of 200 rows of the reference dataset");
    assertThat(folder.resolve("out/profiles")).doesNotExist();
  }

  @Test
  void labelsOfItsOwnAreJoined() throws IOException {
    write("training", training().drop("label"));
    write("truth", shop.labels().selectExpr("id as row", "upper(label) as said"));

    sound("run", dataset(", labels: {path: " + shop.place("truth") + ", key: [row], label: said}"));

    assertThat(report().at("/rows/reference/scored").asLong()).isEqualTo(200);
  }

  /** Beside the prediction and in labels of its own, whatever the predictions' own labels are. */
  @Test
  void itHasItsOwnWordForALabelThatIsNotKnownYet() throws IOException {
    String said = "if(id < 5, 'n/a', label)";
    write("training", training().selectExpr("*", said + " as said"));
    write("truth", training().selectExpr("id", said + " as said"));

    sound("run", dataset(", label: said, unlabelled: [N/A]"));
    assertThat(report().at("/rows/reference/scored").asLong()).isEqualTo(195);
    assertThat(report().at("/rows/reference/unlabelled").asLong()).isEqualTo(5);

    String place = shop.place("truth");
    sound("run", dataset(", labels: {path: " + place + ", label: said, unlabelled: [n/a]}"));
    assertThat(report().at("/rows/reference/unlabelled").asLong()).isEqualTo(5);
  }

  @Test
  void problemsOfBothDatasetsAreTold() {
    write("training", training().drop("label").withColumnRenamed("basket", "cart"));

    Ended ended =
        ended(
            3,
            "validate",
            dataset(", label: truth, timestamp: at"),
            "predictions.probability=probs",
            "slices=[device]");

    assertThat(ended.complaint())
        .contains(
            "Invalid predictions.probability: probs (must be a column of predictions",
            "Invalid reference.probability: probs (must be a column of reference",
            "Invalid reference.label: truth (must be a column of reference",
            "Invalid reference.timestamp: at (must be a column of reference",
            "Invalid columns: basket (must be a column of reference");
  }

  @Test
  void columnsAreOfOneKindInBoth() {
    write("training", training().withColumn("basket", functions.expr("cast(basket as string)")));

    assertThat(ended(3, "validate", labelled()).complaint())
        .contains(
            "Invalid columns: basket (must be numeric in both datasets or in neither, but is"
                + " numeric only in predictions; write cast(basket as string) for categories, or"
                + " try_cast(basket as double))");
  }

  @Test
  void aRangeOfADatasetWithoutTimesIsRefused() {
    write("training", training().drop("scored_at"));

    assertThat(
            ended(3, "validate", dataset(", label: label, from: 2026-01-01, to: 2026-01-05"))
                .complaint())
        .contains(
            "cannot be a time range because the dataset has no column scored_at; omit from and to,"
                + " or name its timestamp under reference.timestamp");
  }

  @Test
  void whatElseIsAskedForIsAskedOfBoth() throws IOException {
    write("training", training().drop("scored_at"));
    write("second", shop.predictions().selectExpr("id", "reverse(probability) as other"));

    sound(
        "run",
        labelled(),
        "predictions.weight=1 + basket",
        "columns=[basket, device]",
        "slices=[device, [device, basket]]",
        "challenger={path: " + shop.place("second") + ", probability: other}",
        "classifier={rows: 100, folds: 2, trees: 5}");

    JsonNode report = report();
    JsonNode separation = report.at("/classifier/separations/0");
    assertThat(separation.path("reference_rows").asLong()).isEqualTo(100);
    assertThat(separation.path("current_rows").asLong()).isEqualTo(100);
    assertThat(report.at("/challenger/disagreement").size()).isPositive();
    assertThat(
            all(report, "findings")
                .filter(it -> it.path("comparison").asText().equals("column_distribution"))
                .filter(it -> it.path("slice").isEmpty())
                .map(it -> it.path("column").asText()))
        .contains("basket", "device", "challenger_kl_divergence");
  }

  @Tag("slow")
  @Test
  void severalPathsAndWildcardsAreOneDatasetInEveryFormat() throws IOException {
    for (String format : List.of("parquet", "csv", "json", "orc")) {
      for (int part = 0; part < 2; part++) {
        training()
            .where("id % 2 = " + part)
            .selectExpr("id", "scored_at", "probability[1] as buy", "device", "basket", "label")
            .coalesce(1)
            .write()
            .option("header", "true")
            .format(format)
            .save(shop.place(format + "-" + part));
      }
      String place = shop.place(format);
      for (String path : List.of("[" + place + "-0, " + place + "-1]", "'" + place + "-*'")) {
        sound(
            "profile",
            "reference={format: "
                + format
                + ", path: "
                + path
                + ", label: label, probability: {BUY: buy}, options: {header: true},"
                + " schema: 'id BIGINT, scored_at TIMESTAMP, buy DOUBLE, device STRING, basket"
                + " DOUBLE, label STRING'}");
        assertThat(
                spark()
                    .read()
                    .parquet(folder.resolve("out/reference_profiles").toString())
                    .where("size(dimensions) = 1")
                    .selectExpr("sum(scored)")
                    .head()
                    .getLong(0))
            .as(path)
            .isEqualTo(200);
      }
    }
  }

  @Tag("slow")
  @Test
  void theBytesAreTheSameHoweverItsRowsLie() throws IOException {
    write("training", training().coalesce(1));
    sound("run", labelled());
    String one = withoutRevisions(report());
    write("training", training().repartition(5));

    sound("run", labelled());

    assertThat(withoutRevisions(report())).isEqualTo(one);
  }

  /** Profiled again, a window has another revision. */
  private static String withoutRevisions(JsonNode report) {
    return withoutRun(report).toString().replaceAll("\"revision\":\\d+", "");
  }

  @Test
  void aCsvHasThoseColumnsOfTheInheritedSchemaThatItsHeaderNames() throws IOException {
    shop.predictions()
        .join(shop.labels(), "id")
        .selectExpr("id", "scored_at", "probability[1] as buy", "label", "device", "basket")
        .write()
        .option("header", "true")
        .csv(shop.place("log"));
    training()
        .selectExpr("label", "probability[1] as buy", "'x' as note", "device", "basket")
        .write()
        .option("header", "true")
        .csv(shop.place("training"));

    sound(
        "run",
        "labels=null",
        "predictions={format: csv, path: "
            + shop.place("log")
            + ", options: {header: true}, schema: 'id BIGINT, scored_at TIMESTAMP, buy DOUBLE,"
            + " label STRING, device STRING, basket DOUBLE', probability: {BUY: buy}, timestamp:"
            + " scored_at, label: label}",
        dataset(""));

    assertThat(report().at("/rows/reference/scored").asLong()).isEqualTo(200);
    assertThat(losses(report(), "reference").findFirst().orElseThrow().path("value").asDouble())
        .isCloseTo(lossOfTraining(), within(1e-12));
  }

  @Test
  void initWritesIt() throws IOException {
    shop.writePredictions(shop.predictions().join(shop.labels(), "id"));
    write("training", training().drop("scored_at").withColumnRenamed("label", "truth"));
    CapturedTerminal terminal = new CapturedTerminal();
    String yaml = shop.place("init.yaml");

    int exitCode =
        Main.execute(
            terminal.terminal(),
            "init",
            "--predictions",
            shop.place("predictions"),
            "--reference",
            shop.place("training"),
            "--output",
            yaml);

    assertThat(exitCode).as(terminal.err()).isZero();
    assertThat(terminal.out()).contains("The configuration is valid and matches the schemas.");
    assertThat(Files.readString(Path.of(yaml)))
        .contains(
            """
            reference:
              # it has no scored_at, so all of its rows form one window
              path: %s
              # the only column named like a label
              label: truth
            """
                .formatted(shop.place("training")));
  }

  @Test
  void scoreAndProfileDoBoth() {
    write("training", training());

    assertThat(sound("score", labelled()).out())
        .contains("/out/scores/run_id=", "/out/reference_scores/run_id=");
    assertThat(sound("profile", labelled()).out())
        .contains("Stored 4 windows in", "Reference dataset profiled: 4 windows");
    Ended day =
        shop.execute("profile", "--set", labelled(), "--from", "2026-01-01", "--to", "2026-01-02");
    assertThat(day.exitCode()).as(day.complaint()).isZero();
    assertThat(day.out()).contains("Stored 1 window in").doesNotContain("Reference dataset");
  }

  /** Whole numbers become double as soon as a value is missing. */
  @Test
  void sliceAndVersionAreTheSameNumbersWhateverTheirType() throws IOException {
    String[] settings = {labelled(), "slices=[g]", "predictions.version=v"};
    shop.writePredictions(numbered(shop.predictions(), "int"));
    write("training", numbered(training(), "int"));
    sound("run", settings);
    JsonNode ofOneType = report();

    write("training", numbered(training(), "double"));
    sound("run", settings);

    assertThat(report().path("findings")).isEqualTo(ofOneType.path("findings"));
    assertThat(report().path("findings").toString())
        .contains("{\"g\":\"0\"}", "\"version\":\"2\"")
        .doesNotContain("\"0.0\"", "\"2.0\"");
  }

  private static Dataset<Row> numbered(Dataset<Row> rows, String type) {
    return rows.selectExpr(
        "*", "cast(id % 3 as " + type + ") as g", "cast(2 as " + type + ") as v");
  }

  @Test
  void slicesThatCannotBeTheSameAreRefused() {
    shop.writePredictions(shop.predictions().selectExpr("*", "id % 2 as g"));
    write("training", training().selectExpr("*", "id % 2 = 1 as g"));

    assertThat(ended(3, "run", labelled(), "slices=[g]").complaint())
        .contains(
            "Invalid slices: g (is boolean in reference but bigint in predictions, so that no"
                + " values match; write cast(g as bigint))");
    sound("run", labelled(), "slices=[cast(g as bigint)]");
  }
}
