package dev.surprisal.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surprisal.SparkTest;
import dev.surprisal.config.Config;
import dev.surprisal.config.ConfigReader;
import dev.surprisal.report.json.FlatReport;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hotel bookings by month, of a model that is grossly overconfident in one of its two classes, so
 * that what its confidence means depends on the class. Expected values by scikit-learn.
 */
class HotelTest extends SparkTest {

  private static final Path DATA = Path.of("../shared/data/hotel");

  private static final List<Double> AUC_BY_MONTH =
      List.of(
          0.8131, 0.7967, 0.7447, 0.7146, 0.7694, 0.7896, 0.8592, 0.8164, 0.7892, 0.8450, 0.7799);

  /** The figures of each current month, by metric. */
  private static final Map<String, Map<String, Double>> MONTHS = new TreeMap<>();

  private static final Map<String, Double> RANGES = new TreeMap<>();

  @BeforeAll
  static void run(@TempDir Path folder) throws IOException {
    assumeTrue(Files.isDirectory(DATA), "The real input is not beside the project: " + DATA);
    for (JsonNode metric : FlatReport.metrics(report(folder, ""))) {
      String month = metric.at("/window/start").asText().substring(0, 7);
      if (!metric.get("scope").asText().equals("window")) {
        RANGES.put(key(metric).strip(), metric.get("value").asDouble(Double.NaN));
      }
      if (metric.get("scope").asText().equals("window") && month.compareTo("2016-10") >= 0) {
        MONTHS
            .computeIfAbsent(month, of -> new TreeMap<>())
            .put(metric.get("metric").asText(), metric.get("value").asDouble());
      }
    }
  }

  /** What a run reports whose model has another key. */
  private static JsonNode report(Path folder, String ofModel) throws IOException {
    spark();
    Path file = folder.resolve("hotel.yaml");
    Files.writeString(
        file,
        """
        model: {name: hotel, classes: ["0", "1"]%s}
        predictions:
          format: parquet
          path: "%s"
          probability: {"1": y_pred_proba}
          timestamp: "CAST(timestamp AS TIMESTAMP)"
          label: is_canceled
        window: 1 month
        reference: {from: 2016-05-01, to: 2016-10-01}
        current: {from: 2016-10-01, to: 2017-09-01}
        output: {path: "%s", scores: true}
        limits:
          class_metrics:
            - {class: "1", metrics: {class_recall: {min: 0.7}}}
        drift: {additional_comparisons: [class_recall]}
        """
            .formatted(ofModel, DATA, folder));
    Config config = new ConfigReader().read(file.toString(), List.of()).config();
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    new Job(config, nowhere, nowhere, Clock.systemUTC()).run();
    ObjectMapper mapper = new ObjectMapper();
    JsonNode latest = mapper.readTree(folder.resolve("latest.json").toFile());
    return mapper.readTree(folder.resolve(latest.path("report").asText()).toFile());
  }

  /** A figure of the reference or the current range, of all classes or of one. */
  private static String key(JsonNode metric) {
    return String.join(
        " ",
        metric.get("scope").asText(),
        metric.get("metric").asText(),
        metric.path("class").asText(),
        metric.path("predicted").asText());
  }

  private static double figure(Map<String, Double> month, String metric) {
    return month.getOrDefault(metric, Double.NaN);
  }

  /** By confidence alone 0.0353, "the same as in the reference" 0.0533. */
  @Test
  void theAccuracyIsEstimatedWithoutLabelsToSixTenthsOfAPoint() {
    assertThat(MONTHS).hasSize(11);
    assertThat(meanAbsoluteError("expected_accuracy", "accuracy")).isLessThan(0.006);
  }

  /** By confidence alone 0.0301, "the same as in the reference" 0.0579. */
  @Test
  void theLogLossIsEstimatedWithoutLabelsToHalfAHundredthOfANat() {
    assertThat(meanAbsoluteError("expected_log_loss", "log_loss")).isLessThan(0.005);
  }

  private static double meanAbsoluteError(String estimate, String actual) {
    return MONTHS.values().stream()
        .mapToDouble(month -> Math.abs(figure(month, estimate) - figure(month, actual)))
        .average()
        .orElse(Double.NaN);
  }

  @Test
  void theAreaUnderTheCurveIsThatOfTheRanks() {
    int i = 0;
    for (Map<String, Double> month : MONTHS.values()) {
      // Half a unit of the last digit that is given, and the bins' own error.
      assertThat(figure(month, "auc")).isCloseTo(AUC_BY_MONTH.get(i++), within(0.001));
    }
  }

  private static void assertFigure(String key, double expected) {
    assertThat(RANGES.get(key)).as(key).isCloseTo(expected, within(1e-12));
  }

  @Test
  void theConfusionMatrixIsThatOfTheRows() {
    double[][] reference = {{13779, 2665}, {196, 273}};
    double[][] current = {{27953, 5895}, {425, 665}};
    for (int label = 0; label < 2; label++) {
      for (int predicted = 0; predicted < 2; predicted++) {
        String of = " confusion " + label + " " + predicted;
        assertFigure("reference" + of, reference[label][predicted]);
        assertFigure("current" + of, current[label][predicted]);
      }
    }
  }

  /** By scikit-learn 1.9.1. */
  @Test
  void precisionRecallAndWhatIsMadeOfThemAreThoseOfScikitLearn() {
    assertFigure("reference class_precision 1", 0.09292035398230089);
    assertFigure("reference class_recall 1", 0.582089552238806);
    assertFigure("reference class_f1 1", 0.16025829175227474);
    assertFigure("reference macro_f1", 0.5331026164044256);
    assertFigure("reference balanced_accuracy", 0.7100121806438495);
    assertFigure("reference mcc", 0.1820383253063797);
    assertFigure("reference weighted_precision", 0.9612104186482177);
    assertFigure("reference weighted_f1", 0.8852688841462875);
    assertFigure("current class_precision 1", 0.1013719512195122);
    assertFigure("current class_recall 1", 0.6100917431192661);
    assertFigure("current class_f1 1", 0.1738562091503268);
    assertFigure("current macro_f1", 0.5361454735206203);
    assertFigure("current balanced_accuracy", 0.7179653941311291);
    assertFigure("current mcc", 0.19406824839325498);
  }

  /** By scikit-learn 1.9.1; of some thousand distinct probabilities in 320 cells. */
  @Test
  void theAveragePrecisionIsThatOfScikitLearnWithinItsError() {
    assertAveragePrecision("reference average_precision", 0.12336070595955881);
    assertAveragePrecision("current average_precision", 0.1402580826608561);
    assertThat(RANGES.get("reference class_average_precision 1"))
        .isEqualTo(RANGES.get("reference average_precision"));
    assertThat(RANGES.get("reference class_average_precision 0"))
        .isCloseTo(0.9936689858125229, within(0.0002));
  }

  private static void assertAveragePrecision(String key, double expected) {
    double value = RANGES.getOrDefault(key, Double.NaN);
    double error = RANGES.getOrDefault(key + "_error", Double.NaN);
    assertThat(Math.abs(value - expected)).as(key).isLessThanOrEqualTo(error);
    assertThat(value).as(key).isCloseTo(expected, within(0.002));
    assertThat(error).as(key).isLessThan(0.02);
  }

  /** The confusion of y_pred_proba ≥ 0.3, by scikit-learn 1.9.1. */
  @Test
  void aThresholdDecidesWhichClassIsPredicted(@TempDir Path folder) throws IOException {
    JsonNode report = report(folder, ", decision_threshold: 0.3");

    Map<String, Double> figures = new TreeMap<>();
    for (JsonNode metric : FlatReport.metrics(report)) {
      figures.putIfAbsent(key(metric).strip(), metric.get("value").asDouble(Double.NaN));
    }
    assertThat(figures)
        .containsEntry("reference confusion 0 0", 11_499.0)
        .containsEntry("reference confusion 0 1", 4_945.0)
        .containsEntry("reference confusion 1 0", 111.0)
        .containsEntry("reference confusion 1 1", 358.0)
        .containsEntry("current confusion 1 1", 841.0);
    assertThat(figures.get("reference accuracy")).isCloseTo(0.7010583574764974, within(1e-12));
    assertThat(figures.get("reference class_recall 1"))
        .isCloseTo(0.7633262260127932, within(1e-12));
    assertThat(figures.get("current class_precision 1"))
        .isCloseTo(0.0727949450359214, within(1e-12));
    assertThat(figures.get("reference log_loss")).isEqualTo(RANGES.get("reference log_loss"));
    assertThat(figures.get("reference ece")).isEqualTo(RANGES.get("reference ece"));
    long predicted =
        spark()
            .read()
            .parquet(folder.resolve("scores").toString())
            .where("predicted = '1' and correct and timestamp >= '2016-10-01'")
            .count();
    assertThat(predicted).isEqualTo(841);
    List<String> limits = new ArrayList<>();
    List<String> compared = new ArrayList<>();
    for (JsonNode finding : report.get("findings")) {
      if (finding.get("window").isNull() && finding.get("column").asText().contains("recall")) {
        limits.add(finding.get("state").asText() + " " + finding.get("sentence").asText());
      }
      if (finding.get("window").isNull()
          && finding.get("comparison").asText().equals("class_recall")) {
        compared.add(finding.get("column").asText());
      }
    }
    assertThat(limits)
        .singleElement()
        .asString()
        .startsWith("OK Recall of class 1 is 0.772 (95 % CI ");
    assertThat(compared).containsExactly("0", "1");
  }
}
