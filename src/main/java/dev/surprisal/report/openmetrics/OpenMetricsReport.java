package dev.surprisal.report.openmetrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.narrative.Verdict;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.report.MetricValue;
import dev.surprisal.report.MetricsSpec;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The report for monitoring systems: {@code metrics.prom}, gauges in OpenMetrics text, which
 * Prometheus' textfile collector and Pushgateway read as well.
 *
 * <p>Of all windows it has each version's latest one that has labels, as scope {@code
 * latest_window}, so that a series goes on from run to run instead of a new one with each window;
 * and of the sliding windows the latest one that has labels, as {@code latest_sliding_window}. A
 * figure that does not exist has no sample.
 *
 * <p>Unless figures of all slices are asked for, a file has at most {@value #MOST_SERIES} series. A
 * version's figures in a slice are there together or not at all; how many series are left out is a
 * series, too.
 */
public final class OpenMetricsReport implements ReportFormat {

  /** The name of the latest file, in the root of the output. */
  public static final String LATEST = "latest.prom";

  /** As many as a Prometheus takes from one target without a thought, and a page draws. */
  static final int MOST_SERIES = 10_000;

  private final MetricsSpec.Slices choice;

  /** A file with figures of some slices. */
  public OpenMetricsReport(MetricsSpec.Slices choice) {
    this.choice = choice;
  }

  @Override
  public Role role() {
    return Role.COMPANION;
  }

  @Override
  public String fileName() {
    return "metrics.prom";
  }

  @Override
  public Optional<String> latestName() {
    return Optional.of(LATEST);
  }

  @Override
  public void write(Report report, OutputStream out) throws IOException {
    out.write(new Writing(report, choice).text().getBytes(UTF_8));
    out.flush();
  }

  private static final class Writing {

    private record Cell(Slice slice, @Nullable String version) {}

    private final Report report;
    private final LatestWindows windows;
    private final List<Slice> slices;
    private final SliceLabels labels;
    private final FigureGauges figures;
    private final int most;
    private final Map<Cell, GaugeFile> cells = new HashMap<>();
    private final GaugeFile file = new GaugeFile();

    Writing(Report report, MetricsSpec.Slices choice) {
      boolean isAll = choice == MetricsSpec.Slices.ALL;
      this.report = report;
      this.windows = LatestWindows.of(report);
      this.slices = SliceSelection.of(report, choice, windows);
      this.labels = SliceLabels.of(report);
      this.figures = new FigureGauges(report, windows, labels, !isAll);
      this.most = isAll ? Integer.MAX_VALUE : MOST_SERIES;
    }

    String text() {
      new RunGauges(report, windows, file).add();
      int incidents = new IncidentGauges(report, labels, file).add();
      Labels model = Labels.ofModel(report.modelName());
      file.add(
          "surprisal_incidents_left_out",
          "Incidents that have no series of their own, because there are too many.",
          model,
          incidents);
      measure();
      // The sample that says how many are left out is one itself.
      int leftOut = addCells(most - 1);
      file.add(
          "surprisal_series_left_out",
          "Series of the chosen slices and versions that the limit of the file leaves out.",
          model,
          leftOut);
      return file.text();
    }

    private void measure() {
      for (Verdict.VersionVerdict it : report.verdict().versions()) {
        RunGauges.addVersion(
            cell(Slice.ALL, it.version()),
            Labels.ofModel(report.modelName()).withVersion(it.version()),
            it);
      }
      windows
          .byVersion()
          .forEach(
              (version, window) ->
                  RunGauges.addLatest(
                      cell(Slice.ALL, version),
                      Labels.ofModel(report.modelName()).withVersion(version),
                      window));
      Set<Slice> chosen = new HashSet<>(slices);
      for (Finding it : report.findings()) {
        if (chosen.contains(it.slice())) {
          figures.add(cell(it.slice(), it.version()), it);
        }
      }
      for (MetricValue it : report.metrics()) {
        if (chosen.contains(it.slice())) {
          figures.add(cell(it.slice(), it.version()), it);
        }
      }
    }

    private GaugeFile cell(Slice slice, @Nullable String version) {
      return cells.computeIfAbsent(new Cell(slice, version), unused -> new GaugeFile());
    }

    /** Slice by slice, as many as there is room for; the number of samples left out. */
    private int addCells(int room) {
      Set<@Nullable String> versions = new TreeSet<>(windows.latestFirst());
      cells.keySet().forEach(it -> versions.add(it.version()));
      int leftOut = 0;
      for (Slice slice : slices) {
        for (@Nullable String version : versions) {
          GaugeFile cell = cells.get(new Cell(slice, version));
          if (cell != null && file.size() + cell.size() <= room) {
            file.addAll(cell);
          } else if (cell != null) {
            leftOut += cell.size();
          }
        }
      }
      return leftOut;
    }
  }
}
