package dev.surprisal.calibration;

import dev.surprisal.drift.ComparisonKind;
import dev.surprisal.drift.Finding;
import dev.surprisal.drift.Interval;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How often the 95 % intervals hold the truth, of one window against a reference of 20. */
final class Coverage {

  private static final int TRIALS = 200;
  private static final int WINDOWS = 20;

  private final int trials;

  Coverage(int percent) {
    this.trials = Calibration.share(TRIALS, percent);
  }

  String table() {
    StringBuilder table =
        new StringBuilder()
            .append("**95 % intervals** of one window against 20 of reference: how often they hold")
            .append(" the truth. ")
            .append(trials)
            .append(" trials each, standard error ")
            .append(String.format(Locale.ROOT, "%.1f", 100 * Math.sqrt(0.95 * 0.05 / trials)))
            .append(" points.\n\n")
            .append(
                Calibration.row(
                    "rows a window",
                    "days",
                    "labels, D = 0",
                    "D = 0.03",
                    "D = 0.1",
                    "log loss + 0",
                    "+ 0.05"))
            .append(Calibration.row("---", "---", "---", "---", "---", "---", "---"));
    for (long rows : new long[] {200, 1000, 10_000}) {
      for (double deviation : new double[] {0, 0.03}) {
        table.append(row(rows, deviation));
      }
    }
    return table.toString();
  }

  private String row(long rows, double deviation) {
    return Calibration.row(
        rows,
        deviation == 0 ? "alike" : "differ, sd 3 %",
        labels(rows, deviation, 0),
        labels(rows, deviation, 0.03),
        labels(rows, deviation, 0.1),
        losses(rows, deviation, 0),
        losses(rows, deviation, 0.05));
  }

  private String labels(long rows, double deviation, double nats) {
    return covered(
        scene(rows, deviation, Population.shiftedBy(nats)),
        ComparisonKind.LABEL_DISTRIBUTION,
        nats);
  }

  private String losses(long rows, double deviation, double nats) {
    return covered(scene(rows, deviation, Population.worseBy(nats)), ComparisonKind.LOG_LOSS, nats);
  }

  private static Scene scene(long rows, double deviation, Population to) {
    return Scene.quiet(WINDOWS, 1, rows)
        .withDrift(0, rows, to)
        .withDays(deviation, Scene.Days.OF_EACH_SLICE);
  }

  private String covered(Scene scene, ComparisonKind kind, double truth) {
    long held =
        IntStream.range(0, trials)
            .parallel()
            .filter(seed -> holds(scene.run(5000 + seed).findings(), kind, truth))
            .count();
    return Calibration.percent((double) held / trials);
  }

  private static boolean holds(List<Finding> findings, ComparisonKind kind, double truth) {
    return findings.stream()
        .filter(f -> f.comparison() == kind && f.window() != null)
        .anyMatch(f -> holds(f.interval(), truth));
  }

  private static boolean holds(@Nullable Interval interval, double truth) {
    return interval != null && interval.lower() <= truth && truth <= interval.upper();
  }
}
