package dev.surprisal.drift.comparison;

import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Measure;
import dev.surprisal.drift.finding.MeasureKey;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.SampleSize;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A figure that is a mean over the labelled rows, by {@link FittedMean}.
 *
 * @param kind which
 * @param subject the class that it is of by itself, or null
 * @param alpha the level
 * @param size the rows that it is a mean over
 * @param figure the figure
 * @param mostDegrees the degrees of freedom of t that its tails are at most like, +∞ for a mean
 */
record MeanComparison(
    ComparisonKind kind,
    @Nullable String subject,
    double alpha,
    Function<Profile, SampleSize> size,
    Function<Profile, Moments> figure,
    double mostDegrees)
    implements Comparison {

  /**
   * What goes with the square of what varies from day to day has the tails of χ² with one or two
   * degrees of freedom; up to one in 10⁵, those of t with four are no lighter.
   */
  private static final double OF_SQUARES = 4;

  static MeanComparison of(
      ComparisonKind kind,
      double alpha,
      Function<Profile, SampleSize> size,
      Function<Profile, Moments> figure) {
    return new MeanComparison(kind, null, alpha, size, figure, Double.POSITIVE_INFINITY);
  }

  static MeanComparison ofSquares(
      ComparisonKind kind,
      double alpha,
      Function<Profile, SampleSize> size,
      Function<Profile, Moments> figure) {
    return new MeanComparison(kind, null, alpha, size, figure, OF_SQUARES);
  }

  /** The same of one class by itself. */
  MeanComparison ofClass(String name) {
    return new MeanComparison(kind, name, alpha, size, figure, mostDegrees);
  }

  @Override
  public SampleSize size(Profile profile) {
    return size.apply(profile);
  }

  @Override
  public FittedReference against(Sample before, Sample reference) {
    FittedMean yardstick = new FittedMean(figure, before, reference);
    return current -> {
      double after = figure.apply(current.whole()).mean();
      MeanDifference difference = yardstick.difference(current);
      double margin = difference.margin(alpha);
      double effect = difference.difference();
      double pValue = yardstick.pValue(current, mostDegrees);
      return new Outcome(
          effect,
          effect,
          ConfidenceInterval.around(effect, margin, pValue < alpha),
          margin,
          pValue,
          List.of(new Measure(MeasureKey.DISPERSION, difference.dispersion())),
          new Outcome.MeanChange(yardstick.before().mean(), after, 0, 0),
          yardstick.power(current, mostDegrees, margin),
          yardstick.usual());
    };
  }
}
