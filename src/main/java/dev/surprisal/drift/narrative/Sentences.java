package dev.surprisal.drift.narrative;

import dev.surprisal.drift.comparison.Dispersion;
import dev.surprisal.drift.comparison.Outcome;
import dev.surprisal.drift.comparison.Outcome.CategoryChange;
import dev.surprisal.drift.comparison.Outcome.MeanChange;
import dev.surprisal.drift.comparison.Outcome.ShareChange;
import dev.surprisal.drift.comparison.Outcome.VolumeChange;
import dev.surprisal.drift.finding.Baseline;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.InsufficientWindows;
import dev.surprisal.drift.finding.Measure;
import dev.surprisal.drift.finding.MeasureKey;
import dev.surprisal.drift.judgement.Candidate;
import dev.surprisal.drift.judgement.Judge;
import dev.surprisal.drift.judgement.SliceInflation;
import dev.surprisal.format.Figures;
import dev.surprisal.format.Phrases;
import dev.surprisal.format.Times;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.SampleSize;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts a finding into words: one plain sentence or two, with figures and units. */
final class Sentences {

  private final DriftPolicy policy;
  private final InformationUnit unit;

  Sentences(DriftPolicy policy, InformationUnit unit) {
    this.policy = policy;
    this.unit = unit;
  }

  /**
   * The sentence.
   *
   * @param spread what the slices like this one do, where it does not alert because of that
   */
  String sentence(Candidate candidate, FindingState state, SliceInflation.@Nullable Spread spread) {
    if (candidate.folded() != null) {
      return folded(candidate, candidate.folded());
    }
    String text =
        switch (state) {
          case NO_DATA -> noData(candidate);
          case INSUFFICIENT_DATA -> tooFew(candidate);
          case ERROR -> who(candidate) + " could not be evaluated: a figure is not finite.";
          default -> judged(candidate, Objects.requireNonNull(candidate.outcome()), state, spread);
        };
    return Phrases.capitalized(text);
  }

  private static String noData(Candidate candidate) {
    return who(candidate)
        + " not evaluated: no "
        + candidate.kind().rows()
        + (candidate.currentRows() == 0 ? "." : " in " + baseline(candidate) + ".");
  }

  /** What several windows lack, or the reference that they were to be compared with. */
  private String folded(Candidate candidate, InsufficientWindows windows) {
    return Phrases.capitalized(
        what(candidate)
            + " not evaluated in "
            + Figures.count(windows.count())
            + " of "
            + Figures.count(windows.of(), "window")
            + " ("
            + Times.range(windows.stretch())
            + "): "
            + lack(candidate, windows));
  }

  private String lack(Candidate candidate, InsufficientWindows windows) {
    String rows = candidate.kind().rows();
    long before = candidate.referenceRows();
    if (candidate.baseline() != Baseline.PREVIOUS && before < policy.minRows()) {
      return "the reference has "
          + (before == 0 ? "no " + rows + "." : Figures.count(before) + " " + rows + minimum());
    }
    return (windows.state() == FindingState.NO_DATA
            ? "no " + rows
            : "fewer than " + Figures.count(policy.minRows()) + " " + rows + " (drift.min_rows)")
        + (candidate.baseline() == Baseline.PREVIOUS ? " in the window or the one before." : ".");
  }

  private String minimum() {
    return ", minimum is " + Figures.count(policy.minRows()) + " (drift.min_rows).";
  }

  private String tooFew(Candidate candidate) {
    if (candidate.awaited() > 0) {
      return who(candidate)
          + " not evaluated: still waiting for "
          + Figures.count(candidate.awaited())
          + " of "
          + Figures.count(candidate.currentRows(), "label")
          + " (within labels.lag).";
    }
    boolean inCurrent = candidate.after().effective() < policy.minRows();
    SampleSize few = inCurrent ? candidate.after() : candidate.before();
    boolean uneven = few.effective() < few.rows();
    return who(candidate)
        + " not evaluated: "
        + Figures.count(few.rows())
        + " "
        + candidate.kind().rows()
        + (uneven ? " (effective sample size " + Figures.number(few.effective()) + ")" : "")
        + (inCurrent ? "" : " in " + baseline(candidate))
        + minimum();
  }

  private static String baseline(Candidate candidate) {
    return candidate.baseline() == Baseline.PREVIOUS ? "the previous window" : "the reference";
  }

  /** The rows that were compared with. */
  private static String baselineRows(Candidate candidate, String separator) {
    return (candidate.baseline() == Baseline.PREVIOUS ? "previous window" : "reference")
        + separator
        + "n = "
        + Figures.count(candidate.referenceRows());
  }

  private String judged(
      Candidate candidate,
      Outcome outcome,
      FindingState state,
      SliceInflation.@Nullable Spread spread) {
    String change;
    if (outcome.change() instanceof MeanChange mean) {
      change = mean(candidate, outcome, mean, state);
    } else if (outcome.change() instanceof VolumeChange volume) {
      change = volume(candidate, outcome, volume, state);
    } else if (outcome.change() instanceof CategoryChange category) {
      change = categories(candidate, outcome, category, state);
    } else {
      change = shares(candidate, outcome, (ShareChange) outcome.change(), state);
    }
    return change
        + constant(outcome, state)
        + clipped(candidate, outcome, state)
        + (spread == null ? remark(candidate, outcome, state) : ordinary(candidate, spread));
  }

  private String volume(
      Candidate candidate, Outcome outcome, VolumeChange change, FindingState state) {
    return changed(candidate, outcome, state, Figures.percent(Math.abs(outcome.effect())))
        + " (relative; "
        + interval(outcome, candidate.kind())
        + "), from "
        + Figures.count(Math.round(change.before()))
        + " rows per window in "
        + baseline(candidate)
        + " to "
        + Figures.count(Math.round(change.after()))
        + ".";
  }

  /** Who changed which way, and by how much; of no significant change no direction is told. */
  private String changed(Candidate candidate, Outcome outcome, FindingState state, String size) {
    if (outcome.effect() == 0) {
      return who(candidate) + " is unchanged";
    }
    boolean rose = outcome.effect() > 0;
    return who(candidate)
        + (state == FindingState.OK
            ? " did not change significantly: " + (rose ? "+" : "−") + size
            : (rose ? " increased by " : " decreased by ") + size);
  }

  private String mean(Candidate candidate, Outcome outcome, MeanChange change, FindingState state) {
    if (outcome.isInfinite()) {
      return infinite(candidate, change);
    }
    ComparisonKind kind = candidate.kind();
    String leftOut =
        change.infiniteBefore() > 0
            ? ", " + Figures.count(change.infiniteBefore()) + " of them with infinite loss excluded"
            : "";
    return changed(candidate, outcome, state, size(outcome.effect(), kind))
        + " ("
        + interval(outcome, kind)
        + "), from "
        + amount(change.before(), kind)
        + " ("
        + baselineRows(candidate, ", ")
        + leftOut
        + ") to "
        + amount(change.after(), kind)
        + ".";
  }

  private String infinite(Candidate candidate, MeanChange change) {
    String others =
        Double.isNaN(change.after()) || Double.isNaN(change.before())
            ? ""
            : " Mean of the finite losses: "
                + size(change.after(), candidate.kind())
                + " (was "
                + amount(change.before(), candidate.kind())
                + ").";
    return who(candidate)
        + " is infinite: "
        + Figures.count(change.infiniteAfter())
        + " of "
        + Figures.count(candidate.currentRows(), "row")
        + (change.infiniteAfter() == 1 ? " has" : " have")
        + " probability 0 for the observed class ("
        + (candidate.baseline() == Baseline.PREVIOUS ? "previous window: " : "reference: ")
        + Figures.count(change.infiniteBefore())
        + " of "
        + Figures.count(candidate.referenceRows())
        + ")."
        + others;
  }

  private String categories(
      Candidate candidate, Outcome outcome, CategoryChange change, FindingState state) {
    ShareChange most = change.most();
    boolean isNew = change.newcomers().stream().anyMatch(it -> most.cell().equals("are " + it));
    if (isNew) {
      return shares(candidate, outcome, most, state, ", unseen in " + baseline(candidate))
          + (change.unseen() > most.after()
              ? " Unseen categories total " + Figures.percent(change.unseen()) + " of rows."
              : "");
    }
    String sentence = shares(candidate, outcome, most, state);
    return state == FindingState.OK || change.newcomers().isEmpty()
        ? sentence
        : sentence
            + " Categories unseen in "
            + baseline(candidate)
            + ": "
            + Figures.percent(change.unseen())
            + " of rows (most frequent: "
            + change.newcomers().get(0)
            + ").";
  }

  private String shares(
      Candidate candidate, Outcome outcome, ShareChange change, FindingState state) {
    String before = Figures.percent(change.before());
    boolean alike = before.equals(Figures.percent(change.after()));
    String comparedWith =
        alike
            ? " (was " + before + ")"
            : (change.after() > change.before() ? ", up from " : ", down from ") + before;
    return shares(candidate, outcome, change, state, comparedWith);
  }

  private String shares(
      Candidate candidate,
      Outcome outcome,
      ShareChange change,
      FindingState state,
      String comparedWith) {
    ComparisonKind kind = candidate.kind();
    return who(candidate)
        + (state == FindingState.OK ? " did not shift significantly" : " shifted")
        + " (D = "
        + amount(outcome.effect(), kind)
        + " "
        + unit.label()
        + ", "
        + interval(outcome, kind)
        + ", noise floor "
        + amount(outcome.noiseFloor(), kind)
        + "; n = "
        + Figures.count(candidate.currentRows())
        + ", "
        + baselineRows(candidate, " ")
        + "): "
        + means(outcome)
        + (kind == ComparisonKind.MEAN_PREDICTION
            ? change.cell() + " " + Figures.percent(change.after())
            : Figures.percent(change.after())
                + (kind == ComparisonKind.COLUMN_DISTRIBUTION ? " of values " : " of rows ")
                + change.cell())
        + comparedWith
        + ".";
  }

  /** The means of a column, to as many digits as tell them apart; nothing where they are alike. */
  private static String means(Outcome outcome) {
    double before = measure(outcome, MeasureKey.REFERENCE_MEAN);
    double after = measure(outcome, MeasureKey.CURRENT_MEAN);
    // To a tenth of what they differ by.
    double difference = Math.abs(after - before) / 10;
    return difference > 0
        ? "mean "
            + Figures.number(before, difference)
            + " → "
            + Figures.number(after, difference)
            + "; "
        : "";
  }

  private static double measure(Outcome outcome, MeasureKey key) {
    return outcome.measures().stream()
        .filter(it -> it.key() == key)
        .mapToDouble(Measure::value)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** What left a constant did not drift a little: it became another thing. */
  private static String constant(Outcome outcome, FindingState state) {
    return outcome.measures().stream()
        .filter(it -> state != FindingState.OK && it.key() == MeasureKey.REFERENCE_CONSTANT)
        .map(
            it ->
                " The column was constant in the reference (" + Figures.exactly(it.value()) + ").")
        .collect(Collectors.joining());
  }

  /** The rows of probability 0 that a rise comes from, where it does. */
  private String clipped(Candidate candidate, Outcome outcome, FindingState state) {
    if (candidate.kind() != ComparisonKind.LOG_LOSS || state == FindingState.OK) {
      return "";
    }
    Map<MeasureKey, Double> measures = new EnumMap<>(MeasureKey.class);
    outcome.measures().forEach(it -> measures.put(it.key(), it.in(unit, candidate.kind())));
    double rise = in(outcome.effect(), candidate.kind());
    return ClippedRowsSentence.of(measures, rise, candidate.currentRows(), unit.label());
  }

  private String remark(Candidate candidate, Outcome outcome, FindingState state) {
    ComparisonKind kind = candidate.kind();
    if (state != FindingState.WARN || outcome.isInfinite()) {
      return "";
    }
    if (!kind.canAlarm()) {
      return " Significant, but never an alert: missing labels may still arrive.";
    }
    if (Judge.isCapped(candidate) && outcome.interval().lower() > policy.minEffect(kind)) {
      return " Downgraded to a warning: "
          + Figures.count(candidate.referenceWindows(), "reference window")
          + " cannot show how much windows vary by themselves (minimum is "
          + Dispersion.MIN_WINDOWS
          + ").";
    }
    if (kind.isBetter(outcome.effect())) {
      return " Significant, but an improvement.";
    }
    String threshold =
        "the alert threshold ("
            + Figures.number(in(policy.minEffect(kind), kind))
            + (kind.isInformation() ? " " + unit.label() : "")
            + ").";
    return isWithin(outcome, kind)
        ? " Significant, but below " + threshold
        : " Significant, but the interval includes " + threshold;
  }

  /** Whether the whole interval is on this side of the threshold. */
  private boolean isWithin(Outcome outcome, ComparisonKind kind) {
    double most = policy.minEffect(kind);
    return switch (kind.alarm()) {
      case ON_RISE -> outcome.interval().upper() < most;
      case ON_FALL -> outcome.interval().lower() > -most;
      case ON_EITHER, NEVER ->
          outcome.interval().upper() < most && outcome.interval().lower() > -most;
    };
  }

  /** Why a slice that moved is not worth an alert. */
  private static String ordinary(Candidate candidate, SliceInflation.Spread spread) {
    return " Downgraded to a warning: the metric over all rows does not alert, and this slice does"
        + " not stand out among the "
        + Figures.count(spread.slices())
        + " slices by "
        + Phrases.list(candidate.slice().dimensions())
        + ".";
  }

  private String interval(Outcome outcome, ComparisonKind kind) {
    ConfidenceInterval interval = outcome.interval();
    boolean isVolume = kind == ComparisonKind.VOLUME;
    return Figures.level(policy.alpha())
        + " CI "
        + (isVolume
            ? Figures.interval(Figures.percent(interval.lower()), Figures.percent(interval.upper()))
            : Figures.interval(in(interval.lower(), kind), in(interval.upper(), kind)));
  }

  private String size(double nats, ComparisonKind kind) {
    return amount(Math.abs(nats), kind) + (kind.isInformation() ? " " + unit.label() : "");
  }

  private String amount(double nats, ComparisonKind kind) {
    return Figures.amount(in(nats, kind));
  }

  private double in(double nats, ComparisonKind kind) {
    return kind.isInformation() ? unit.fromNats(nats) : nats;
  }

  private static String who(Candidate candidate) {
    return TimeOpening.of(candidate.span(), candidate.window()) + what(candidate);
  }

  private static String what(Candidate candidate) {
    String version = candidate.version() == null ? "" : " of " + candidate.version();
    String slice = candidate.slice().isAll() ? "" : " on " + candidate.slice().label();
    String subject = candidate.subject() == null ? "" : " " + candidate.subject();
    return candidate.kind().words() + subject + version + slice;
  }
}
