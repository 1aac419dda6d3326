package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surprisal.SparkTest;
import dev.surprisal.config.Config;
import dev.surprisal.config.ConfigReader;
import dev.surprisal.dataset.spec.LabelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A first configuration of datasets that nobody has described yet. */
class InitCommandTest extends SparkTest {

  @TempDir private static Path shared = Path.of("");
  private static Path demo = Path.of("");

  @TempDir private Path folder = Path.of("");
  private CapturedTerminal terminal = new CapturedTerminal();

  @BeforeAll
  static void writeDemo() {
    demo = shared.resolve("shop visits");
    CapturedTerminal terminal = new CapturedTerminal();
    assertThat(
            Main.execute(
                terminal.terminal(), "demo", "--output", demo.toString(), "--rows", "40000"))
        .as(terminal.err())
        .isZero();
  }

  @Tag("slow")
  @Test
  void whatItWritesForTheDemoFindsTheDemosDrift() throws IOException {
    assertThat(init("--predictions", demo + "/predictions", "--labels", demo + "/labels")).isZero();

    Config config = config();
    assertThat(config.modelName()).isEqualTo("shop visits");
    assertThat(config.classes()).containsExactly("BROWSE", "CART", "BUY");
    assertThat(config.predictions().key()).containsExactly("id");
    assertThat(config.predictions().timestamp()).isEqualTo("scored_at");
    assertThat(config.predictions().version()).isEqualTo("model_version");
    assertThat(config.slices())
        .containsExactly(List.of("country"), List.of("device"), List.of("channel"));
    assertThat(config.columns()).containsExactly("pages", "basket");
    // The demo is of the 60 days from 1 April on.
    assertThat(config.reference().from()).isEqualTo(Instant.parse("2026-04-01T00:00:00Z"));
    assertThat(config.current().from()).isEqualTo(Instant.parse("2026-05-01T00:00:00Z"));
    assertThat(config.current().to()).isEqualTo(Instant.parse("2026-05-31T00:00:00Z"));
    assertThat(terminal.out())
        .contains(
            "The configuration is valid and matches the schemas. Check the 1 place marked TODO,"
                + " then:");

    assertThat(execute("validate", "--config", yaml())).isZero();
    assertThat(execute("run", "--config", yaml(), "--set", "output.path=" + folder + "/out"))
        .isZero();
    JsonNode verdict = report().at("/verdict");
    assertThat(verdict.at("/state").asText()).isEqualTo("ALERT");
    assertThat(terminal.out()).contains("v2").contains("device=tablet");
  }

  @Test
  void whatItWritesForTheElectricityMarketFindsTheBrokenModel() throws IOException {
    Path data = Path.of("../shared/data/electricity");
    assumeTrue(Files.isDirectory(data), "The real input is not beside the project: " + data);

    assertThat(init("--predictions", data + "/predictions", "--labels", data + "/labels")).isZero();

    Config config = config();
    assertThat(config.modelName()).isEqualTo("electricity");
    assertThat(config.classes()).containsExactly("DOWN", "UP");
    assertThat(config.slices()).containsExactly(List.of("weekday"), List.of("daypart"));
    assertThat(config.columns())
        .containsExactlyInAnyOrder("nswprice", "nswdemand", "vicprice", "vicdemand", "transfer");
    // The first half ends long after May 1997; its README says when the model was sound.
    String[] run = {
      "run",
      "--config",
      yaml(),
      "--set",
      "output.path=" + folder + "/out",
      "--set",
      "reference={from: 1996-12-01, to: 1997-05-01}",
      "--set",
      "current={from: 1997-05-01, to: 1998-12-06}"
    };
    assertThat(execute(run)).as(terminal.err()).isZero();
    // The means are those of the data's own description: 0.4726 and 1.4799.
    assertThat(terminal.out())
        .contains("gbt-1: log loss 0.473 → 1.480 nats (+1.007)")
        .containsPattern("RECOVERED +gbt-1 degraded from the week of 2 Jun 1997 ")
        .contains("have varied since the week of 5 May 1997");
  }

  @Test
  void textWithSemicolonsAndStrangeNamesIsReadAsItStands() throws IOException {
    Files.writeString(
        folder.resolve("visits.csv"),
        Stream.concat(
                Stream.of("case.id;scoredAt;p_up;p_down;yes;null;we`ird \"name\";# a: b;outcome"),
                Stream.iterate(0, i -> i < 400, i -> i + 1).map(InitCommandTest::line))
            .reduce("", (text, line) -> text + line + "\n"));

    assertThat(init("--predictions", folder + "/visits.csv")).isZero();

    Config config = config();
    assertThat(config.modelName()).isEqualTo("visits");
    assertThat(config.predictions().source().options()).containsEntry("sep", ";");
    assertThat(config.classes()).containsExactly("UP", "DOWN");
    assertThat(config.predictions().probability().columns())
        .containsEntry("UP", "p_up")
        .containsEntry("DOWN", "p_down");
    assertThat(config.predictions().key()).containsExactly("case.id");
    assertThat(config.predictions().label()).isEqualTo("outcome");
    assertThat(config.slices())
        .containsExactly(List.of("yes"), List.of("null"), List.of("we`ird \"name\""));
    assertThat(config.columns()).containsExactly("# a: b");
    assertThat(execute("validate", "--config", yaml())).as(terminal.err()).isZero();
    assertThat(execute("run", "--config", yaml(), "--set", "output.path=" + folder + "/out"))
        .as(terminal.err())
        .isZero();
    assertThat(report().at("/rows/scored").asInt()).isEqualTo(400);
    assertThat(report().at("/rows/read").asInt()).isEqualTo(400);
  }

  /** A key with leading zeros, which is text; and half of the rows of either label. */
  private static String line(int i) {
    return "%05d;2026-01-%02d %02d:00:00;%s;%s;%s;%s;%s"
        .formatted(
            i,
            1 + i / 20,
            i % 20,
            i % 2 == 0 ? "0.75;0.25" : "0.25;0.75",
            i % 3 == 0,
            i % 2 == 0 ? "x" : "y",
            i % 5 == 0 ? "a" : "b",
            i * 0.5 + ";" + (i % 8 < 6 == (i % 2 == 0) ? "UP" : "DOWN"));
  }

  @Test
  void aScoreIsOfTheLabelWhereItIsHigher() throws IOException {
    spark()
        .range(0, 1000, 1, 1)
        .selectExpr(
            "concat('c', id) as case_id",
            "1767225600000 + id * 1728000 as ts",
            "id / 1000.0D as score",
            "if(id * 7919 % 1000 < id, 'bad', 'good') as label")
        .write()
        .json(folder + "/json");

    assertThat(init("--predictions", folder + "/json")).isZero();

    assertThat(config().classes()).containsExactly("good", "bad");
    assertThat(config().predictions().probability().columns()).containsOnly(entry("bad", "score"));
    assertThat(config().predictions().timestamp()).isEqualTo("timestamp_millis(ts)");
    assertThat(terminal.out()).contains("score is the probability of bad");
    assertThat(execute("validate", "--config", yaml())).as(terminal.err()).isZero();
  }

  private static Map.Entry<String, String> entry(String name, String column) {
    return Map.entry(name, column);
  }

  @Test
  void foldersThatAreColumnsAreColumns() throws IOException {
    spark()
        .range(0, 400, 1, 1)
        .selectExpr(
            "id",
            "timestamp_seconds(1767225600 + id * 1728) as scored_at",
            "if(id % 2 = 0, 0.9D, 0.2D) as probability",
            "if(id % 4 < 3, 'no', 'yes') as label",
            "if(id % 3 = 0, 'phone', 'desktop') as device")
        .write()
        .partitionBy("device")
        .option("header", true)
        .csv(folder + "/csv");

    assertThat(init("--predictions", folder + "/csv")).as(terminal.err()).isZero();

    assertThat(config().slices()).containsExactly(List.of("device"));
    assertThat(config().classes()).containsExactlyInAnyOrder("no", "yes");
    assertThat(execute("validate", "--config", yaml())).as(terminal.err()).isZero();
  }

  @Test
  void whatIsAmbiguousIsMarkedAndToldWithTheCandidates() throws IOException {
    spark()
        .range(0, 100, 1, 1)
        .selectExpr(
            "id",
            "array(0.5D, 0.5D) as first_model",
            "array(0.4D, 0.6D) as other_model",
            "timestamp_seconds(1767225600 + id * 17280) as begun",
            "timestamp_seconds(1767225600 + id * 17280) as ended")
        .write()
        .parquet(folder + "/parquet");

    assertThat(init("--predictions", folder + "/parquet")).isZero();

    assertThat(text())
        .contains(
            "  # TODO: check which of these is right, columns of numbers that sum to 1:"
                + " first_model, other_model\n"
                + "  # (2 per row)\n"
                + "  probability: first_model\n",
            "  # TODO: check which of these is right, columns of dates or timestamps: begun,"
                + " ended\n"
                + "  timestamp: begun\n",
            "  # TODO: no labels to take their names from: fill them in, in the order of the"
                + " values\n"
                + "  classes: [\"0\", \"1\"]\n");
    assertThat(terminal.out())
        .contains(
            "The configuration is valid and matches the schemas. Check the 3 places marked TODO");
    assertThat(execute("validate", "--config", yaml())).isZero();
  }

  @Test
  void withoutAScanTheRangesAreLeftOpenAndTheOrderDoubtful() throws IOException {
    assertThat(
            init(
                "--predictions",
                demo + "/predictions",
                "--labels",
                demo + "/labels",
                "--no-scan",
                "--name",
                "my: model"))
        .isZero();

    assertThat(text())
        .contains("\nreference: {from: TODO, to: TODO}\n", "  name: \"my: model\"\n")
        .contains("# TODO: check the order:");
    assertThat(terminal.out()).contains("Fill in or check the 3 places marked TODO, then:");
    assertThat(terminal.err()).doesNotContain("--no-scan");
    terminal = new CapturedTerminal();
    assertThat(execute("validate", "--config", yaml())).isEqualTo(2);
    assertThat(terminal.err())
        .contains("Invalid reference.from: TODO (must be a date or timestamp, e.g. 1997-05-01");
  }

  @Test
  void aDatasetWithoutAPredictionIsRefusedWithItsColumns() {
    assertThat(init("--predictions", demo + "/labels")).isEqualTo(3);

    assertThat(terminal.err())
        .endsWith(
            "Invalid --predictions: %s/labels (has no column that could be a prediction: an array, vector, map or struct of numbers, one column per class such as p_yes and p_no, or one column of numbers from 0 to 1 such as score. Available: id bigint, label string, labelled_at timestamp)\n"
                .formatted(demo));
    assertThat(Path.of(yaml())).doesNotExist();
    assertThat(terminal.out()).isEmpty();
  }

  /** 1,000 scored rows: {@code score} is calibrated, {@code other} and {@code member} are noise. */
  private Dataset<Row> scored(String... columns) {
    return spark()
        .range(0, 1000, 1, 1)
        .selectExpr(
            "id",
            "timestamp_seconds(1767225600 + id * 1728) as scored_at",
            "id * 7919 % 1000 / 1000.0D as score",
            "id * 104729 % 997 / 997.0D as other",
            "cast(id * 31 % 100 < id * 7919 % 1000 / 10 as int) as happened",
            "cast(id * 17 % 10 < 3 as int) as member",
            "cast(id * 7919 % 1000 >= 500 as int) as guess")
        .selectExpr(columns);
  }

  @Test
  void aLabelIsFoundByWhatItDoes() throws IOException {
    scored("id", "scored_at", "score as a", "other as b", "member", "guess as c", "happened as d")
        .coalesce(1)
        .write()
        .parquet(folder + "/x.pq");

    assertThat(init("--predictions", folder + "/x.pq", "--format", "parquet")).isZero();

    assertThat(config().predictions().label()).isEqualTo("d");
    assertThat(config().predictions().probability().columns()).containsOnly(entry("1", "a"));
    assertThat(config().columns()).containsExactly("b", "member", "c");
    assertThat(terminal.out())
        .contains("check which of these is right, columns of", "the prediction increases with");
  }

  @Test
  void whatIsToldIsNotGuessed() throws IOException {
    scored("id", "scored_at", "score", "other", "member", "happened as label")
        .write()
        .parquet(folder + "/x");

    String[] told = {"--probability", "other", "--label", "member", "--key", "id"};
    assertThat(
            init(
                Stream.concat(Stream.of("--predictions", folder + "/x"), Stream.of(told))
                    .toArray(String[]::new)))
        .isZero();
    assertThat(config().predictions().probability().columns()).containsOnly(entry("1", "other"));
    assertThat(config().predictions().label()).isEqualTo("member");

    terminal = new CapturedTerminal();
    assertThat(init("--predictions", folder + "/x", "--force", "--label", "lable")).isEqualTo(3);
    assertThat(terminal.err()).contains("Invalid --label: lable (must be a column; available: id");
  }

  @Test
  void withoutALabelTheFirstLineSaysSo() throws IOException {
    scored("id", "scored_at", "score").write().parquet(folder + "/x");

    assertThat(init("--predictions", folder + "/x")).isZero();

    assertThat(terminal.out()).startsWith("No label column was found. There will be no log");
    assertThat(text()).contains("# No label column was found.");
  }

  @Test
  void columnsThatAddUpToOneAreAPredictionWhateverTheyAreCalled() throws IOException {
    Files.writeString(
        folder.resolve("three cols.csv"),
        Stream.concat(
                Stream.of(",when,red,green,blue,outcome,outcome"),
                Stream.iterate(0, i -> i < 300, i -> i + 1)
                    .map(
                        i ->
                            "%d,2026-01-%02d,%s,%s"
                                .formatted(
                                    i,
                                    1 + i / 10,
                                    i % 3 == 0 ? "0.5,0.25,0.25" : "0.25,0.125,0.625",
                                    i % 3 == 0 ? "red,x" : i % 3 == 1 ? "blue,x" : "green,y")))
            .reduce("", (text, line) -> text + line + "\n"));

    assertThat(init("--predictions", folder + "/three cols.csv")).as(terminal.err()).isZero();

    assertThat(config().classes()).containsExactly("red", "green", "blue");
    assertThat(config().predictions().label()).isEqualTo("outcome5");
    assertThat(config().columns()).isEmpty();
    assertThat(text()).contains("; outcome occurs more than");
  }

  @Test
  void numbersThatAreNoProbabilitiesAreARegressions() throws IOException {
    scored("id", "scored_at", "100 + 50 * score as predicted_price", "100 + 40 * other as price")
        .write()
        .parquet(folder + "/x");

    assertThat(init("--predictions", folder + "/x")).isEqualTo(3);

    assertThat(terminal.err())
        .contains(
            "has no column of probabilities: predicted_price holds numbers from 100 to 149.95."
                + " These look like regression outputs; only classifiers are supported");
    assertThat(Path.of(yaml())).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"other", "round(other, 1)"})
  void labelsThatAreNoClassesAreARegressionsOrShares(String label) throws IOException {
    scored("id", "scored_at", "score as prediction", label + " as target")
        .write()
        .parquet(folder + "/x");

    assertThat(init("--predictions", folder + "/x")).isEqualTo(3);
    assertThat(terminal.err())
        .contains(
            "target holds numbers from 0 to ",
            "As labels of prediction these look like regression targets",
            "If they are probabilities of a class, from 0 to 1, add --label target)");
    assertThat(Path.of(yaml())).doesNotExist();

    assertThat(init("--predictions", folder + "/x", "--label", "target")).isZero();
    assertThat(Files.readString(Path.of(yaml())))
        .contains(
            "label: \"array(1 - target, target)\"",
            "classes: [negative, positive]",
            "probability: {positive: prediction}");
  }

  @Test
  void theDayIsAPartOfTheKeyWhereItTellsLabelsApart() throws IOException {
    scored("id % 50 as customer", "scored_at", "score").write().parquet(folder + "/p");
    scored("id % 50 as customer", "to_date(scored_at) as day", "happened as label")
        .write()
        .parquet(folder + "/l");

    assertThat(init("--predictions", folder + "/p", "--labels", folder + "/l")).isZero();

    assertThat(config().predictions().key()).containsExactly("customer", "to_date(scored_at)");
    assertThat(labels().key()).containsExactly("customer", "day");
    assertThat(labels().timestamp()).isNull();
  }

  @Test
  void keysThatAreWrittenDifferentlyAreToldAndLabelsWaitedFor() throws IOException {
    scored("concat('a', id) as id", "scored_at", "score").write().parquet(folder + "/p");
    scored("concat('A', id) as id", "happened as label", "scored_at + interval 5 hours as came")
        .write()
        .parquet(folder + "/l");

    assertThat(init("--predictions", folder + "/p", "--labels", folder + "/l")).isZero();

    assertThat(config().predictions().key()).containsExactly("lower(id)");
    assertThat(labels().key()).containsExactly("lower(id)");
    assertThat(text())
        .contains("as written, only 0 of the first 1,000 predictions have a label; 1,000 more")
        .contains("lag: 6 hours");
  }

  @Test
  void aDatasetThatIsNotThereIsRefused() {
    assertThat(init("--predictions", demo + "/predictions", "--labels", folder + "/absent"))
        .isEqualTo(3);

    assertThat(terminal.err())
        .endsWith(
            "Invalid --labels: %s/absent (does not exist, neither as a path nor as a table)\n"
                .formatted(folder));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void filesOfNoKnownNameAskForTheirFormat() throws IOException {
    Files.writeString(folder.resolve("data.bin"), "x");

    assertThat(init("--predictions", folder + "/data.bin")).isEqualTo(3);

    assertThat(terminal.err())
        .endsWith(
            "Invalid --predictions: %s/data.bin (has no file whose name reveals its format; specify it with --format, e.g. --format csv)\n"
                .formatted(folder));
  }

  @Test
  void aFileThatIsThereIsKept() throws IOException {
    Files.writeString(Path.of(yaml()), "mine");
    String[] words = {"--predictions", demo + "/predictions", "--no-scan"};

    assertThat(init(words)).isEqualTo(2);
    assertThat(terminal.err())
        .endsWith(
            "Invalid --output: %s (already exists; overwrite it with --force or choose another file)\n"
                .formatted(yaml()));
    assertThat(text()).isEqualTo("mine");

    String[] forced = {"--predictions", demo + "/predictions", "--no-scan", "--force"};
    assertThat(init(forced)).isZero();
    assertThat(text()).startsWith("# A starter configuration");
    assertThat(folder).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void anOutputThatCannotBeWrittenIsToldBeforeAnythingIsRead() throws IOException {
    Files.writeString(folder.resolve("file"), "");

    assertThat(execute("init", "--predictions", "absent", "--output", folder + "/file/x.yaml"))
        .isEqualTo(2);
    assertThat(terminal.err())
        .endsWith(
            "Invalid --output: %s/file/x.yaml (cannot be written: there is a file of that name)\n"
                .formatted(folder))
        .doesNotContain("Looking");
  }

  private int init(String... words) {
    return execute(
        Stream.concat(Stream.of("init", "--output", yaml()), Stream.of(words))
            .toArray(String[]::new));
  }

  private int execute(String... words) {
    return Main.execute(terminal.terminal(), words);
  }

  private String yaml() {
    return folder.resolve("x.yaml").toString();
  }

  private String text() throws IOException {
    return Files.readString(Path.of(yaml()));
  }

  private Config config() {
    return new ConfigReader().read(yaml(), List.of()).config();
  }

  private LabelSpec labels() {
    return Objects.requireNonNull(config().labels());
  }

  private JsonNode report() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    Path out = folder.resolve("out");
    JsonNode latest = mapper.readTree(out.resolve("latest.json").toFile());
    return mapper.readTree(out.resolve(latest.path("report").asText()).toFile());
  }
}
