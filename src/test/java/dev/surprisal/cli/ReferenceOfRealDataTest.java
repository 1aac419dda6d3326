package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surprisal.SparkTest;
import dev.surprisal.report.json.FlatReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two files, as data sets are published: one to compare with, and one to judge. */
class ReferenceOfRealDataTest extends SparkTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private Path folder = Path.of("");

  private JsonNode report(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("x.yaml"), yaml);
    CapturedTerminal terminal = new CapturedTerminal();
    int exitCode = Main.execute(terminal.terminal(), "run", "--config", file.toString());
    assertThat(exitCode).as(terminal.err()).isZero();
    JsonNode latest = MAPPER.readTree(folder.resolve("out/latest.json").toFile());
    Path report = folder.resolve("out").resolve(latest.path("report").asText());
    return MAPPER.readTree(report.toFile());
  }

  private static double figure(JsonNode report, String scope, String start, String metric) {
    return StreamSupport.stream(FlatReport.metrics(report).spliterator(), false)
        .filter(it -> it.path("scope").asText().equals(scope))
        .filter(it -> it.path("metric").asText().equals(metric) && it.path("slice").isEmpty())
        .filter(it -> start.isEmpty() || it.at("/window/start").asText().startsWith(start))
        .findFirst()
        .orElseThrow()
        .path("value")
        .asDouble();
  }

  @Test
  void hotelBookingsOfOneFileAreJudgedByThoseOfAnother() throws IOException {
    Path data = Path.of("../shared/data/hotel").toAbsolutePath().normalize();
    assumeTrue(Files.isDirectory(data), "The real input is not beside the project: " + data);

    JsonNode report =
        report(
            """
            model: {name: hotel, classes: ["0", "1"]}
            predictions:
              path: %1$s/monitoring.parquet
              probability: {"1": y_pred_proba}
              timestamp: timestamp
              label: is_canceled
            window: 1 month
            reference: {path: %1$s/reference.parquet}
            output: {path: %2$s/out}
            """
                .formatted(data, folder));

    // By scikit-learn 1.2.1.
    assertThat(figure(report, "reference", "", "log_loss"))
        .isCloseTo(0.3459329441969428, within(1e-9));
    assertThat(figure(report, "reference", "", "accuracy"))
        .isCloseTo(0.8308401821084372, within(1e-12));
    assertThat(figure(report, "current", "", "log_loss"))
        .isCloseTo(0.3596494462097378, within(1e-9));
    assertThat(figure(report, "window", "2017-01", "log_loss")).isCloseTo(0.483297, within(1e-6));
    assertThat(report.at("/reference/start").asText()).isEqualTo("2016-05-01T00:00:00Z");
    assertThat(report.at("/reference/end").asText()).isEqualTo("2016-10-01T00:00:00Z");
    assertThat(report.at("/rows/read").asLong()).isEqualTo(34_938);
    assertThat(report.at("/rows/reference/read").asLong()).isEqualTo(16_913);
  }

  @Test
  void aTrainingFileWithoutTimesServes() throws IOException {
    Path data = Path.of("../shared/cases/45-reference-elsewhere").toAbsolutePath().normalize();
    assumeTrue(Files.isDirectory(data), "The case is not beside the project: " + data);
    String yaml = Files.readString(data.resolve("config.yaml"));

    JsonNode report =
        report(yaml.replace("CASE/out", folder + "/out").replace("CASE", data.toString()));

    // By numpy: the mean of -ln q(y).
    assertThat(figure(report, "reference", "", "log_loss"))
        .isCloseTo(0.5831681920301683, within(1e-12));
    assertThat(figure(report, "current", "", "log_loss"))
        .isCloseTo(0.626235946564314, within(1e-12));
    assertThat(report.at("/rows/read").asLong()).isEqualTo(280);
    assertThat(report.at("/rows/reference/scored").asLong()).isEqualTo(300);
    assertThat(report.at("/reference/start").isNull()).isTrue();
  }
}
