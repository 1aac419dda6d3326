package dev.surprisal.drift.judgement;

import dev.surprisal.drift.comparison.Dispersion;
import dev.surprisal.drift.comparison.Outcome;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.math.statistics.ConfidenceInterval;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Judges all comparisons of a run together: adjusts the p-values and gives each its state.
 *
 * <p>The p-values are adjusted in the order of questions of {@link QuestionOrder}.
 *
 * <p>{@link FindingState#ALERT} where the adjusted p-value is below α and the interval's lower end
 * is above the threshold; {@link FindingState#WARN} where only the first holds. Where the figure is
 * one that should not fall, such as the accuracy, it is the upper end below the threshold's
 * negative. A log loss that fell is thus never an alert: nobody is woken for an improvement, but it
 * is not passed over either. A loss that became infinite is at least a warning, whatever its
 * p-value.
 *
 * <p>A slice alerts, besides, only where all rows do in the same comparison or where it stands out
 * among its {@link SliceInflation}: labels that come at other hours in winter move every slice by
 * weekday against the others, and the whole not at all. It is a warning then.
 */
public final class Judge {

  private final DriftPolicy policy;

  public Judge(DriftPolicy policy) {
    this.policy = policy;
  }

  /**
   * What a comparison comes to beside the others.
   *
   * @param pAdjusted the adjusted p-value
   * @param state the state
   * @param spread what the slices like this one do, where it does not alert because of that
   * @param leastAlerting the least effect that would alert by itself; NaN where it is not asked for
   */
  public record Judgement(
      double pAdjusted,
      FindingState state,
      SliceInflation.@Nullable Spread spread,
      double leastAlerting) {}

  /**
   * A comparison and what it comes to.
   *
   * @param candidate the comparison, with the p-value to judge it by
   * @param judgement what it comes to
   */
  public record Judged(Candidate candidate, Judgement judgement) {}

  /** Judges comparisons beside each other, in their order. */
  public List<Judged> judge(List<Candidate> all) {
    List<Candidate> candidates = calibrated(all);
    List<Judgement> judgements = judgements(candidates);
    return IntStream.range(0, judgements.size())
        .mapToObj(i -> new Judged(candidates.get(i), judgements.get(i)))
        .toList();
  }

  /** The candidates with the p-values to judge them by. */
  public static List<Candidate> calibrated(List<Candidate> candidates) {
    TailCalibration tails = new TailCalibration(candidates);
    return candidates.stream().map(tails::corrected).toList();
  }

  /** What {@link #calibrated} candidates come to, in their order. */
  public List<Judgement> judgements(List<Candidate> candidates) {
    QuestionOrder order = new QuestionOrder(candidates, policy.correction());
    double[] adjusted = order.adjusted();
    SliceInflation siblings = new SliceInflation(candidates);
    Set<Object> alerting = new HashSet<>();
    for (int i = 0; i < adjusted.length; i++) {
      Candidate candidate = candidates.get(i);
      if (candidate.slice().isAll() && state(candidate, adjusted[i]) == FindingState.ALERT) {
        alerting.add(SliceInflation.ofAllRows(candidate));
      }
    }
    List<Judgement> judgements = new ArrayList<>(adjusted.length);
    for (int i = 0; i < adjusted.length; i++) {
      Candidate candidate = candidates.get(i);
      FindingState state = state(candidate, adjusted[i]);
      boolean alone =
          state == FindingState.ALERT && !alerting.contains(SliceInflation.ofAllRows(candidate));
      SliceInflation.Spread spread = alone ? ordinary(candidate, siblings) : null;
      judgements.add(
          new Judgement(
              adjusted[i],
              spread == null ? state : FindingState.WARN,
              spread,
              leastAlerting(candidate, order.least(i))));
    }
    return judgements;
  }

  /** Of all rows: for slices it is not told, and costs. */
  private double leastAlerting(Candidate candidate, double level) {
    Outcome outcome = candidate.outcome();
    return outcome == null
            || outcome.power() == null
            || !candidate.slice().isAll()
            || candidate.span() != Span.RANGE && !candidate.kind().isPerformance()
        ? Double.NaN
        : outcome.power().leastEffect(policy.alpha() * level, policy.minEffect(candidate.kind()));
  }

  /** Whether a column can raise no more than a warning: nobody knows how its windows differ. */
  public static boolean isCapped(Candidate candidate) {
    return candidate.kind() == ComparisonKind.COLUMN_DISTRIBUTION
        && candidate.referenceWindows() < Dispersion.MIN_WINDOWS;
  }

  /** What the slice's siblings do, where it does not stand out among them; else null. */
  private SliceInflation.@Nullable Spread ordinary(Candidate candidate, SliceInflation siblings) {
    SliceInflation.Spread spread = siblings.of(candidate);
    Outcome outcome = candidate.outcome();
    return spread == null
            || outcome == null
            || outcome.isInfinite()
            || spread.pValue(outcome.pValue()) < policy.alpha()
        ? null
        : spread;
  }

  private FindingState state(Candidate candidate, double pAdjusted) {
    Outcome outcome = candidate.outcome();
    if (outcome == null) {
      return candidate.lack();
    }
    FindingState state = state(outcome, pAdjusted, candidate.kind());
    return state == FindingState.ALERT && isCapped(candidate) ? FindingState.WARN : state;
  }

  private FindingState state(Outcome outcome, double pAdjusted, ComparisonKind kind) {
    if (!outcome.isDefined()) {
      return FindingState.ERROR;
    }
    boolean isSignificant = pAdjusted < policy.alpha();
    if (isSignificant && isAlarming(outcome.interval(), kind)) {
      return FindingState.ALERT;
    }
    return isSignificant || outcome.isInfinite() ? FindingState.WARN : FindingState.OK;
  }

  /** Whether an interval is beyond the threshold, on the side that alarms. */
  public boolean isAlarming(ConfidenceInterval interval, ComparisonKind kind) {
    boolean rise = interval.lower() > policy.minEffect(kind);
    boolean fall = interval.upper() < -policy.minEffect(kind);
    return switch (kind.alarm()) {
      case ON_RISE -> rise;
      case ON_FALL -> fall;
      case ON_EITHER -> rise || fall;
      case NEVER -> false;
    };
  }
}
