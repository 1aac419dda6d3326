package dev.surprisal.drift.narrative;

import dev.surprisal.drift.comparison.Outcome;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.Finding.Difference;
import dev.surprisal.drift.finding.Finding.Judgement;
import dev.surprisal.drift.finding.Finding.Question;
import dev.surprisal.drift.finding.Finding.Scope;
import dev.surprisal.drift.finding.Measure;
import dev.surprisal.drift.finding.MeasureKey;
import dev.surprisal.drift.finding.Measures;
import dev.surprisal.drift.judgement.Candidate;
import dev.surprisal.drift.judgement.Judge;
import dev.surprisal.drift.judgement.SliceInflation;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.math.statistics.ConfidenceInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes findings of what was judged: in the report's unit, and in words. */
public final class JudgedFindings {

  private final DriftPolicy policy;
  private final InformationUnit unit;
  private final Sentences sentences;

  /** Which measures there are, which is the same for all findings of a kind. */
  private final Map<List<MeasureKey>, List<MeasureKey>> keys = new ConcurrentHashMap<>();

  /**
   * Prepares.
   *
   * @param policy what was judged by
   * @param unit the unit of information
   */
  public JudgedFindings(DriftPolicy policy, InformationUnit unit) {
    this.policy = policy;
    this.unit = unit;
    this.sentences = new Sentences(policy, unit);
  }

  /** The findings, in the order of the judged. */
  public List<Finding> findings(List<Judge.Judged> judged) {
    return judged.parallelStream().map(this::finding).toList();
  }

  private Finding finding(Judge.Judged result) {
    Candidate candidate = result.candidate();
    Judge.Judgement judgement = result.judgement();
    Outcome outcome = candidate.outcome();
    ComparisonKind kind = candidate.kind();
    InformationUnit of = kind.isInformation() ? unit : InformationUnit.NATS;
    Judgement judged =
        new Judgement(
            judgement.state(),
            outcome == null ? null : existing(outcome.pValue()),
            existing(judgement.pAdjusted()),
            of.fromNats(policy.minEffect(kind)));
    return new Finding(
        new Question(kind, candidate.subject(), candidate.version(), candidate.baseline()),
        new Scope(candidate.slice(), candidate.span(), candidate.window(), candidate.folded()),
        outcome == null
            ? Difference.unknown(kind.unit(unit))
            : new Difference(
                kind.unit(unit),
                existing(of.fromNats(outcome.effect())),
                existing(of.fromNats(outcome.observed())),
                interval(outcome.interval(), of),
                existing(of.fromNats(outcome.noiseFloor()))),
        candidate.awaited() > 0 ? judged.awaitingLabels() : judged,
        outcome == null ? Map.of() : measures(candidate, outcome.measures(), judgement),
        candidate.referenceRows(),
        candidate.currentRows(),
        sentences.sentence(candidate, judgement.state(), judgement.spread()));
  }

  private static @Nullable Double existing(double figure) {
    return Double.isNaN(figure) ? null : figure;
  }

  private static @Nullable ConfidenceInterval interval(
      ConfidenceInterval nats, InformationUnit unit) {
    return Double.isNaN(nats.lower()) || Double.isNaN(nats.upper()) ? null : nats.in(unit);
  }

  private Map<MeasureKey, Double> measures(
      Candidate candidate, List<Measure> measures, Judge.Judgement judgement) {
    List<Measure> all = new ArrayList<>(measures);
    SliceInflation.Spread spread = judgement.spread();
    if (spread != null && Double.isFinite(spread.dispersion())) {
      all.add(new Measure(MeasureKey.DISPERSION_OF_SLICES, spread.dispersion()));
    }
    if (Double.isFinite(judgement.leastAlerting())) {
      all.add(new Measure(MeasureKey.LEAST_ALERTING_EFFECT, judgement.leastAlerting()));
      all.add(new Measure(MeasureKey.REFERENCE_WINDOWS, candidate.referenceWindows()));
    }
    List<MeasureKey> known = new ArrayList<>(all.size());
    double[] figures = new double[all.size()];
    for (Measure measure : all) {
      double value = measure.in(unit, candidate.kind());
      if (!Double.isNaN(value)) {
        figures[known.size()] = value;
        known.add(measure.key());
      }
    }
    return new Measures(
        keys.computeIfAbsent(known, List::copyOf), Arrays.copyOf(figures, known.size()));
  }
}
