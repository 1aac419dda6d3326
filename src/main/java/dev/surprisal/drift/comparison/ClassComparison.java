package dev.surprisal.drift.comparison;

import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.SampleSize;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The distribution over the classes, of the labels or of the predictions.
 *
 * @param kind which
 * @param words how a reader says that rows are of a class, or what its share is; with {@code %s}
 * @param classes the classes' names
 * @param alpha the level
 * @param counts the rows by class, as they weigh
 * @param size the rows that have a class
 */
public record ClassComparison(
    ComparisonKind kind,
    String words,
    List<String> classes,
    double alpha,
    Function<Profile, double[]> counts,
    Function<Profile, SampleSize> size)
    implements Comparison {

  public static ClassComparison ofLabels(List<String> classes, double alpha) {
    return new ClassComparison(
        ComparisonKind.LABEL_DISTRIBUTION,
        "are labelled %s",
        classes,
        alpha,
        Profile::labels,
        Profile::scoredSize);
  }

  public static ClassComparison ofPredictions(List<String> classes, double alpha) {
    return new ClassComparison(
        ComparisonKind.PREDICTED_CLASS_DISTRIBUTION,
        "are predicted %s",
        classes,
        alpha,
        Profile::predictedClasses,
        Profile::predictedSize);
  }

  /**
   * The mean of the predicted distributions. Its noise is taken for that of labels drawn from it,
   * which it cannot exceed: predictions vary less. So the test errs towards finding nothing.
   */
  public static ClassComparison ofMeanPrediction(List<String> classes, double alpha) {
    return new ClassComparison(
        ComparisonKind.MEAN_PREDICTION,
        "mean P(%s)",
        classes,
        alpha,
        Profile::predictionMass,
        Profile::predictedSize);
  }

  @Override
  public SampleSize size(Profile profile) {
    return size.apply(profile);
  }

  private double[] effective(Profile profile) {
    double scale = size.apply(profile).scale();
    return Arrays.stream(counts.apply(profile)).map(rows -> rows * scale).toArray();
  }

  @Override
  public FittedReference against(Sample before, Sample reference) {
    double[] was = effective(before.whole());
    ShareDifference difference =
        new ShareDifference(
            alpha,
            was,
            before.concentration(size),
            CountDispersion.of(
                reference.windows().stream().map(this::effective).toList(),
                CoarseCells::byFrequency));
    return current -> {
      double[] is = effective(current.whole());
      return difference.measure(is, current.concentration(size), change(was, is));
    };
  }

  private Outcome.Change change(double[] before, double[] after) {
    int cell = ShareDifference.mostGrown(before, after);
    return new Outcome.ShareChange(
        words.replace("%s", classes.get(cell)),
        before[cell] / CoarseCells.total(before),
        after[cell] / CoarseCells.total(after));
  }
}
