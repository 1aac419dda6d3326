package dev.surprisal.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.surprisal.report.html.HtmlReport;
import dev.surprisal.report.json.JsonReport;
import dev.surprisal.report.openmetrics.OpenMetricsReport;
import org.junit.jupiter.api.Test;

class ReportFormatsTest {

  @Test
  void eachRoleHasItsForm() {
    ReportFormats formats =
        ReportFormats.of(
            new OpenMetricsReport(MetricsSpec.Slices.NONE), new HtmlReport(), new JsonReport());

    assertThat(formats.record()).isInstanceOf(JsonReport.class);
    assertThat(formats.page()).isInstanceOf(HtmlReport.class);
    assertThat(formats.all()).hasSize(3);
  }

  @Test
  void thereIsOneRecordAndOnePage() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReportFormats.of(new JsonReport()))
        .withMessage("Invalid number of formats that are the PAGE: 0 (must be 1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReportFormats.of(new JsonReport(), new JsonReport(), new HtmlReport()))
        .withMessage("Invalid number of formats that are the RECORD: 2 (must be 1)");
  }

  @Test
  void noFormWritesOverAnother() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ReportFormats.of(
                    new JsonReport(),
                    new HtmlReport(),
                    new OpenMetricsReport(MetricsSpec.Slices.NONE),
                    new OpenMetricsReport(MetricsSpec.Slices.NONE)))
        .withMessage(
            "Invalid file names: [report.json, report.html, metrics.prom, metrics.prom] (must be"
                + " distinct)");
  }
}
