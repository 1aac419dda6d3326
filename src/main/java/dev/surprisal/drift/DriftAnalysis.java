package dev.surprisal.drift;

import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.Cube;
import dev.surprisal.profile.Series;
import dev.surprisal.profile.Series.SlidingProfile;
import dev.surprisal.profile.Series.WindowProfile;
import dev.surprisal.profile.TimeRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares the current rows with the reference: every version and slice, the whole current range,
 * each of its windows and its sliding windows, in every way there is; and says what it came to.
 */
public final class DriftAnalysis {

  private final DriftPolicy policy;
  private final InformationUnit unit;
  private final List<Comparison> comparisons;

  /**
   * Prepares an analysis.
   *
   * @param policy when a difference is worth an alarm
   * @param unit the unit of all amounts of information
   * @param classes the model's classes, in the profiles' order
   * @param columns the names of the numeric columns, in the profiles' order
   */
  public DriftAnalysis(
      DriftPolicy policy, InformationUnit unit, List<String> classes, List<String> columns) {
    this.policy = policy;
    this.unit = unit;
    this.comparisons = comparisons(policy.alpha(), classes, columns);
  }

  private static List<Comparison> comparisons(
      double alpha, List<String> classes, List<String> columns) {
    List<Comparison> comparisons = new ArrayList<>();
    comparisons.add(new LogLossComparison(alpha));
    comparisons.add(ClassComparison.ofLabels(classes, alpha));
    comparisons.add(ClassComparison.ofPredictions(classes, alpha));
    for (int i = 0; i < columns.size(); i++) {
      comparisons.add(new ColumnComparison(i, columns.get(i), alpha));
    }
    return List.copyOf(comparisons);
  }

  /** Compares all that the cube holds; one series is in memory at a time. */
  public DriftResult analyse(Cube cube) {
    List<Candidate> candidates = new ArrayList<>();
    List<Attribution> attributions = new ArrayList<>();
    for (String version : cube.versions()) {
      for (List<String> dimensions : cube.sliceSets()) {
        LossSplit split = new LossSplit();
        cube.series(version, dimensions)
            .forEach(
                series -> {
                  compare(series, candidates);
                  split.add(series);
                });
        if (!dimensions.isEmpty()) {
          split.of(version, dimensions, unit).ifPresent(attributions::add);
        }
      }
    }
    List<Finding> findings = new Judge(policy, unit).judge(candidates);
    Verdict verdict = new Verdicts(unit, findings, attributions).of(cube.versions());
    return new DriftResult(verdict, findings, attributions);
  }

  private void compare(Series series, List<Candidate> candidates) {
    List<WindowProfile> current =
        series.windows().stream().filter(window -> !window.reference()).toList();
    Sample reference =
        new Sample(
            series.reference(),
            series.windows().stream()
                .filter(WindowProfile::reference)
                .map(WindowProfile::profile)
                .toList());
    Sample whole =
        new Sample(series.current(), current.stream().map(WindowProfile::profile).toList());
    for (Comparison comparison : comparisons) {
      Against against = new Against(comparison, series, reference);
      candidates.add(against.candidate(Span.RANGE, null, whole));
      for (WindowProfile window : current) {
        Sample rows = Sample.ofWindow(window.profile());
        candidates.add(against.candidate(Span.WINDOW, window.range(), rows));
      }
      for (SlidingProfile sliding : series.sliding()) {
        if (!sliding.reference()) {
          Sample rows = new Sample(sliding.profile(), sliding.parts());
          candidates.add(against.candidate(Span.SLIDING_WINDOW, sliding.range(), rows));
        }
      }
    }
  }

  /** A comparison with the reference of a series, made ready when there is something to compare. */
  private final class Against {

    private final Comparison comparison;
    private final Series series;
    private final Sample reference;
    private final long referenceRows;
    private @Nullable Yardstick yardstick;

    Against(Comparison comparison, Series series, Sample reference) {
      this.comparison = comparison;
      this.series = series;
      this.reference = reference;
      this.referenceRows = comparison.rows(reference.whole());
    }

    Candidate candidate(Span span, @Nullable TimeRange window, Sample current) {
      long rows = comparison.rows(current.whole());
      return new Candidate(
          comparison.kind(),
          comparison.subject(),
          series.version(),
          series.slice(),
          span,
          window,
          referenceRows,
          rows,
          Math.min(rows, referenceRows) < policy.minRows() ? null : measure(current));
    }

    private Outcome measure(Sample current) {
      Yardstick ready = yardstick;
      if (ready == null) {
        ready = comparison.against(reference);
        yardstick = ready;
      }
      return ready.measure(current);
    }
  }
}
