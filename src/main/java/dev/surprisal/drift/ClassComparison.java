package dev.surprisal.drift;

import dev.surprisal.profile.Profile;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The distribution over the classes, of the labels or of the predictions.
 *
 * @param kind which
 * @param verb how a row got its class
 * @param classes the classes' names
 * @param alpha the level
 * @param counts the rows by class
 * @param size the rows that have a class
 */
record ClassComparison(
    ComparisonKind kind,
    String verb,
    List<String> classes,
    double alpha,
    Function<Profile, long[]> counts,
    ToLongFunction<Profile> size)
    implements Comparison {

  static ClassComparison ofLabels(List<String> classes, double alpha) {
    return new ClassComparison(
        ComparisonKind.LABEL_DISTRIBUTION,
        "labelled",
        classes,
        alpha,
        Profile::labels,
        Profile::scored);
  }

  static ClassComparison ofPredictions(List<String> classes, double alpha) {
    return new ClassComparison(
        ComparisonKind.PREDICTED_CLASS_DISTRIBUTION,
        "predicted",
        classes,
        alpha,
        Profile::predictedClasses,
        Profile::predictions);
  }

  @Override
  public @Nullable String subject() {
    return null;
  }

  @Override
  public long rows(Profile profile) {
    return size.applyAsLong(profile);
  }

  @Override
  public Yardstick against(Sample reference) {
    long[] before = counts.apply(reference.whole());
    ShareDifference difference =
        new ShareDifference(
            alpha,
            before,
            reference.windows().stream().map(counts).toList(),
            reference.concentration(size));
    return current -> {
      long[] after = counts.apply(current.whole());
      return difference.measure(after, current.concentration(size), change(before, after));
    };
  }

  private Outcome.Change change(long[] before, long[] after) {
    int cell = ShareDifference.mostGrown(before, after);
    return new Outcome.ShareChange(
        verb + " " + classes.get(cell),
        (double) before[cell] / ShareDifference.total(before),
        (double) after[cell] / ShareDifference.total(after));
  }
}
