package dev.surprisal.calibration;

import dev.surprisal.calibration.ColumnRuns.Days;
import dev.surprisal.calibration.ColumnRuns.Drift;
import dev.surprisal.calibration.ColumnRuns.Said;
import dev.surprisal.calibration.ColumnRuns.Shape;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** False alarms and power over columns of every kind. */
final class Columns {

  private static final int QUIET_RUNS = 200;
  private static final int DRIFTED_RUNS = 100;
  private static final int SLICE = 10;

  /** The upper half of a column's values from 50 to 80 %: PSI 0.42 of two cells, KS 0.30. */
  private static final Drift GROSS = new Drift(0, SLICE, 2000, Math.log(4));

  /** From 50 to 60 %: PSI 0.04 of two cells, KS 0.10. */
  private static final Drift MODERATE = new Drift(0, SLICE, 5000, Math.log(1.5));

  private static final String QUIET =
      """
      **Columns.** %d runs of 20 columns (normal, lognormal, half zeros, narrow, counts, \
      categories) × 20 slices × 1, 2 or 30 windows of 30 to 100,000 rows, against 14 of reference, \
      without drift: the share of runs with any alert. For comparison, over 30 windows, those with at \
      least 100 rows: PSI > 0.1, and for numbers the Kolmogorov–Smirnov test with Bonferroni \
      correction.

      | days | 1 window | 2 windows | 30 windows | PSI > 0.1 | KS |
      | --- | --- | --- | --- | --- | --- |
      """;

  private static final String DRIFTED =
      """

      **Drift of one of 10 columns in one of 20 slices**, another column in each of %d runs, over 7 \
      windows: the share of runs in which that column alerts in that slice, in which another column \
      alerts, and in which PSI or KS detects the drift in some window. The last two columns: the \
      share in which it alerts if there is only one current window. Gross: the upper half of the \
      values rises from 50 to 80 %% of 2,000 rows per window (KS 0.3); moderate: to 60 %% of 5,000 \
      (KS 0.1).

      | reference windows | days | gross | others | moderate | PSI > 0.1 | KS \
      | gross, 1 window | moderate, 1 window |
      | --- | --- | --- | --- | --- | --- | --- | --- | --- |
      """;

  private final int runs;
  private final int driftedRuns;

  Columns(int percent) {
    this.runs = Calibration.share(QUIET_RUNS, percent);
    this.driftedRuns = Calibration.share(DRIFTED_RUNS, percent);
  }

  String table() {
    StringBuilder table = new StringBuilder();
    table.append(String.format(Locale.ROOT, QUIET, runs));
    row(table, "alike", 0, Days.ALIKE);
    row(table, "differ, sd 3 %, in all directions", 0.03, Days.ALL_DIRECTIONS);
    row(table, "differ, sd 3 %, in one direction", 0.03, Days.ONE_DIRECTION);
    row(table, "differ, sd 3 %, by t with 3 degrees of freedom", 0.03, Days.HEAVY_TAILED);
    table.append(String.format(Locale.ROOT, DRIFTED, driftedRuns));
    for (int windows : new int[] {7, 14, 28}) {
      drifted(table, windows, "alike", 0, Days.ALIKE);
      drifted(table, windows, "differ, sd 0.5 %", 0.005, Days.ALL_DIRECTIONS);
    }
    return table.toString();
  }

  private void row(StringBuilder table, String name, double deviation, Days days) {
    List<Said> month = quiet(30, deviation, days);
    table.append(
        Calibration.row(
            name,
            share(quiet(1, deviation, days), Said::alerts),
            share(quiet(2, deviation, days), Said::alerts),
            share(month, Said::alerts),
            share(month, Said::psi),
            share(month, Said::ks)));
  }

  private List<Said> quiet(int current, double deviation, Days days) {
    return new ColumnRuns(new Shape(20, 20, 14, current, deviation, days)).quiet(runs);
  }

  private void drifted(StringBuilder table, int windows, String name, double sd, Days days) {
    ColumnRuns week = new ColumnRuns(new Shape(10, 20, windows, 7, sd, days));
    ColumnRuns day = new ColumnRuns(new Shape(10, 20, windows, 1, sd, days));
    List<Said> gross = week.drifted(driftedRuns, GROSS);
    List<Said> moderate = week.drifted(driftedRuns, MODERATE);
    table.append(
        Calibration.row(
            windows,
            name,
            share(gross, Said::alerts),
            share(gross, Said::others),
            share(moderate, Said::alerts),
            share(moderate, Said::psi),
            share(moderate, Said::ks),
            share(day.drifted(driftedRuns, GROSS), Said::alerts),
            share(day.drifted(driftedRuns, MODERATE), Said::alerts)));
  }

  private static String share(List<Said> runs, Predicate<Said> which) {
    return Calibration.percent((double) runs.stream().filter(which).count() / runs.size());
  }
}
