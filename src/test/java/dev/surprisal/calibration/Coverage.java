package dev.surprisal.calibration;

import dev.surprisal.drift.Trials;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.cube.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How often the 95 % intervals hold the truth, of one window against a reference of 20: those that
 * a run gives, and those of a bootstrap. All drifts of a trial share their reference.
 */
final class Coverage {

  private static final int TRIALS = 4000;
  private static final int WINDOWS = 20;

  /** What the current window differs by. */
  private record Drift(ComparisonKind kind, double nats, Population to) {

    static Drift ofLabels(double nats) {
      return new Drift(ComparisonKind.LABEL_DISTRIBUTION, nats, Population.shiftedBy(nats));
    }

    static Drift ofLosses(double nats) {
      return new Drift(ComparisonKind.LOG_LOSS, nats, Population.worseBy(nats));
    }
  }

  private static final List<Drift> DRIFTS =
      List.of(
          Drift.ofLabels(0),
          Drift.ofLabels(0.03),
          Drift.ofLabels(0.1),
          Drift.ofLosses(0),
          Drift.ofLosses(0.05));

  private final int trials;

  Coverage(int percent) {
    this.trials = Calibration.share(TRIALS, percent);
  }

  String table() {
    StringBuilder table =
        new StringBuilder()
            .append(
                "**95 % intervals** of one window against 20 of reference: how often they contain")
            .append(" the true value, compared with a bootstrap over cells. ")
            .append(trials)
            .append(" trials each, standard error ")
            .append(String.format(Locale.ROOT, "%.2f", 100 * Math.sqrt(0.95 * 0.05 / trials)))
            .append(" points.\n\n")
            .append(
                Calibration.row(
                    "rows per window",
                    "days",
                    "interval",
                    "labels, D = 0",
                    "D = 0.03",
                    "D = 0.1",
                    "log loss + 0",
                    "+ 0.05"))
            .append(Calibration.row("---", "---", "---", "---", "---", "---", "---", "---"));
    for (long rows : new long[] {200, 1000, 10_000}) {
      for (double deviation : new double[] {0, 0.03}) {
        table.append(rows(rows, deviation));
      }
    }
    return table.toString();
  }

  private String rows(long rows, double deviation) {
    long[][] held =
        IntStream.range(0, trials)
            .parallel()
            .mapToObj(seed -> trial(5000 + seed, rows, deviation))
            .reduce(new long[2][DRIFTS.size()], Coverage::plus);
    String days = deviation == 0 ? "alike" : "differ, sd 3 %";
    return row(rows, days, "ours", held[0]) + row(rows, days, "bootstrap", held[1]);
  }

  private String row(long rows, String days, String interval, long[] held) {
    List<Object> cells = new ArrayList<>(List.of(rows, days, interval));
    for (long one : held) {
      cells.add(Calibration.percent((double) one / trials));
    }
    return Calibration.row(cells.toArray());
  }

  private static long[][] plus(long[][] a, long[][] b) {
    long[][] sum = new long[a.length][DRIFTS.size()];
    for (int i = 0; i < sum.length; i++) {
      for (int j = 0; j < sum[i].length; j++) {
        sum[i][j] = a[i][j] + b[i][j];
      }
    }
    return sum;
  }

  /** Whether the intervals of a run, and the bootstrap's, hold each drift. */
  private static long[][] trial(long seed, long rows, double deviation) {
    Scene scene = Scene.quiet(WINDOWS, 1, rows).withDays(deviation, Scene.Days.OF_EACH_SLICE);
    Drawn usual = scene.drawn(seed);
    CellBootstrap bootstrap = new CellBootstrap(seed);
    long[][] held = new long[2][DRIFTS.size()];
    for (int i = 0; i < DRIFTS.size(); i++) {
      Drift drift = DRIFTS.get(i);
      Series series = scene.withDrift(0, rows, drift.to()).redrawn(usual, seed * 10 + i).only();
      ConfidenceInterval ofRun =
          Trials.singles(series, Scene.CLASSES, drift.kind()).get(0).interval();
      held[0][i] = holds(ofRun, drift.nats());
      Profile before = series.reference();
      Profile after = series.current();
      ConfidenceInterval ofBootstrap =
          drift.kind() == ComparisonKind.LOG_LOSS
              ? bootstrap.ofLosses(before, after)
              : bootstrap.ofLabels(before, after);
      held[1][i] = holds(ofBootstrap, drift.nats());
    }
    return held;
  }

  private static long holds(ConfidenceInterval interval, double truth) {
    return interval.lower() <= truth && truth <= interval.upper() ? 1 : 0;
  }
}
