package dev.surprisal.drift.comparison;

import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.row.CategoricalColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All comparisons of a model, in the order of the report.
 *
 * @param alpha the level of intervals
 * @param classes the model's classes, in the profiles' order
 * @param columns the names of the columns, in the profiles' order
 * @param additional the comparisons on request that are made of each series
 */
public record ComparisonSet(
    double alpha, List<String> classes, List<String> columns, Set<ComparisonKind> additional) {

  /**
   * A class with fewer of the reference's labels is rare: if the model finds a fifth of its rows no
   * longer, the accuracy falls by less than two points, the default threshold.
   */
  private static final double RARE = 0.1;

  public ComparisonSet {
    classes = List.copyOf(classes);
    columns = List.copyOf(columns);
    additional = Set.copyOf(additional);
  }

  /** Those that are made of a series. */
  public List<Comparison> of(Series series) {
    return comparisons(series, it -> isMade(it, series));
  }

  /**
   * A comparison of a series, whether it is made or not.
   *
   * @param kind its kind
   * @param subject its column or class, or null where it has none
   */
  public Optional<Comparison> of(Series series, ComparisonKind kind, @Nullable String subject) {
    return comparisons(series, it -> it.kind() == kind).stream()
        .filter(it -> it.kind() == kind && Objects.equals(it.subject(), subject))
        .findFirst();
  }

  /** The recall of a rare class shows of all rows what nothing else does. */
  private boolean isMade(Comparison onRequest, Series series) {
    return additional.contains(onRequest.kind())
        || onRequest.kind() == ComparisonKind.CLASS_RECALL
            && series.slice().isAll()
            && isRare(classes.indexOf(onRequest.subject()), series);
  }

  private static boolean isRare(int ofClass, Series series) {
    double[] labels = series.reference().labels();
    return labels[ofClass] > 0 && labels[ofClass] < RARE * Arrays.stream(labels).sum();
  }

  private List<Comparison> comparisons(Series series, Predicate<Comparison> onRequest) {
    CategoricalColumns categorical = series.reference().layout().spec().categorical();
    List<Comparison> comparisons = new ArrayList<>();
    comparisons.add(new LogLossComparison(alpha));
    comparisons.addAll(ScoreComparisons.comparisons(alpha));
    ConfusionComparisons.all(classes, alpha).stream().filter(onRequest).forEach(comparisons::add);
    comparisons.add(ClassComparison.ofLabels(classes, alpha));
    comparisons.add(ClassComparison.ofPredictions(classes, alpha));
    comparisons.add(ClassComparison.ofMeanPrediction(classes, alpha));
    if (classes.size() == 2) {
      comparisons.add(HistogramComparison.ofScore(classes.get(1), alpha));
    }
    comparisons.add(HistogramComparison.ofConfidence(alpha));
    comparisons.add(HistogramComparison.ofEntropy(alpha));
    comparisons.add(HistogramComparison.ofLosses(alpha));
    for (int i = 0; i < columns.size(); i++) {
      comparisons.add(
          categorical.contains(i)
              ? new CategoryComparison(i, columns.get(i), alpha)
              : HistogramComparison.ofColumn(i, columns.get(i), alpha));
    }
    comparisons.addAll(ScoreComparisons.ofRows(alpha));
    return List.copyOf(comparisons);
  }
}
