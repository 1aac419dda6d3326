package dev.surprisal.drift;

import dev.surprisal.drift.attribution.LabelSplit;
import dev.surprisal.drift.attribution.LossSplit;
import dev.surprisal.drift.comparison.ClassComparison;
import dev.surprisal.drift.comparison.Comparison;
import dev.surprisal.drift.comparison.LogLossComparison;
import dev.surprisal.drift.comparison.Outcome;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.Measure;
import dev.surprisal.drift.finding.MeasureKey;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.drift.judgement.Candidate;
import dev.surprisal.drift.judgement.Judge;
import dev.surprisal.drift.judgement.SeriesComparison;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What comparisons come to, as a run judges them but without their words, which would take most of
 * the time of a simulation that never reads them.
 */
public final class Trials {

  private static final DriftPolicy POLICY = DriftPolicy.DEFAULT;

  private Trials() {}

  /**
   * A comparison, with its state in the run.
   *
   * @param kind what was compared
   * @param subject the column, or null where it is none
   * @param slice the rows
   * @param span how much of the current time
   * @param rows the rows on the current side
   * @param state what it came to
   * @param psi the population stability index; 0 where it is of no distribution
   * @param jsDistance the Jensen–Shannon distance; 0 likewise
   * @param ksPValue the p-value of the test of Kolmogorov and Smirnov, by the first term of its
   *     series, which is all of it where it is small; 1 where it is of no numbers
   */
  public record Judged(
      ComparisonKind kind,
      @Nullable String subject,
      Slice slice,
      Span span,
      long rows,
      FindingState state,
      double psi,
      double jsDistance,
      double ksPValue) {}

  /**
   * A comparison of a window by itself.
   *
   * @param kind what was compared
   * @param window the window
   * @param pValue the p-value, not adjusted
   * @param interval the interval
   * @param threshold the effect threshold
   */
  public record Single(
      ComparisonKind kind,
      TimeRange window,
      double pValue,
      ConfidenceInterval interval,
      double threshold) {}

  /** All comparisons of a run. */
  public static List<Judged> judged(List<SeriesDrift> run) {
    List<Candidate> candidates =
        Judge.calibrated(run.stream().flatMap(it -> it.candidates().stream()).toList());
    List<Judge.Judgement> judgements = new Judge(POLICY).judgements(candidates);
    return IntStream.range(0, candidates.size())
        .mapToObj(i -> judged(candidates.get(i), judgements.get(i)))
        .toList();
  }

  private static Judged judged(Candidate candidate, Judge.Judgement judgement) {
    return new Judged(
        candidate.kind(),
        candidate.subject(),
        candidate.slice(),
        candidate.span(),
        candidate.after().rows(),
        judgement.state(),
        measure(candidate.outcome(), MeasureKey.PSI),
        measure(candidate.outcome(), MeasureKey.JS_DISTANCE),
        ksPValue(candidate));
  }

  private static double ksPValue(Candidate candidate) {
    double n = candidate.before().rows();
    double m = candidate.after().rows();
    double ks = measure(candidate.outcome(), MeasureKey.KS_STATISTIC);
    return Math.min(1, 2 * Math.exp(-2 * ks * ks * n * m / (n + m)));
  }

  private static double measure(@Nullable Outcome outcome, MeasureKey key) {
    return outcome == null
        ? 0
        : outcome.measures().stream()
            .filter(it -> it.key() == key)
            .mapToDouble(Measure::value)
            .findFirst()
            .orElse(0);
  }

  /** The slice that the change of the log loss, or of the labels, is said to come from first. */
  public static Optional<Slice> firstNamed(ComparisonKind kind, List<SeriesDrift> run) {
    LossSplit losses = new LossSplit();
    LabelSplit labels = new LabelSplit();
    List<String> dimensions = new ArrayList<>();
    String version = null;
    for (SeriesDrift series : run) {
      if (!series.slice().isAll()) {
        losses.add(series.loss());
        labels.add(series.labels());
        dimensions = series.slice().dimensions();
        version = series.version();
      }
    }
    return (kind == ComparisonKind.LOG_LOSS
            ? losses.explain(version, dimensions, POLICY.alpha(), InformationUnit.NATS)
            : labels.explain(version, dimensions, POLICY.alpha(), InformationUnit.NATS))
        .map(attribution -> attribution.parts().get(0).slice());
  }

  /** The windows of a series by the log loss and the distributions over the classes. */
  public static List<Single> singles(Series series, List<String> classes, ComparisonKind... kinds) {
    List<Single> singles = new ArrayList<>();
    for (ComparisonKind kind : kinds) {
      Comparison comparison =
          switch (kind) {
            case LOG_LOSS -> new LogLossComparison(POLICY.alpha());
            case LABEL_DISTRIBUTION -> ClassComparison.ofLabels(classes, POLICY.alpha());
            default -> ClassComparison.ofPredictions(classes, POLICY.alpha());
          };
      for (Candidate it : new SeriesComparison(POLICY, comparison, series, Set.of()).candidates()) {
        if (it.window() != null && it.outcome() != null) {
          singles.add(
              new Single(
                  kind,
                  it.window(),
                  it.outcome().pValue(),
                  it.outcome().interval(),
                  POLICY.minEffect(kind)));
        }
      }
    }
    return singles;
  }
}
