package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surprisal.SparkTest;
import dev.surprisal.report.json.FlatReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Inputs after faults that people have reported of tools of this kind. The right values are by
 * numpy, scipy and scikit-learn over the same files.
 */
@Tag("slow")
class CasesIT extends SparkTest {

  private static final Path CASES = Path.of("../shared/cases");

  @TempDir private Path folder;
  private String out = "out";

  private record Ended(int exitCode, String printed) {}

  private Ended run(String name, String configuration, String... more) throws IOException {
    prepare(name);
    Path yaml = folder.resolve(configuration + ".yaml");
    out = Files.readString(yaml).replaceAll("(?s).*output: \\{path: \"([^\"]*)\".*", "$1");
    List<String> words = new ArrayList<>(List.of("run", "--config", yaml.toString()));
    words.addAll(List.of(more));
    return execute(words.toArray(String[]::new));
  }

  private static Ended execute(String... words) {
    CapturedTerminal terminal = new CapturedTerminal();
    int code = Main.execute(terminal.terminal(), words);
    return new Ended(code, terminal.out() + terminal.err());
  }

  private void prepare(String name) throws IOException {
    spark();
    Path source = CASES.resolve(name);
    assumeTrue(Files.isDirectory(source), () -> source + " is not there");
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Path copy = folder.resolve(source.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else if (file.toString().endsWith(".yaml")) {
          Files.writeString(copy, Files.readString(file).replace("CASE", folder.toString()));
        } else {
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private JsonNode report() throws IOException {
    JsonNode latest = new ObjectMapper().readTree(Path.of(out, "latest.json").toFile());
    return new ObjectMapper().readTree(Path.of(out, latest.path("report").asText()).toFile());
  }

  private double metric(String scope, String metric) throws IOException {
    for (JsonNode value : FlatReport.metrics(report())) {
      if (value.path("scope").asText().equals(scope)
          && value.path("metric").asText().equals(metric)
          && value.path("slice").isEmpty()) {
        return value.path("value").asDouble();
      }
    }
    throw new AssertionError("no " + metric);
  }

  @ParameterizedTest
  @CsvSource({
    "49-schema-order, config, 0.601872036013, 0.578410847674",
    "49-schema-order, b, 0.601872036013, 0.578410847674",
    "03b-float-labels, config, 0.557960377577, 0.618895751951",
    "13-json-text, b, NaN, 0.545840972597",
    "34-nanoseconds, ns, NaN, 0.626235946564",
    "34-nanoseconds, ns_utc, NaN, 0.626235946564",
    "42-odd-parquet-types, p, NaN, 0.626235946",
    "42-odd-parquet-types, f16, NaN, 0.626235946",
    "42-odd-parquet-types, time, NaN, 0.626235946",
    "42-odd-parquet-types, dur, NaN, 0.626235946",
    "37-types-change, a3, NaN, 0.626235946564",
    "21-spark-raw-prediction, b, NaN, 0.573179346",
    "12d-soft-labels-sums-off, config, NaN, 0.666073558",
  })
  void works(String name, String configuration, double reference, double current)
      throws IOException {
    assertThat(run(name, configuration)).extracting(Ended::exitCode).isEqualTo(0);
    assertThat(metric("current", "log_loss")).isCloseTo(current, within(1e-9));
    if (!Double.isNaN(reference)) {
      assertThat(metric("reference", "log_loss")).isCloseTo(reference, within(1e-9));
    }
  }

  @Test
  void divergenceFromSoftLabelsIsThatOfDistributions() throws IOException {
    run("12d-soft-labels-sums-off", "config");
    assertThat(metric("current", "kl_divergence")).isCloseTo(0.000354003, within(1e-9));
    assertThat(metric("current", "js_divergence")).isCloseTo(0.000088379, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "05b-labels-from-one | config | 3 (67); the classes are low or 0 (0)"
            + " | predictions.label: cast(label as int) - 1",
        "08a-sentinel-label | config | Unknown labels -1 (212); the classes are no or 0 (878), yes"
            + " or 1 (590) | predictions.unlabelled: [-1]",
        "16-percent | config | above 1, from 2.4 to 89.92"
            + " | For percentages, write predictions.probability.yes: score / 100",
        "20-multi-label | config | sums from | monitor each class as its own binary model",
        "13-json-text | config | is string | from_json(p, 'map<string,double>')",
        "21-spark-raw-prediction | config | is [-m, m] in the first | {\"1\": \"raw[1]\"}",
        "37-types-change | a | column visits is INT32 in | BIGINT",
        "37-types-change | a2 | column visits is INT32 in | visits BIGINT",
        "37-types-change | b | not all files have column visits"
            + " | predictions.options: {mergeSchema: \"true\"}",
        "52-ansi-casts | a | Invalid columns: cast(age as int) (has no value for one of the rows:"
            + " The value 'n/a' | try_cast",
        "52-ansi-casts | b | Invalid slices: cast(age as int) div 10 (has no value | try_cast",
        "52-ansi-casts | c | Invalid columns: 100 / rate (has no value | nullif",
        "52-ansi-casts | e | Invalid predictions.probability.yes: cast(score as double) / rate * 2"
            + " | nullif",
      })
  void isRefusedForWhatItIs(String name, String configuration, String seen, String remedy)
      throws IOException {
    Ended ended = run(name, configuration);
    assertThat(ended.printed()).contains(seen).contains(remedy);
    assertThat(ended.exitCode()).isEqualTo(3);
  }

  @Test
  void anExpressionThatGivesNullIsNoFailure() throws IOException {
    assertThat(run("52-ansi-casts", "d").exitCode()).isZero();
  }

  @Test
  void aColumnThatOldFilesLackIsNullThere() throws IOException {
    assertThat(run("37-types-change", "b2").exitCode()).isZero();
  }

  @Test
  void bothZerosAreOneSlice() throws IOException {
    assertThat(run("31-negative-zero-slice", "config").exitCode()).isZero();
    Set<String> slices = new HashSet<>();
    FlatReport.metrics(report()).forEach(value -> slices.add(value.path("slice").toString()));
    assertThat(slices).contains("{\"x\":\"0\"}").doesNotContain("{\"x\":\"-0\"}");
    assertThat(slices.stream().filter(slice -> slice.contains("NaN")).toList())
        .isEqualTo(List.of("{\"nan\":\"NaN\"}"));
  }

  /** Columns of numbers close together, and columns with one absurd value among the others. */
  @ParameterizedTest
  @CsvSource({
    "22-narrow-numbers, year 1.0 1 pressure 0.6838 3.04998 temperature_k 0.7910 1.49058"
        + " epoch_s 1.0 1.20193e+06 account 1.0 408.238 rate 1.0 0.5 latitude 0.9843 0.0993288",
    "23-one-odd-value, amount 0.7105 12.0532 amount_big 0.7148 4.7619e+14"
        + " amount_tiny 0.7095 12.2189 amount_cur 0.6948 11.9355 amount_neg 0.7052 11.9187"
        + " amount_clean 0.7043 11.8245",
  })
  void columnsThatMovedAlert(String name, String expected) throws IOException {
    assertThat(run(name, "config", "--fail-on", "alert").exitCode()).isEqualTo(ExitCode.DRIFT);
    String[] words = expected.split(" ");
    for (int i = 0; i < words.length; i += 3) {
      JsonNode whole = whole("column_distribution", words[i]);
      assertThat(whole.path("state").asText()).as(words[i]).isEqualTo("ALERT");
      JsonNode measures = whole.path("measures");
      assertThat(measures.path("ks_statistic").asDouble())
          .as(words[i])
          .isCloseTo(Double.parseDouble(words[i + 1]), within(0.02));
      assertThat(measures.path("wasserstein").asDouble())
          .as(words[i])
          .isCloseTo(Double.parseDouble(words[i + 2]), withinPercentage(2));
    }
    for (JsonNode finding : report().path("findings")) {
      if (finding.path("column").asText().equals("still")) {
        assertThat(finding.path("state").asText()).isEqualTo("OK");
      }
    }
  }

  /** The finding on the whole current range. */
  private JsonNode whole(String comparison, String column) throws IOException {
    for (JsonNode finding : report().path("findings")) {
      if (finding.path("comparison").asText().equals(comparison)
          && finding.path("column").asText("").equals(column)
          && finding.path("window").isNull()) {
        return finding;
      }
    }
    throw new AssertionError("no " + comparison + " of " + column);
  }

  @ParameterizedTest
  @CsvSource({
    "47-small-scores, score_distribution, 0.8139, 0.8346, 0.019472, 0.021485",
    "48-sure-model, confidence_distribution, 0.9872, 0.9890, 0.087114, 0.117203",
  })
  void probabilitiesThatMovedAtTheirEndsAlert(
      String name,
      String comparison,
      double referenceArea,
      double currentArea,
      double referenceLoss,
      double currentLoss)
      throws IOException {
    assertThat(run(name, "config", "--fail-on", "alert").exitCode()).isEqualTo(ExitCode.DRIFT);
    assertThat(whole(comparison, "").path("state").asText()).isEqualTo("ALERT");
    assertThat(metric("reference", "auc")).isCloseTo(referenceArea, within(0.002));
    assertThat(metric("current", "auc")).isCloseTo(currentArea, within(0.002));
    assertThat(metric("reference", "auc_error")).isBetween(0.0, 0.01);
    assertThat(metric("reference", "log_loss")).isCloseTo(referenceLoss, within(1e-6));
    assertThat(metric("current", "log_loss")).isCloseTo(currentLoss, within(1e-6));
  }

  /**
   * Ten columns that did not drift beside one that did, over again with other rows: every fifth of
   * the 20 runs, and all of them where {@code surprisal.cases} is all.
   */
  @ParameterizedTest
  @MethodSource("runs")
  void oneColumnOfElevenAlerts(int run) throws IOException {
    String drifted = "x%02d".formatted(run);
    Ended ended = run("63-one-of-eleven-14-days", "c%02d".formatted(run), "--fail-on", "alert");
    assertThat(ended.exitCode()).isEqualTo(ExitCode.DRIFT);
    Set<String> alerting = new HashSet<>();
    for (JsonNode finding : report().path("findings")) {
      if (finding.path("state").asText().equals("ALERT")) {
        alerting.add(finding.path("column").asText());
      }
    }
    assertThat(alerting).containsExactly(drifted);
  }

  private static IntStream runs() {
    int step = System.getProperty("surprisal.cases", "").equals("all") ? 1 : 5;
    return IntStream.iterate(0, run -> run < 20, run -> run + step);
  }

  @Test
  void keysThatRepeatEachDayAreRefusedWithTheDayAsAdvice() throws IOException {
    Ended ended = run("41-same-customer-each-day", "config");
    assertThat(ended.exitCode()).isEqualTo(ExitCode.INPUT_REFUSED);
    assertThat(ended.printed()).contains("checks.max_duplicates").contains("to_date(");
    assertThat(run("41-same-customer-each-day", "b").exitCode()).isEqualTo(ExitCode.SUCCESS);
    assertThat(metric("reference", "log_loss")).isCloseTo(0.582419795349, within(1e-9));
    assertThat(metric("current", "log_loss")).isCloseTo(0.581038813896, within(1e-9));
  }

  @Test
  void aRegressionIsToldToBeOne() throws IOException {
    prepare("44-regression");
    Path yaml = folder.resolve("init.yaml");
    String predictions = folder.resolve("predictions.csv").toString();
    Ended ended = execute("init", "--predictions", predictions, "--output", yaml.toString());
    assertThat(ended.exitCode()).isEqualTo(ExitCode.INPUT_REFUSED);
    assertThat(ended.printed()).contains("regression");
    assertThat(yaml).doesNotExist();
  }

  @Test
  void labelsWithoutAPredictionAreToldWithTheSpellingThatWouldMatch() throws IOException {
    prepare("53-keys-do-not-match");
    Path yaml = folder.resolve("init.yaml");
    Files.deleteIfExists(yaml);
    String predictions = folder.resolve("p.parquet").toString();
    String labels = folder.resolve("l.parquet").toString();
    String written = yaml.toString();
    assertThat(
            execute("init", "--predictions", predictions, "--labels", labels, "--output", written)
                .exitCode())
        .isEqualTo(ExitCode.SUCCESS);
    assertThat(run("53-keys-do-not-match", "config").printed()).contains("without a prediction");
  }
}
