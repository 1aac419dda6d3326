package dev.surprisal.report.html;

import dev.surprisal.format.Figures;
import dev.surprisal.format.Times;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.report.FindingLabels;
import dev.surprisal.report.Report;
import dev.surprisal.report.Rescored;
import dev.surprisal.report.WindowFigure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What changed since the run before; {@code left} windows are left out. */
record RescoredView(String previous, List<Row> rows, int left) {

  private static final int ROWS = 120;

  /** One window of one version, before and now. */
  record Row(String window, String version, String revisions, String logLoss, String coverage) {}

  static @Nullable RescoredView of(Report report) {
    Rescored rescored = report.run().rescored();
    if (rescored == null || rescored.changes().isEmpty()) {
      return null;
    }
    List<Row> rows =
        rescored.changes().stream().limit(ROWS).map(it -> row(it, report.unit())).toList();
    return new RescoredView(rescored.previous(), rows, rescored.changes().size() - rows.size());
  }

  private static Row row(Rescored.Change change, InformationUnit unit) {
    WindowFigure before = change.before();
    WindowFigure after = change.after();
    return new Row(
        Times.range(after.window()),
        FindingLabels.version(after.version()),
        before.revision() + " → " + after.revision(),
        Figures.amount(before.logLoss(unit)) + " → " + Figures.amount(after.logLoss(unit)),
        Figures.percent(before.labelCoverage()) + " → " + Figures.percent(after.labelCoverage()));
  }
}
