package dev.surprisal.drift.comparison;

import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.row.CategoricalColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * All comparisons of a model, in the order of the report.
 *
 * @param alpha the level of intervals
 * @param classes the model's classes, in the profiles' order
 * @param columns the names of the columns, in the profiles' order
 * @param additional the comparisons on request that are made
 */
public record ComparisonSet(
    double alpha, List<String> classes, List<String> columns, Set<ComparisonKind> additional) {

  public ComparisonSet {
    classes = List.copyOf(classes);
    columns = List.copyOf(columns);
    additional = Set.copyOf(additional);
  }

  /** Those that are made of a series. */
  public List<Comparison> of(Series series) {
    CategoricalColumns categorical = series.reference().layout().spec().categorical();
    List<Comparison> comparisons = new ArrayList<>();
    comparisons.add(new LogLossComparison(alpha));
    comparisons.addAll(ScoreComparisons.comparisons(alpha));
    ConfusionComparisons.all(classes, alpha).stream()
        .filter(comparison -> additional.contains(comparison.kind()))
        .forEach(comparisons::add);
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
