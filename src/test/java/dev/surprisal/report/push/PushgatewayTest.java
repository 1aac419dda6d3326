package dev.surprisal.report.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.Program;
import dev.surprisal.report.MetricsSpec;
import dev.surprisal.report.Report;
import dev.surprisal.report.Reports;
import dev.surprisal.report.openmetrics.OpenMetricsReport;
import dev.surprisal.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Pushgateway takes every file, and has the last one of each model. */
class PushgatewayTest {

  private static @Nullable Program gateway;

  @BeforeAll
  static void startTheGateway(@TempDir Path folder) throws IOException {
    Path program =
        Program.require("prometheus-pushgateway", "prometheus-pushgateway", "pushgateway");
    gateway =
        Program.start(
            folder.resolve("log"), "/-/ready", program.toString(), "--web.listen-address=");
  }

  @AfterAll
  static void stopTheGateway() {
    if (gateway != null) {
      gateway.close();
    }
  }

  private static Program gateway() {
    if (gateway == null) {
      throw new AssertionError("not started");
    }
    return gateway;
  }

  private static Optional<String> push(Report report, Map<String, String> grouping)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new OpenMetricsReport(MetricsSpec.Slices.ALL).write(report, bytes);
    return push(report.modelName(), bytes.toByteArray(), grouping);
  }

  private static Optional<String> push(String model, byte[] file, Map<String, String> grouping) {
    return new PushgatewayClient(
            new MetricsSpec.Pushgateway(
                Secret.literal("http://" + gateway().address()),
                "drift job",
                grouping,
                Duration.ofSeconds(10)))
        .push(model, file);
  }

  @Test
  void takesEveryKindOfReport() throws IOException {
    for (Report report :
        List.of(
            Reports.small(),
            Reports.weekly(),
            Reports.hostile(),
            Reports.inBits(Reports.weekly()),
            Reports.withSliding(Reports.weekly()))) {
      assertThat(push(report, Map.of("kind", "every"))).as(report.modelName()).isEmpty();
    }
  }

  @Test
  void theFileOfTheNextRunTakesThePlaceOfTheOneBefore() throws IOException {
    String model = "a/b é";
    Map<String, String> grouping = Map.of("environment", "");
    assertThat(push(Reports.withModelName(Reports.weekly(), model), grouping)).isEmpty();
    assertThat(push(Reports.withModelName(Reports.small(), model), grouping)).isEmpty();
    assertThat(push(Reports.withModelName(Reports.weekly(), "other"), grouping)).isEmpty();

    List<String> lines =
        gateway().get("/metrics").lines().filter(it -> it.contains("model=\"a/b é\"")).toList();

    assertThat(lines)
        .anyMatch(it -> it.startsWith("surprisal_rows_read{") && it.endsWith(" 1003"))
        .noneMatch(it -> it.contains("logit-1"))
        .allMatch(it -> it.contains("job=\"drift job\""));
  }

  @Test
  void saysWhatIsWrongWithAFile() {
    assertThat(push("shop", "no metric".getBytes(UTF_8), Map.of()).orElseThrow())
        .startsWith("Metrics not pushed to http://" + gateway().address() + "/metrics/job@base64/")
        .contains(": HTTP 400: ");
  }
}
