package dev.surprisal.drift;

import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.CategoricalColumns;
import dev.surprisal.profile.Cube;
import dev.surprisal.profile.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares the current rows with the reference: every version and slice, the whole current range,
 * each of its windows and its sliding windows, in every way there is; and says what it came to.
 */
public final class DriftAnalysis {

  private final DriftPolicy policy;
  private final InformationUnit unit;
  private final List<String> classes;
  private final List<String> columns;

  /**
   * Prepares an analysis.
   *
   * @param policy when a difference is worth an alarm
   * @param unit the unit of all amounts of information
   * @param classes the model's classes, in the profiles' order
   * @param columns the names of the columns, in the profiles' order
   */
  public DriftAnalysis(
      DriftPolicy policy, InformationUnit unit, List<String> classes, List<String> columns) {
    this.policy = policy;
    this.unit = unit;
    this.classes = List.copyOf(classes);
    this.columns = List.copyOf(columns);
  }

  private List<Comparison> comparisons(CategoricalColumns categorical) {
    double alpha = policy.alpha();
    List<Comparison> comparisons = new ArrayList<>();
    comparisons.add(new LogLossComparison(alpha));
    comparisons.addAll(Scores.comparisons(alpha));
    comparisons.add(ClassComparison.ofLabels(classes, alpha));
    comparisons.add(ClassComparison.ofPredictions(classes, alpha));
    comparisons.add(ClassComparison.ofMeanPrediction(classes, alpha));
    comparisons.add(HistogramComparison.ofConfidence(alpha));
    comparisons.add(HistogramComparison.ofEntropy(alpha));
    comparisons.add(HistogramComparison.ofLosses(alpha));
    for (int i = 0; i < columns.size(); i++) {
      comparisons.add(
          categorical.contains(i)
              ? new CategoryComparison(i, columns.get(i), alpha)
              : HistogramComparison.ofColumn(i, columns.get(i), alpha));
    }
    comparisons.addAll(Scores.ofRows(alpha));
    return List.copyOf(comparisons);
  }

  /** Compares all that the cube holds; one series is in memory at a time. */
  public DriftResult analyse(Cube cube) {
    List<Comparison> comparisons = comparisons(cube.layout().categorical());
    List<Candidate> candidates = new ArrayList<>();
    List<Attribution> attributions = new ArrayList<>();
    Map<@Nullable String, VersionHistory> histories = new HashMap<>();
    for (String version : cube.versions()) {
      for (List<String> dimensions : cube.sliceSets()) {
        LossSplit losses = new LossSplit();
        LabelSplit labels = new LabelSplit();
        cube.series(version, dimensions)
            .forEach(
                series -> {
                  compare(comparisons, series, candidates);
                  if (series.slice().isAll()) {
                    histories.put(version, VersionHistory.of(policy, unit, series));
                  }
                  losses.add(series);
                  labels.add(series);
                });
        if (!dimensions.isEmpty()) {
          losses.of(version, dimensions, policy.alpha(), unit).ifPresent(attributions::add);
          labels.of(version, dimensions, policy.alpha(), unit).ifPresent(attributions::add);
        }
      }
    }
    List<Finding> findings = new Judge(policy, unit).judge(candidates);
    Verdict verdict = new Verdicts(unit, findings, attributions, histories).of(cube.versions());
    return new DriftResult(verdict, findings, attributions);
  }

  private void compare(List<Comparison> comparisons, Series series, List<Candidate> candidates) {
    for (Comparison comparison : comparisons) {
      candidates.addAll(new SeriesComparison(policy, comparison, series).candidates());
    }
  }
}
