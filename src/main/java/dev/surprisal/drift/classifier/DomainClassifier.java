package dev.surprisal.drift.classifier;

import dev.surprisal.drift.classifier.CrossFit.Scores;
import dev.surprisal.drift.classifier.Separation.Carrier;
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.math.statistics.DonskerVaradhan;
import dev.surprisal.math.statistics.RocArea;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells current rows from reference rows by all columns together, and says how well that goes. It
 * finds what no column shows by itself, such as two columns that no longer go together.
 */
public final class DomainClassifier {

  private final ClassifierPolicy policy;
  private final DriftPolicy drift;
  private final List<String> columns;
  private final List<Integer> categorical;
  private final Learner learner;

  /**
   * Prepares one.
   *
   * @param policy how it learns
   * @param drift how many rows it takes, and the level of intervals
   * @param columns the columns
   * @param categorical the places of the categorical ones among them
   * @param learner what learns
   */
  public DomainClassifier(
      ClassifierPolicy policy,
      DriftPolicy drift,
      List<String> columns,
      List<Integer> categorical,
      Learner learner) {
    this.policy = policy;
    this.drift = drift;
    this.columns = List.copyOf(columns);
    this.categorical = List.copyOf(categorical);
    this.learner = learner;
  }

  /**
   * Compares the rows of a version, each side in an order that has nothing to do with their values.
   */
  public Separation separate(
      @Nullable String version, List<SampledRow> reference, List<SampledRow> current) {
    long least = Math.min(reference.size(), current.size());
    if (least < drift.minRows()) {
      return undone(version, reference.size(), current.size());
    }
    CrossFit fit = fit(reference, current);
    Scores scores = fit.scores(learner, columns.size());
    RocArea area = fit.area(scores.whole());
    DonskerVaradhan divergence = LogRatios.divergence(fit, scores.whole());
    double level = 1 - drift.alpha();
    return new Separation(
        version,
        reference.size(),
        current.size(),
        figure(area.area()),
        interval(area.interval(level)),
        figure(area.aboveChance().pValue()),
        figure(Math.max(0, divergence.value())),
        interval(divergence.interval(level).atLeast(0)),
        usual(reference),
        carriers(fit, scores, area, area.interval(level).lower() > 0.5));
  }

  private CrossFit fit(List<SampledRow> reference, List<SampledRow> current) {
    return CrossFit.of(reference, current, categorical, columns.size(), policy);
  }

  /** How well the halves of the reference are told apart; nothing where they are too small. */
  private @Nullable Double usual(List<SampledRow> reference) {
    List<SampledRow> byTime =
        reference.stream()
            .sorted(
                Comparator.comparingLong(SampledRow::micros).thenComparingLong(SampledRow::hash))
            .toList();
    int half = byTime.size() / 2;
    if (half < drift.minRows()) {
      return null;
    }
    CrossFit fit = fit(byTime.subList(0, half), byTime.subList(half, byTime.size()));
    return figure(fit.area(fit.scores(learner, 0).whole()).area());
  }

  /** Of an area that may be chance there are no shares: there is nothing that is carried. */
  private List<Carrier> carriers(CrossFit fit, Scores scores, RocArea area, boolean apart) {
    List<Double> drops = new ArrayList<>();
    for (double[] shuffled : scores.shuffled()) {
      drops.add(area.area() - fit.area(shuffled).area());
    }
    double all = drops.stream().mapToDouble(drop -> Math.max(0, drop)).sum();
    List<Carrier> carriers = new ArrayList<>();
    for (int i = 0; i < drops.size(); i++) {
      double drop = drops.get(i);
      carriers.add(
          new Carrier(columns.get(i), drop, apart && all > 0 ? Math.max(0, drop) / all : null));
    }
    carriers.sort(Comparator.comparingDouble(Carrier::drop).reversed());
    return carriers;
  }

  /** What does not exist, such as the area where no fold has rows of both sides, is no number. */
  private static @Nullable Double figure(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }

  private static @Nullable ConfidenceInterval interval(ConfidenceInterval of) {
    return Double.isNaN(of.lower()) ? null : of;
  }

  private Separation undone(@Nullable String version, long reference, long current) {
    return new Separation(
        version, reference, current, null, null, null, null, null, null, List.of());
  }
}
