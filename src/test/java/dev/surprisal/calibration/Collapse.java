package dev.surprisal.calibration;

import dev.surprisal.drift.DriftAnalysis;
import dev.surprisal.drift.SeriesDrift;
import dev.surprisal.drift.Trials;
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.state.RepeatedRows;
import dev.surprisal.profile.state.StateUpdater;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * How often a collapse of the whole is found: accuracy ten points lower, where the windows of the
 * reference have a standard deviation of two points. Columns and slices beside have a share of α of
 * their own and change nothing here.
 */
final class Collapse {

  private static final int TRIALS = 4000;
  private static final long ROWS = 20_000;
  private static final double ACCURACY = 0.8;
  private static final double DEVIATION = 0.02;

  private static final DriftAnalysis ANALYSIS =
      new DriftAnalysis(DriftPolicy.DEFAULT, InformationUnit.NATS, Scene.CLASSES, List.of());
  private static final RepeatedRows RIGHT = rows(0);
  private static final RepeatedRows WRONG = rows(1);

  private final int trials;

  Collapse(int percent) {
    this.trials = Calibration.share(TRIALS, percent);
  }

  private static RepeatedRows rows(int label) {
    StateUpdater fold = StateUpdater.of(Folded.LAYOUT);
    long[] one = fold.layout().empty();
    fold.scored(one, new double[] {0.8, 0.1, 0.1}, label);
    return new RepeatedRows(Folded.LAYOUT, one);
  }

  String table() {
    StringBuilder table =
        new StringBuilder(
                "**Overall collapse**: accuracy drops from 80 to 70 %; its standard deviation")
            .append(" over windows is two points. The share of ")
            .append(trials)
            .append(
                " trials in which accuracy or log loss of all rows alerts, with and without the")
            .append(" collapse.\n\n")
            .append(
                Calibration.row("reference windows", "current windows", "found", "false alarms"))
            .append(Calibration.row("---", "---", "---", "---"));
    row(table, 8, 1);
    row(table, 12, 1);
    row(table, 5, 4);
    return table.toString();
  }

  private void row(StringBuilder table, int reference, int current) {
    table.append(
        Calibration.row(
            reference,
            current,
            Calibration.percent(share(reference, current, -0.1)),
            Calibration.percent(share(reference, current, 0))));
  }

  private double share(int reference, int current, double fall) {
    return (double)
            LongStream.range(0, trials)
                .parallel()
                .filter(seed -> alerts(seed, reference, current, fall))
                .count()
        / trials;
  }

  private static boolean alerts(long seed, int reference, int current, double fall) {
    SplittableRandom random = new SplittableRandom(seed);
    Draw draw = new Draw(seed);
    List<Series.WindowProfile> windows = new ArrayList<>();
    for (int day = 0; day < reference + current; day++) {
      double accuracy = ACCURACY + DEVIATION * random.nextGaussian() + (day < reference ? 0 : fall);
      long right = draw.binomial(ROWS, Math.min(0.99, accuracy));
      long[] state = Folded.LAYOUT.empty();
      RIGHT.add(state, right);
      WRONG.add(state, ROWS - right);
      windows.add(
          new Series.WindowProfile(
              Scene.days(day, day + 1), day < reference, Profile.of(Folded.LAYOUT, state)));
    }
    Series series = Drawn.series(Folded.LAYOUT, Slice.ALL, windows);
    SeriesDrift compared = ANALYSIS.compare(series);
    return Trials.judged(List.of(compared)).stream()
        .filter(it -> it.kind().label().equals("accuracy") || it.kind().label().equals("log_loss"))
        .anyMatch(it -> it.state() == FindingState.ALERT);
  }
}
