package dev.surprisal.report.html;

import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.format.Figures;
import dev.surprisal.format.Times;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.report.FindingLabels;
import dev.surprisal.report.MetricIndex;
import dev.surprisal.report.MetricValue;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportWindow;
import dev.surprisal.report.chart.Bars;
import dev.surprisal.report.chart.Drawing;
import dev.surprisal.report.chart.HeatMap;
import dev.surprisal.report.chart.HeatMap.Cell;
import dev.surprisal.report.chart.HeatMap.Known;
import dev.surprisal.report.chart.Histogram.EdgeText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The change of a version's log loss by slice: window by window, and over the whole current range.
 * Bounded, so that the page stays small: the newest windows, the largest changes.
 *
 * @param grids a heat map for each set of dimensions, the one with the largest rise first
 * @param rows the slices, the largest rise first
 * @param left how many slices are left out
 */
record SliceView(List<Grid> grids, List<Row> rows, int left) {

  private static final int ROWS = 20;
  private static final int GRID_ROWS = 20;
  private static final int GRID_WINDOWS = 90;
  private static final int GRIDS = 6;

  /**
   * A heat map.
   *
   * @param title by what
   * @param slices what the rows are of
   * @param drawing the cells
   * @param most the change that is drawn strongest
   * @param left how many slices are left out
   */
  record Grid(String title, List<String> slices, Drawing drawing, String most, int left) {}

  /** One slice. */
  record Row(
      String slice,
      String before,
      String after,
      String change,
      Drawing bar,
      String rows,
      @Nullable Badge badge) {}

  /** One slice's figures; null where they do not exist. */
  private record Change(
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

    double size() {
      return Double.isFinite(rank()) ? Math.abs(rank()) : 0;
    }
  }

  private static @Nullable Double value(@Nullable MetricValue metric) {
    return metric == null ? null : metric.value();
  }

  /** The slices of every version: a report has many figures, and one look at them is enough. */
  static Map<@Nullable String, SliceView> of(Lookup lookup) {
    Report report = lookup.report();
    MetricIndex metrics = lookup.metrics();
    States states = lookup.states();
    Map<@Nullable String, Set<Slice>> slices = new LinkedHashMap<>();
    TreeMap<Instant, ReportWindow> windows = new TreeMap<>();
    for (MetricValue it : report.metrics()) {
      if (!it.metric().equals("log_loss")) {
        continue;
      }
      if (!it.slice().isAll()) {
        slices.computeIfAbsent(it.version(), of -> new LinkedHashSet<>()).add(it.slice());
      }
      if (it.scope() == MetricValue.Scope.WINDOW
          && report.current().overlaps(it.window().range())) {
        windows.putIfAbsent(it.window().range().from(), it.window());
      }
    }
    List<ReportWindow> all = List.copyOf(windows.values());
    List<ReportWindow> newest = all.subList(Math.max(0, all.size() - GRID_WINDOWS), all.size());
    Map<@Nullable String, SliceView> views = new LinkedHashMap<>();
    slices.forEach((version, of) -> views.put(version, view(version, of, newest, metrics, states)));
    return views;
  }

  private static SliceView view(
      @Nullable String version,
      Set<Slice> slices,
      List<ReportWindow> windows,
      MetricIndex metrics,
      States states) {
    List<Change> changes = new ArrayList<>();
    for (Slice slice : slices) {
      changes.add(
          new Change(
              slice,
              metrics.find(MetricValue.Scope.REFERENCE, version, slice, "log_loss").orElse(null),
              metrics.find(MetricValue.Scope.CURRENT, version, slice, "log_loss").orElse(null),
              states.of(ComparisonKind.LOG_LOSS, version, slice)));
    }
    changes.sort(Comparator.comparingDouble(Change::rank).reversed());
    Map<List<String>, List<Change>> byDimensions = new LinkedHashMap<>();
    changes.forEach(
        it ->
            byDimensions.computeIfAbsent(it.slice().dimensions(), of -> new ArrayList<>()).add(it));
    List<Grid> grids = new ArrayList<>();
    if (windows.size() > 1) {
      byDimensions.values().stream()
          .limit(GRIDS)
          .forEach(it -> grids.add(grid(version, it, windows, metrics, states)));
    }
    return new SliceView(grids, rows(changes), Math.max(0, changes.size() - ROWS));
  }

  private static List<Row> rows(List<Change> changes) {
    double most = changes.stream().mapToDouble(Change::size).max().orElse(0);
    return changes.stream().limit(ROWS).map(it -> row(it, most)).toList();
  }

  private static Row row(Change it, double most) {
    Double difference = it.difference();
    double drawn = difference == null || !Double.isFinite(difference) ? 0 : difference;
    return new Row(
        it.slice().label(),
        Figures.amount(value(it.before())),
        Figures.amount(value(it.after())),
        Figures.change(difference),
        Bars.step(0, drawn, -most, most),
        rows(it.after()) + " / " + rows(it.before()),
        it.state() == null ? null : Badge.of(it.state(), ""));
  }

  private static String rows(@Nullable MetricValue metric) {
    return Figures.count(metric == null ? 0 : metric.rows());
  }

  private static Grid grid(
      @Nullable String version,
      List<Change> group,
      List<ReportWindow> windows,
      MetricIndex metrics,
      States states) {
    List<Change> shown =
        group.stream()
            .sorted(Comparator.comparingDouble((Change it) -> -it.size()))
            .limit(GRID_ROWS)
            .toList();
    List<List<@Nullable Double>> differences = new ArrayList<>();
    List<List<Known>> known = new ArrayList<>();
    for (Change it : shown) {
      List<@Nullable Double> ofSlice = new ArrayList<>();
      List<Known> knownOfSlice = new ArrayList<>();
      for (ReportWindow window : windows) {
        Instant start = window.range().from();
        MetricValue after = metrics.find(start, version, it.slice(), "log_loss").orElse(null);
        ofSlice.add(Figures.difference(value(it.before()), value(after)));
        knownOfSlice.add(
            known(after, states.of(ComparisonKind.LOG_LOSS, version, it.slice(), start)));
      }
      differences.add(ofSlice);
      known.add(knownOfSlice);
    }
    String by = String.join(" × ", group.get(0).slice().dimensions());
    return drawn(by, version, shown, group.size() - shown.size(), windows, differences, known);
  }

  private static Known known(@Nullable MetricValue after, @Nullable FindingState state) {
    if (value(after) == null) {
      return Known.NOTHING;
    }
    if (state == FindingState.ALERT || state == FindingState.WARN) {
      return Known.SIGNIFICANT;
    }
    return state == FindingState.OK ? Known.NOT_SIGNIFICANT : Known.TOO_FEW_ROWS;
  }

  private static Grid drawn(
      String by,
      @Nullable String version,
      List<Change> shown,
      int left,
      List<ReportWindow> windows,
      List<List<@Nullable Double>> differences,
      List<List<Known>> known) {
    double most = 0;
    double any = 0;
    long significant = 0;
    for (int y = 0; y < shown.size(); y++) {
      for (int x = 0; x < windows.size(); x++) {
        Double difference = differences.get(y).get(x);
        double size = difference == null || !Double.isFinite(difference) ? 0 : Math.abs(difference);
        any = Math.max(any, known.get(y).get(x) == Known.TOO_FEW_ROWS ? 0 : size);
        if (known.get(y).get(x) == Known.SIGNIFICANT) {
          most = Math.max(most, size);
          significant++;
        }
      }
    }
    double strongest = most > 0 ? most : any > 0 ? any : 1;
    List<List<Cell>> cells = new ArrayList<>();
    for (int y = 0; y < shown.size(); y++) {
      List<Cell> row = new ArrayList<>();
      for (int x = 0; x < windows.size(); x++) {
        Double difference = differences.get(y).get(x);
        row.add(
            difference == null
                ? new Cell(0, Known.NOTHING)
                : new Cell(Math.max(-1, Math.min(1, difference / strongest)), known.get(y).get(x)));
      }
      cells.add(row);
    }
    String label =
        "Change of log loss of %s by %s and window: %s of %s cells are significant."
            .formatted(
                FindingLabels.version(version),
                by,
                Figures.count(significant),
                Figures.count((long) shown.size() * windows.size()));
    return new Grid(
        by,
        shown.stream().map(it -> values(it.slice())).toList(),
        new HeatMap(label, windows.size(), cells, texts(windows)).draw(),
        Figures.amount(strongest),
        left);
  }

  /** The values alone: the columns stand above. */
  private static String values(Slice slice) {
    return String.join(
        ", ", slice.values().stream().map(it -> Objects.requireNonNullElse(it, "null")).toList());
  }

  private static List<EdgeText> texts(List<ReportWindow> windows) {
    int middle = windows.size() / 2;
    List<EdgeText> texts = new ArrayList<>();
    texts.add(new EdgeText(0, Times.instant(windows.get(0).range().from())));
    if (windows.size() > 8) {
      texts.add(new EdgeText(middle, Times.instant(windows.get(middle).range().from())));
    }
    texts.add(
        new EdgeText(
            windows.size(), Times.instant(windows.get(windows.size() - 1).range().from())));
    return texts;
  }
}
