package dev.surprisal.report.publication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.WindowStatus;
import dev.surprisal.report.MemoryOutput;
import dev.surprisal.report.MetricValue;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportFormats;
import dev.surprisal.report.ReportWindow;
import dev.surprisal.report.Reports;
import dev.surprisal.report.Rescored;
import dev.surprisal.report.Tables;
import dev.surprisal.report.WindowFigure;
import dev.surprisal.report.console.ConsoleSummary;
import dev.surprisal.report.console.Paint;
import dev.surprisal.report.html.HtmlReport;
import dev.surprisal.report.json.JsonReport;
import dev.surprisal.report.json.JsonReportTest;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a report remembers for the next one. */
class WindowFiguresTest {

  private static final TimeRange NEXT_WEEK =
      new TimeRange(Reports.WEEK.to(), Reports.WEEK.to().plus(Duration.ofDays(7)));

  private static final ReportFormats FORMATS =
      ReportFormats.of(new JsonReport(), new HtmlReport(), new WindowFigures());

  private final MemoryOutput output = new MemoryOutput();

  private static MetricValue metric(
      TimeRange window, int revision, String name, @Nullable Double value) {
    return new MetricValue(
        MetricValue.Scope.WINDOW,
        new ReportWindow(window, WindowStatus.PARTIAL, revision),
        "gbt-1",
        Slice.ALL,
        name,
        value,
        "nats",
        10);
  }

  private static List<MetricValue> metrics(int revision, @Nullable Double logLoss, double share) {
    return List.of(
        metric(NEXT_WEEK, 1, "log_loss", 0.5),
        metric(NEXT_WEEK, 1, "label_coverage", 1.0),
        metric(Reports.WEEK, revision, "log_loss", logLoss),
        metric(Reports.WEEK, revision, "label_coverage", share));
  }

  private void publish(List<MetricValue> metrics) throws IOException {
    Report report = Reports.withMetrics(Reports.small(), metrics);
    try (Publication publication = Publication.of(output, report.run().id(), FORMATS)) {
      publication.publish(report, new NoTables());
    }
  }

  private static final class NoTables implements Tables {
    @Override
    public void requireOwn() {}

    @Override
    public void commit(Report report) {}

    @Override
    public void append(Report report) {}

    @Override
    public void remove(String runId) {}
  }

  private Optional<Rescored> since(List<MetricValue> metrics) {
    return WindowFigures.since(output, metrics, InformationUnit.NATS);
  }

  @Test
  void beforeTheFirstReportThereIsNothing() {
    assertThat(since(metrics(1, 0.25, 0.5))).isEmpty();
  }

  @Test
  void tellsTheWindowsOfAnotherRevisionAndHowTheyMoved() throws IOException {
    publish(metrics(1, 0.25, 0.5));

    Rescored rescored = since(metrics(2, 0.75, 1.0)).orElseThrow();

    assertThat(rescored.previous()).isEqualTo(Reports.RUN.id());
    assertThat(rescored.changes())
        .containsExactly(
            new Rescored.Change(
                new WindowFigure(Reports.WEEK, "gbt-1", 1, 0.25, 0.5),
                new WindowFigure(Reports.WEEK, "gbt-1", 2, 0.75, 1.0)));
  }

  @Test
  void nothingMovedWhereNoRevisionDid() throws IOException {
    publish(metrics(2, 0.25, 0.5));

    assertThat(since(metrics(2, 0.25, 0.5)).orElseThrow().changes()).isEmpty();
  }

  @Test
  void figuresThatDoNotExistOrAreInfiniteStaySo() throws IOException {
    publish(metrics(1, null, 0.0));
    Rescored.Change change =
        since(metrics(2, Double.POSITIVE_INFINITY, 1.0)).orElseThrow().changes().get(0);
    assertThat(change.before().logLoss()).isNull();
    assertThat(change.after().logLoss()).isInfinite();
    assertThat(change.size()).isZero();
  }

  @Test
  void aReportInAnotherUnitIsHeldAgainstItsAmounts() throws IOException {
    publish(metrics(1, Math.log(2), 0.5));

    WindowFigure after =
        WindowFigures.since(output, metrics(2, 1.0, 0.5), InformationUnit.BITS)
            .orElseThrow()
            .changes()
            .get(0)
            .after();

    assertThat(after.logLoss()).isCloseTo(Math.log(2), within(1e-15));
  }

  /** A spoilt file of an old run is no reason not to publish the new one. */
  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "{\"windows\": [{}]}", "{\"windows\": [{\"start\": \"x\"}]}"})
  void spoiltFilesOfTheReportBeforeAreNoFiles(String text) throws IOException {
    publish(metrics(1, 0.25, 0.5));
    write("runs/" + Reports.RUN.id() + "/windows.json", text);
    assertThat(since(metrics(2, 0.75, 1.0)).map(Rescored::changes).orElse(List.of())).isEmpty();

    write("latest.json", text);
    assertThat(since(metrics(2, 0.75, 1.0))).isEmpty();
  }

  private void write(String path, String text) throws IOException {
    try (OutputStream out = output.create(path)) {
      out.write(text.getBytes(UTF_8));
    }
  }

  @Test
  void theReportTellsThemInItsUnitAndKeepsItsSchema() throws IOException {
    publish(metrics(1, 0.25, 0.5));
    Report report = Reports.withMetrics(Reports.small(), metrics(2, 0.75, 1.0));
    Report after = report.withRun(report.run().after(since(report.metrics()).orElseThrow()));

    String text = JsonReportTest.text(after);

    assertThat(
            JsonReportTest.problems(
                new com.fasterxml.jackson.databind.ObjectMapper().readTree(text)))
        .isEmpty();
    assertThat(text.replaceAll("\\s+", ""))
        .contains(
            "\"before\":{\"revision\":1,\"log_loss\":0.25,\"label_coverage\":0.5},"
                + "\"after\":{\"revision\":2,\"log_loss\":0.75,\"label_coverage\":1.0}");
    assertThat(JsonReportTest.withoutRun(after)).isEqualTo(JsonReportTest.withoutRun(report));
    assertThat(ConsoleSummary.lines(after, "page", Paint.PLAIN))
        .contains(
            "Updated since run 20260401T060000Z-7f3a: 1 window; largest change week of 23 Feb 2026,"
                + " gbt-1: log loss 0.250 → 0.750 nats, labelled 50.0 % → 100 %");
  }
}
