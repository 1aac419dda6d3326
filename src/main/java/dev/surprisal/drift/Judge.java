package dev.surprisal.drift;

import dev.surprisal.math.InformationUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Judges all comparisons of a run together: adjusts the p-values, gives each its state, and turns
 * nats into the report's unit.
 *
 * <p>The p-values are adjusted in the order of questions of {@link QuestionOrder}.
 *
 * <p>{@link State#ALERT} where the adjusted p-value is below α and the interval's lower end is
 * above the threshold; {@link State#WARN} where only the first holds. Where the figure is one that
 * should not fall, such as the accuracy, it is the upper end below the threshold's negative. A log
 * loss that fell is thus never an alert: nobody is woken for an improvement, but it is not passed
 * over either. A loss that became infinite is at least a warning, whatever its p-value.
 *
 * <p>A slice alerts, besides, only where all rows do in the same comparison or where it stands out
 * among its {@link Siblings}: labels that come at other hours in winter move every slice by weekday
 * against the others, and the whole not at all. It is a warning then.
 */
final class Judge {

  private final DriftPolicy policy;
  private final InformationUnit unit;
  private final Sentences sentences;

  /** The names of the measures, which are the same for all findings of a kind. */
  private final Map<List<String>, List<String>> names = new ConcurrentHashMap<>();

  Judge(DriftPolicy policy, InformationUnit unit) {
    this.policy = policy;
    this.unit = unit;
    this.sentences = new Sentences(policy, unit);
  }

  /**
   * What a comparison comes to beside the others.
   *
   * @param pAdjusted the adjusted p-value
   * @param state the state
   * @param spread what the slices like this one do, where it does not alert because of that
   * @param leastAlerting the least effect that would alert by itself; NaN where it is not asked for
   */
  record Judgement(
      double pAdjusted, State state, Siblings.@Nullable Spread spread, double leastAlerting) {}

  /** The findings, in the order of the candidates. */
  List<Finding> judge(List<Candidate> all) {
    List<Candidate> candidates = calibrated(all);
    List<Judgement> judgements = judgements(candidates);
    return IntStream.range(0, judgements.size())
        .parallel()
        .mapToObj(i -> finding(candidates.get(i), judgements.get(i)))
        .toList();
  }

  /** The candidates with the p-values to judge them by. */
  static List<Candidate> calibrated(List<Candidate> candidates) {
    TailCalibration tails = new TailCalibration(candidates);
    return candidates.stream().map(tails::corrected).toList();
  }

  /** What {@link #calibrated} candidates come to, in their order. */
  List<Judgement> judgements(List<Candidate> candidates) {
    QuestionOrder order = new QuestionOrder(candidates, policy.correction());
    double[] adjusted = order.adjusted();
    Siblings siblings = new Siblings(candidates);
    Set<Object> alerting = new HashSet<>();
    for (int i = 0; i < adjusted.length; i++) {
      Candidate candidate = candidates.get(i);
      if (candidate.slice().isAll() && state(candidate, adjusted[i]) == State.ALERT) {
        alerting.add(Siblings.ofAllRows(candidate));
      }
    }
    List<Judgement> judgements = new ArrayList<>(adjusted.length);
    for (int i = 0; i < adjusted.length; i++) {
      Candidate candidate = candidates.get(i);
      State state = state(candidate, adjusted[i]);
      boolean alone = state == State.ALERT && !alerting.contains(Siblings.ofAllRows(candidate));
      Siblings.Spread spread = alone ? ordinary(candidate, siblings) : null;
      judgements.add(
          new Judgement(
              adjusted[i],
              spread == null ? state : State.WARN,
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
  static boolean isCapped(Candidate candidate) {
    return candidate.kind() == ComparisonKind.COLUMN_DISTRIBUTION
        && candidate.referenceWindows() < Dispersion.MIN_WINDOWS;
  }

  /** What the slice's siblings do, where it does not stand out among them; else null. */
  private Siblings.@Nullable Spread ordinary(Candidate candidate, Siblings siblings) {
    Siblings.Spread spread = siblings.of(candidate);
    Outcome outcome = candidate.outcome();
    return spread == null
            || outcome == null
            || outcome.isInfinite()
            || spread.pValue(outcome.pValue()) < policy.alpha()
        ? null
        : spread;
  }

  private State state(Candidate candidate, double pAdjusted) {
    Outcome outcome = candidate.outcome();
    if (outcome == null) {
      return candidate.lack();
    }
    State state = state(outcome, pAdjusted, candidate.kind());
    return state == State.ALERT && isCapped(candidate) ? State.WARN : state;
  }

  private Finding finding(Candidate candidate, Judgement judgement) {
    Outcome outcome = candidate.outcome();
    ComparisonKind kind = candidate.kind();
    InformationUnit of = kind.isInformation() ? unit : InformationUnit.NATS;
    return new Finding(
        kind,
        candidate.subject(),
        candidate.version(),
        candidate.slice(),
        candidate.span(),
        candidate.window(),
        candidate.baseline(),
        kind.statistic(),
        kind.isInformation() ? unit.label() : "ratio",
        outcome == null ? null : existing(of.fromNats(outcome.effect())),
        outcome == null ? null : existing(of.fromNats(outcome.observed())),
        outcome == null ? null : interval(outcome.interval(), of),
        outcome == null ? null : existing(of.fromNats(outcome.noiseFloor())),
        outcome == null ? null : existing(outcome.pValue()),
        existing(judgement.pAdjusted()),
        of.fromNats(policy.minEffect(kind)),
        judgement.state(),
        outcome == null ? Map.of() : measures(candidate, outcome.measures(), judgement),
        candidate.referenceRows(),
        candidate.currentRows(),
        sentences.of(candidate, judgement.state(), judgement.spread()),
        candidate.folded());
  }

  private State state(Outcome outcome, double pAdjusted, ComparisonKind kind) {
    if (!outcome.isDefined()) {
      return State.ERROR;
    }
    boolean beyondChance = pAdjusted < policy.alpha();
    if (beyondChance && isAlarming(outcome.interval(), kind)) {
      return State.ALERT;
    }
    return beyondChance || outcome.isInfinite() ? State.WARN : State.OK;
  }

  private boolean isAlarming(Interval interval, ComparisonKind kind) {
    boolean rise = interval.lower() > policy.minEffect(kind);
    boolean fall = interval.upper() < -policy.minEffect(kind);
    return switch (kind.alarm()) {
      case ON_RISE -> rise;
      case ON_FALL -> fall;
      case ON_EITHER -> rise || fall;
      case NEVER -> false;
    };
  }

  private static @Nullable Double existing(double figure) {
    return Double.isNaN(figure) ? null : figure;
  }

  private static @Nullable Interval interval(Interval nats, InformationUnit unit) {
    return Double.isNaN(nats.lower()) || Double.isNaN(nats.upper()) ? null : nats.in(unit);
  }

  private Map<String, Double> measures(
      Candidate candidate, List<Measure> measures, Judgement judgement) {
    List<Measure> all = new ArrayList<>(measures);
    Siblings.Spread spread = judgement.spread();
    if (spread != null && Double.isFinite(spread.dispersion())) {
      all.add(Measure.number("dispersion_of_slices", spread.dispersion()));
    }
    if (Double.isFinite(judgement.leastAlerting())) {
      all.add(
          new Measure(
              Sensitivity.LEAST_ALERTING,
              judgement.leastAlerting(),
              candidate.kind().isInformation()
                  ? Measure.Dimension.INFORMATION
                  : Measure.Dimension.NUMBER));
      all.add(Measure.number(Sensitivity.REFERENCE_WINDOWS, candidate.referenceWindows()));
    }
    List<String> known = new ArrayList<>(all.size());
    double[] figures = new double[all.size()];
    for (Measure measure : all) {
      double value = measure.in(unit);
      if (!Double.isNaN(value)) {
        figures[known.size()] = value;
        known.add(measure.name());
      }
    }
    return new Measures(
        names.computeIfAbsent(known, List::copyOf), Arrays.copyOf(figures, known.size()));
  }
}
