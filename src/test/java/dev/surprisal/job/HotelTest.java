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

  @BeforeAll
  static void run(@TempDir Path folder) throws IOException {
    assumeTrue(Files.isDirectory(DATA), "The real input is not beside the project: " + DATA);
    spark();
    Path file = folder.resolve("hotel.yaml");
    Files.writeString(
        file,
        """
        model: {name: hotel, classes: ["0", "1"]}
        predictions:
          format: parquet
          path: "%s"
          probability: {"1": y_pred_proba}
          timestamp: "CAST(timestamp AS TIMESTAMP)"
          label: is_canceled
        window: 1 month
        reference: {from: 2016-05-01, to: 2016-10-01}
        current: {from: 2016-10-01, to: 2017-09-01}
        output: {path: "%s"}
        """
            .formatted(DATA, folder));
    Config config = new ConfigReader().read(file.toString(), List.of()).config();
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    new Job(config, nowhere, nowhere, Clock.systemUTC()).run();
    ObjectMapper mapper = new ObjectMapper();
    JsonNode latest = mapper.readTree(folder.resolve("latest.json").toFile());
    JsonNode report = mapper.readTree(folder.resolve(latest.path("report").asText()).toFile());
    for (JsonNode metric : FlatReport.metrics(report)) {
      String month = metric.at("/window/start").asText().substring(0, 7);
      if (metric.get("scope").asText().equals("window") && month.compareTo("2016-10") >= 0) {
        MONTHS
            .computeIfAbsent(month, of -> new TreeMap<>())
            .put(metric.get("metric").asText(), metric.get("value").asDouble());
      }
    }
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
}
