package dev.surprisal.calibration;

import dev.surprisal.drift.history.ExpectedScores;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.cube.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** The log loss expected before the labels come, beside what they then show. */
final class Expectation {

  private static final int WINDOWS = 1000;
  private static final int REFERENCE = 20;

  private final int windows;

  Expectation(int percent) {
    this.windows = Calibration.share(WINDOWS, percent);
  }

  String table() {
    return "**Expected log loss and accuracy**, without labels, of "
        + windows
        + " windows with a new mix of easy and hard rows each (each kind from 10 to 60 %), against"
        + " 20 windows of reference: mean absolute error against the labels, compared with the"
        + " naive estimate, the value in the reference. In the last row calibration has changed by"
        + " 0.05 nats, which no estimate without labels can detect.\n\n"
        + Calibration.row(
            "rows per window", "error, nats", "naive", "coverage", "error of accuracy", "naive")
        + Calibration.row("---", "---", "---", "---", "---", "---")
        + row("500", 500, 0)
        + row("5,000", 5000, 0)
        + row("5,000, calibration changed", 5000, 0.05);
  }

  private String row(String name, long rows, double lost) {
    Draw draw = new Draw(77);
    SplittableRandom random = new SplittableRandom(78);
    Series series = reference(draw, rows);
    ExpectedScores scores = new ExpectedScores(0.05, series);
    double usualLoss = series.reference().meanFiniteLoss();
    double usualAccuracy = accuracy(series.reference());
    double[] sums = new double[5];
    double blur = Population.worseBy(lost).blur();
    for (int i = 0; i < windows; i++) {
      Profile window = Folded.scored(draw, mixed(random, blur), rows);
      double actual = window.meanFiniteLoss();
      ExpectedScores.Estimate loss = scores.logLoss(window);
      sums[0] += Math.abs(loss.value() - actual);
      sums[1] += Math.abs(usualLoss - actual);
      sums[2] += loss.lower() <= actual && actual <= loss.upper() ? 1 : 0;
      sums[3] += Math.abs(scores.accuracy(window).value() - accuracy(window));
      sums[4] += Math.abs(usualAccuracy - accuracy(window));
    }
    return Calibration.row(
        name,
        mean(sums[0]),
        mean(sums[1]),
        Calibration.percent(sums[2] / windows),
        mean(sums[3]),
        mean(sums[4]));
  }

  private static double accuracy(Profile profile) {
    return profile.correct() / profile.scored();
  }

  private String mean(double sum) {
    return String.format(Locale.ROOT, "%.4f", sum / windows);
  }

  private static Population mixed(SplittableRandom random, double blur) {
    double[] strengths = new double[3];
    double sum = 0;
    for (int i = 0; i < strengths.length; i++) {
      strengths[i] = random.nextDouble(0.1, 0.6);
      sum += strengths[i];
    }
    for (int i = 0; i < strengths.length; i++) {
      strengths[i] /= sum;
    }
    return new Population(Population.USUAL.shares(), strengths, blur);
  }

  private static Series reference(Draw draw, long rows) {
    List<Series.WindowProfile> windows = new ArrayList<>();
    Profile whole = Profile.empty(Folded.LAYOUT);
    for (int day = 0; day < REFERENCE; day++) {
      Profile window = Folded.scored(draw, Population.USUAL, rows);
      windows.add(new Series.WindowProfile(Scene.days(day, day + 1), true, window));
      whole = whole.plus(window);
    }
    return new Series("v1", Slice.ALL, whole, Profile.empty(Folded.LAYOUT), windows, List.of());
  }
}
