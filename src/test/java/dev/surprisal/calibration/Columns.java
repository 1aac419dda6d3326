package dev.surprisal.calibration;

import dev.surprisal.calibration.ColumnRuns.Days;
import dev.surprisal.calibration.ColumnRuns.Drift;
import dev.surprisal.calibration.ColumnRuns.Shape;

/** False alarms and power over columns of every kind. */
final class Columns {

  private static final int RUNS = 200;

  /** The upper half of a column's values from 50 to 80 %: PSI 0.42 of two cells, KS 0.30. */
  private static final double GROSS = Math.log(4);

  /** From 50 to 60 %: PSI 0.04 of two cells, KS 0.10. */
  private static final double MODERATE = Math.log(1.5);

  private static final int COLUMN = 3;
  private static final int SLICE = 10;

  private final int runs;

  Columns(int percent) {
    this.runs = Calibration.share(RUNS, percent);
  }

  String table() {
    StringBuilder table =
        new StringBuilder("**Columns.** ")
            .append(runs)
            .append(
                " runs of 20 columns (normal, lognormal, half zeros, narrow, counts) × 20 slices")
            .append(
                " × 1, 2 or 30 windows of 30 to 100,000 rows, against 14 of reference: the share")
            .append(" of runs without drift in which anything alerts.\n\n")
            .append(Calibration.row("days", "1 window", "2 windows", "30 windows"))
            .append(Calibration.row("---", "---", "---", "---"));
    row(table, "alike", 0, Days.ALIKE);
    row(table, "differ, sd 3 %, in all directions", 0.03, Days.ALL_DIRECTIONS);
    row(table, "differ, sd 3 %, in one direction", 0.03, Days.ONE_DIRECTION);
    row(table, "differ, sd 3 %, by t with 3 degrees of freedom", 0.03, Days.HEAVY_TAILED);
    table
        .append("\n**Drift of one of 10 columns in one of 20 slices** over 7 windows, or in")
        .append(" the one window that there is: the share of")
        .append(" runs in which it alerts there. Gross: the upper half of the values from 50 to")
        .append(" 80 % of 2,000 rows a window (KS 0.3); moderate: to 60 % of 5,000 (KS 0.1).\n\n")
        .append(
            Calibration.row(
                "reference windows", "days", "gross", "moderate", "gross, 1 window", "moderate"))
        .append(Calibration.row("---", "---", "---", "---", "---", "---"));
    for (int windows : new int[] {7, 14, 28}) {
      found(table, windows, "alike", 0, Days.ALIKE);
      found(table, windows, "differ, sd 0.5 %", 0.005, Days.ALL_DIRECTIONS);
    }
    return table.toString();
  }

  private void row(StringBuilder table, String name, double deviation, Days days) {
    table.append(
        Calibration.row(
            name,
            falseAlarms(1, deviation, days),
            falseAlarms(2, deviation, days),
            falseAlarms(30, deviation, days)));
  }

  private String falseAlarms(int current, double deviation, Days days) {
    Shape shape = new Shape(20, 20, 14, current, deviation, days);
    return Calibration.percent(new ColumnRuns(shape).falseAlarms(runs));
  }

  private void found(StringBuilder table, int windows, String name, double sd, Days days) {
    ColumnRuns week = new ColumnRuns(new Shape(10, 20, windows, 7, sd, days));
    ColumnRuns day = new ColumnRuns(new Shape(10, 20, windows, 1, sd, days));
    Drift gross = new Drift(COLUMN, SLICE, 2000, GROSS);
    Drift moderate = new Drift(COLUMN, SLICE, 5000, MODERATE);
    table.append(
        Calibration.row(
            windows,
            name,
            Calibration.percent(week.found(runs, gross)),
            Calibration.percent(week.found(runs, moderate)),
            Calibration.percent(day.found(runs, gross)),
            Calibration.percent(day.found(runs, moderate))));
  }
}
