package dev.surprisal.report.html;

import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.format.Figures;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.report.FindingLabels;
import dev.surprisal.report.MetricIndex;
import dev.surprisal.report.MetricValue;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The change of log loss by slice: over the whole current range, and window by window.
 *
 * @param changes every slice of every version, the largest rise first
 * @param grids what a heat map shows, one for each version and set of columns, the one with the
 *     largest rise first; bounded, so that the page stays fast: the newest windows, the largest
 *     changes
 */
record SliceData(List<Change> changes, List<Grid> grids) {

  private static final int ROWS_SHOWN = 40;
  private static final int GRID_ROWS = 30;
  private static final int GRID_WINDOWS = 180;
  private static final int GRIDS = 40;

  private record Cell(@Nullable String version, Slice slice) {}

  /**
   * The change of one slice of one version; figures are null where they do not exist.
   *
   * @param before the reference's figure
   * @param after the current one
   * @param state what its comparison came to, null where there was none
   */
  record Change(
      @Nullable String version,
      Slice slice,
      @Nullable MetricValue before,
      @Nullable MetricValue after,
      @Nullable FindingState state) {

    @Nullable Double difference() {
      return Figures.difference(value(before), value(after));
    }

    /** What does not exist stands last. */
    double rank() {
      Double difference = difference();
      return difference == null || difference.isNaN() ? Double.NEGATIVE_INFINITY : difference;
    }
  }

  /**
   * A heat map: slices by windows.
   *
   * @param windows the newest current windows, in order
   * @param rows the slices, the largest change first
   * @param left the number of slices left out
   */
  record Grid(
      @Nullable String version,
      List<String> dimensions,
      List<ReportWindow> windows,
      List<GridRow> rows,
      int left) {}

  /** One slice: its difference from its own reference, for each window; null where unknown. */
  record GridRow(Slice slice, List<@Nullable Double> differences) {}

  static SliceData of(Report report) {
    MetricIndex metrics = new MetricIndex(report.metrics());
    List<Change> changes = changes(report, metrics);
    return new SliceData(changes, grids(report, changes, metrics));
  }

  private static List<Change> changes(Report report, MetricIndex metrics) {
    Map<Cell, FindingState> states = new HashMap<>();
    for (Finding it : report.findings()) {
      if (it.window() == null && it.comparison() == ComparisonKind.LOG_LOSS) {
        states.put(new Cell(it.version(), it.slice()), it.state());
      }
    }
    List<Change> changes = new ArrayList<>();
    for (Cell cell : cells(report)) {
      changes.add(
          new Change(
              cell.version(),
              cell.slice(),
              logLoss(metrics, MetricValue.Scope.REFERENCE, cell),
              logLoss(metrics, MetricValue.Scope.CURRENT, cell),
              states.get(cell)));
    }
    changes.sort(Comparator.comparingDouble(Change::rank).reversed());
    return List.copyOf(changes);
  }

  private static Iterable<Cell> cells(Report report) {
    Map<Cell, Boolean> cells = new LinkedHashMap<>();
    for (MetricValue it : report.metrics()) {
      if (!it.slice().isAll() && it.metric().equals("log_loss")) {
        cells.put(new Cell(it.version(), it.slice()), true);
      }
    }
    return cells.keySet();
  }

  private static @Nullable MetricValue logLoss(
      MetricIndex metrics, MetricValue.Scope scope, Cell cell) {
    return metrics.find(scope, cell.version(), cell.slice(), "log_loss").orElse(null);
  }

  private static List<Grid> grids(Report report, List<Change> changes, MetricIndex metrics) {
    List<ReportWindow> windows = currentWindows(report);
    Map<List<@Nullable String>, List<Change>> groups = new LinkedHashMap<>();
    for (Change it : changes) {
      List<@Nullable String> key = new ArrayList<>(it.slice().dimensions());
      key.add(0, it.version());
      groups.computeIfAbsent(key, unused -> new ArrayList<>()).add(it);
    }
    List<Grid> grids = new ArrayList<>();
    if (!windows.isEmpty()) {
      groups.values().stream()
          .limit(GRIDS)
          .forEach(group -> grids.add(grid(group, windows, metrics)));
    }
    return List.copyOf(grids);
  }

  private static Grid grid(List<Change> group, List<ReportWindow> windows, MetricIndex metrics) {
    List<GridRow> rows =
        group.stream()
            .sorted(Comparator.comparingDouble((Change it) -> -Math.abs(finite(it.rank()))))
            .limit(GRID_ROWS)
            .map(it -> gridRow(it, windows, metrics))
            .toList();
    Change any = group.get(0);
    return new Grid(
        any.version(), any.slice().dimensions(), windows, rows, group.size() - rows.size());
  }

  private static double finite(double rank) {
    return rank == Double.NEGATIVE_INFINITY ? 0 : rank;
  }

  private static GridRow gridRow(Change change, List<ReportWindow> windows, MetricIndex metrics) {
    Double before = value(change.before());
    List<@Nullable Double> differences = new ArrayList<>();
    for (ReportWindow window : windows) {
      Double after =
          metrics
              .find(window.range().from(), change.version(), change.slice(), "log_loss")
              .map(MetricValue::value)
              .orElse(null);
      differences.add(Figures.difference(before, after));
    }
    return new GridRow(change.slice(), differences);
  }

  private static List<ReportWindow> currentWindows(Report report) {
    TreeMap<Instant, ReportWindow> windows = new TreeMap<>();
    for (MetricValue it : report.metrics()) {
      if (it.scope() == MetricValue.Scope.WINDOW
          && report.current().overlaps(it.window().range())) {
        windows.putIfAbsent(it.window().range().from(), it.window());
      }
    }
    List<ReportWindow> all = List.copyOf(windows.values());
    return all.subList(Math.max(0, all.size() - GRID_WINDOWS), all.size());
  }

  Page.SliceTable view() {
    double longest = 0;
    for (Change it : changes) {
      Double difference = it.difference();
      if (difference != null && Double.isFinite(difference)) {
        longest = Math.max(longest, Math.abs(difference));
      }
    }
    return view(longest);
  }

  private Page.SliceTable view(double longest) {
    return new Page.SliceTable(
        changes.stream().limit(ROWS_SHOWN).map(it -> row(it, longest)).toList(),
        Math.max(0, changes.size() - ROWS_SHOWN),
        !grids.isEmpty());
  }

  private static Page.SliceRow row(Change it, double longest) {
    return new Page.SliceRow(
        FindingLabels.version(it.version()),
        it.slice().label(),
        rows(it.before()),
        Figures.amount(value(it.before())),
        rows(it.after()),
        Figures.amount(value(it.after())),
        Figures.change(it.difference()),
        percent(it.difference(), longest),
        it.state() == null ? null : Page.Badge.of(it.state(), ""));
  }

  private static String rows(@Nullable MetricValue metric) {
    return Figures.count(metric == null ? 0 : metric.rows());
  }

  private static @Nullable Double value(@Nullable MetricValue metric) {
    return metric == null ? null : metric.value();
  }

  private static double percent(@Nullable Double difference, double longest) {
    if (difference == null || !Double.isFinite(difference) || longest == 0) {
      return 0;
    }
    return 100 * difference / longest;
  }
}
