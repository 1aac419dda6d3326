package dev.surprisal.drift.comparison;

import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.SampleSize;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The number of rows a window, whatever they weigh: effect = mean₂/mean₁ − 1, so −1 where no row
 * came.
 *
 * <p>How many rows come is no matter of sampling, so it is judged by how the reference's windows
 * differ, at least five of them, and not by their rows: t with the variance s²(1/W₁ + 1/W₂) and W₁
 * − 1 degrees of freedom, where s² is at least what independent arrivals have. The first and the
 * last window of a range may be cut by its bounds and are not judged; of a reference of at least
 * seven windows they are left out.
 *
 * @param alpha the level
 */
record VolumeComparison(double alpha) implements Comparison {

  /** From here on the ends of a reference can be spared. */
  private static final int MANY_WINDOWS = 7;

  @Override
  public ComparisonKind kind() {
    return ComparisonKind.VOLUME;
  }

  @Override
  public SampleSize size(Profile profile) {
    return SampleSize.ofRows(profile.read());
  }

  /** Few current rows are what is looked for. */
  @Override
  public boolean isEnough(double before, double after, long minRows) {
    return before >= minRows;
  }

  @Override
  public boolean isPossible(Sample reference) {
    List<Profile> windows = inner(reference.windows());
    return windows.size() >= Dispersion.MIN_WINDOWS && mean(counts(windows)) > 0;
  }

  @Override
  public FittedReference against(Sample before, Sample reference) {
    double[] usual = counts(inner(reference.windows()));
    double[] was = before.equals(reference) ? usual : counts(before.windows());
    double variance = Math.max(mean(usual), variance(usual, mean(usual)));
    return current -> {
      double[] is = counts(current.windows());
      double scale = 1.0 / was.length + 1.0 / is.length;
      return outcome(mean(was), mean(is), variance * scale, usual.length);
    };
  }

  private static List<Profile> inner(List<Profile> windows) {
    return windows.size() < MANY_WINDOWS ? windows : windows.subList(1, windows.size() - 1);
  }

  private Outcome outcome(double before, double after, double variance, int windows) {
    TDistribution t = TDistribution.of(windows - 1.0);
    double deviation = Math.sqrt(variance);
    double margin = t.inverseSurvivalProbability(alpha / 2) * deviation / before;
    double effect = after / before - 1;
    return new Outcome(
        effect,
        effect,
        new ConfidenceInterval(effect - margin, effect + margin).atLeast(-1),
        margin,
        Math.min(1, 2 * t.survivalProbability(Math.abs(after - before) / deviation)),
        List.of(),
        new Outcome.VolumeChange(before, after));
  }

  private static double[] counts(List<Profile> windows) {
    return windows.stream().mapToDouble(Profile::read).toArray();
  }

  private static double mean(double[] counts) {
    double sum = 0;
    for (double count : counts) {
      sum += count;
    }
    return sum / counts.length;
  }

  private static double variance(double[] counts, double mean) {
    double sum = 0;
    for (double count : counts) {
      sum += (count - mean) * (count - mean);
    }
    return sum / (counts.length - 1);
  }
}
