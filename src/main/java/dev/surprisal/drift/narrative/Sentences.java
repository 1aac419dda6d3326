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
import dev.surprisal.drift.finding.Span;
import dev.surprisal.drift.judgement.Candidate;
import dev.surprisal.drift.judgement.Judge;
import dev.surprisal.drift.judgement.SliceInflation;
import dev.surprisal.format.Words;
import dev.surprisal.math.InformationUnit;
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
  String of(Candidate candidate, FindingState state, SliceInflation.@Nullable Spread spread) {
    if (candidate.folded() != null) {
      return folded(candidate, candidate.folded());
    }
    String text =
        switch (state) {
          case NO_DATA -> noData(candidate);
          case INSUFFICIENT_DATA -> tooFew(candidate);
          case ERROR -> who(candidate) + " could not be compared: a figure was not finite.";
          case OK, WARN, ALERT ->
              judged(candidate, Objects.requireNonNull(candidate.outcome()), state, spread);
        };
    return Words.sentence(text);
  }

  private static String noData(Candidate candidate) {
    return who(candidate)
        + " cannot be compared: there are no "
        + candidate.kind().rows()
        + (candidate.currentRows() == 0 ? "." : " in " + baseline(candidate) + ".");
  }

  /** What several windows lack, or the reference that they were to be compared with. */
  private String folded(Candidate candidate, InsufficientWindows windows) {
    ComparisonKind kind = candidate.kind();
    long before = candidate.referenceRows();
    boolean previous = candidate.baseline() == Baseline.PREVIOUS;
    String where = Words.range(windows.stretch());
    if (!previous && before < policy.minRows()) {
      return "The reference had "
          + (before == 0 ? "no " : Words.count(before) + " of the " + asked() + " ")
          + kind.rows()
          + " that drift.min_rows asks for, so "
          + what(candidate)
          + " was not judged in "
          + of(windows)
          + ", "
          + where
          + ".";
    }
    return of(windows)
        + ", "
        + where
        + ", had "
        + (windows.state() == FindingState.NO_DATA ? "no " : "fewer than " + asked() + " ")
        + kind.rows()
        + (previous ? ", or the window before had," : "")
        + (previous ? " so " : ", so ")
        + what(candidate)
        + " was not judged there.";
  }

  private String asked() {
    return Words.count(policy.minRows());
  }

  private static String of(InsufficientWindows windows) {
    return Words.count(windows.count()) + " of " + Words.count(windows.of(), "window");
  }

  private String tooFew(Candidate candidate) {
    if (candidate.awaited() > 0) {
      return who(candidate)
          + " was not judged: "
          + Words.count(candidate.awaited())
          + " of "
          + Words.count(candidate.currentRows(), "prediction")
          + " may still get their labels (labels.lag).";
    }
    boolean inCurrent = candidate.after().effective() < policy.minRows();
    SampleSize few = inCurrent ? candidate.after() : candidate.before();
    boolean uneven = few.effective() < few.rows();
    return who(candidate)
        + " was not judged: "
        + Words.count(few.rows())
        + " "
        + candidate.kind().rows()
        + (uneven ? " that weigh like " + Words.number(few.effective()) : "")
        + (inCurrent ? "" : " in " + baseline(candidate))
        + ", drift.min_rows asks for "
        + Words.count(policy.minRows())
        + ".";
  }

  private static String baseline(Candidate candidate) {
    return candidate.baseline() == Baseline.PREVIOUS ? "the window before" : "the reference";
  }

  private String judged(
      Candidate candidate,
      Outcome outcome,
      FindingState state,
      SliceInflation.@Nullable Spread spread) {
    String change;
    if (outcome.change() instanceof MeanChange mean) {
      change = mean(candidate, outcome, mean);
    } else if (outcome.change() instanceof VolumeChange volume) {
      change = volume(candidate, outcome, volume);
    } else if (outcome.change() instanceof CategoryChange category) {
      change = categories(candidate, outcome, category, state);
    } else {
      change = shares(candidate, outcome, (ShareChange) outcome.change());
    }
    return change
        + constant(outcome, state)
        + clipped(candidate, outcome, state)
        + (spread == null ? remark(candidate, outcome, state) : ordinary(candidate, spread));
  }

  private String volume(Candidate candidate, Outcome outcome, VolumeChange change) {
    return who(candidate)
        + (outcome.effect() < 0 ? " fell by " : " rose by ")
        + Words.percent(Math.abs(outcome.effect()))
        + ", to "
        + Words.number(change.after())
        + " a window instead of "
        + Words.number(change.before())
        + " in "
        + baseline(candidate)
        + ".";
  }

  private String mean(Candidate candidate, Outcome outcome, MeanChange change) {
    if (outcome.isInfinite()) {
      return infinite(candidate, change);
    }
    ComparisonKind kind = candidate.kind();
    String direction = outcome.effect() < 0 ? " fell by " : " rose by ";
    String leftOut =
        change.infiniteBefore() > 0
            ? "; " + Words.count(change.infiniteBefore()) + " of infinite loss are left out"
            : "";
    return who(candidate)
        + (outcome.effect() == 0 ? " did not change" : direction + size(outcome.effect(), kind))
        + " ("
        + interval(outcome, kind)
        + ") against "
        + baseline(candidate)
        + " of "
        + Words.count(candidate.referenceRows(), "row")
        + leftOut
        + ": "
        + amount(change.after(), kind)
        + " instead of "
        + amount(change.before(), kind)
        + ".";
  }

  private String infinite(Candidate candidate, MeanChange change) {
    String others =
        Double.isNaN(change.after()) || Double.isNaN(change.before())
            ? ""
            : "; the mean of the others is "
                + size(change.after(), candidate.kind())
                + " instead of "
                + amount(change.before(), candidate.kind());
    return who(candidate)
        + " is infinite: "
        + Words.count(change.infiniteAfter())
        + " of "
        + Words.count(candidate.currentRows(), "row")
        + " gave what happened a probability of 0, against "
        + Words.count(change.infiniteBefore())
        + " of "
        + Words.count(candidate.referenceRows())
        + " in "
        + baseline(candidate)
        + others
        + ".";
  }

  private String categories(
      Candidate candidate, Outcome outcome, CategoryChange change, FindingState state) {
    ShareChange most = change.most();
    String never = "never seen in " + baseline(candidate);
    if (change.newcomers().contains(most.cell())) {
      return shares(candidate, outcome, most, ", " + never)
          + (change.unseen() > most.after()
              ? " All such categories have " + Words.percent(change.unseen()) + "."
              : "");
    }
    String told = shares(candidate, outcome, most);
    return state == FindingState.OK || change.newcomers().isEmpty()
        ? told
        : told
            + " "
            + Words.sentence(never)
            + ": "
            + Words.percent(change.unseen())
            + ", most of all "
            + change.newcomers().get(0)
            + ".";
  }

  private String shares(Candidate candidate, Outcome outcome, ShareChange change) {
    return shares(candidate, outcome, change, " instead of " + Words.percent(change.before()));
  }

  private String shares(
      Candidate candidate, Outcome outcome, ShareChange change, String comparedWith) {
    ComparisonKind kind = candidate.kind();
    return who(candidate)
        + " differs by "
        + size(outcome.effect(), kind)
        + " ("
        + interval(outcome, kind)
        + ", noise floor "
        + amount(outcome.noiseFloor(), kind)
        + ") from "
        + baseline(candidate)
        + " of "
        + Words.count(candidate.referenceRows(), "row")
        + ": "
        + means(outcome)
        + Words.percent(change.after())
        + " of "
        + Words.count(candidate.currentRows(), "row")
        + " are "
        + change.cell()
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
        ? "its mean is "
            + Words.number(after, difference)
            + " instead of "
            + Words.number(before, difference)
            + ", and "
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
        .map(it -> " In the reference it was constant, at " + Words.exactly(it.value()) + ".")
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
    if (state == FindingState.OK) {
      return " This is not beyond chance.";
    }
    if (state != FindingState.WARN || outcome.isInfinite()) {
      return "";
    }
    if (!kind.canAlarm()) {
      return " This is beyond chance, but labels that are missing may still come.";
    }
    if (Judge.isCapped(candidate) && outcome.interval().lower() > policy.minEffect(kind)) {
      return " Downgraded to a warning: with "
          + Words.count(candidate.referenceWindows(), "reference window")
          + " nobody knows how much windows differ by themselves ("
          + Dispersion.MIN_WINDOWS
          + " are needed).";
    }
    return kind.isBetter(outcome.effect())
        ? " This is beyond chance, and an improvement."
        : " This is beyond chance, but not surely beyond the threshold of "
            + Words.number(in(policy.minEffect(kind), kind))
            + (kind.isInformation() ? " " + unit.label() : "")
            + ".";
  }

  /** Why a slice that moved is not worth an alert. */
  private static String ordinary(Candidate candidate, SliceInflation.Spread spread) {
    return " All rows together raise no such alert, and the slices by "
        + Words.list(candidate.slice().dimensions())
        + " move against each other: among all "
        + Words.count(spread.slices())
        + " this one does not stand out.";
  }

  private String interval(Outcome outcome, ComparisonKind kind) {
    return Words.level(policy.alpha())
        + " interval "
        + amount(outcome.interval().lower(), kind)
        + " to "
        + amount(outcome.interval().upper(), kind);
  }

  private String size(double nats, ComparisonKind kind) {
    return amount(Math.abs(nats), kind) + (kind.isInformation() ? " " + unit.label() : "");
  }

  private String amount(double nats, ComparisonKind kind) {
    return Words.amount(in(nats, kind));
  }

  private double in(double nats, ComparisonKind kind) {
    return kind.isInformation() ? unit.fromNats(nats) : nats;
  }

  private static String who(Candidate candidate) {
    String sliding = candidate.span() == Span.SLIDING_WINDOW ? "together, " : "";
    String window =
        candidate.window() == null ? "" : Words.range(candidate.window()) + ", " + sliding;
    return window + what(candidate);
  }

  private static String what(Candidate candidate) {
    String version = candidate.version() == null ? "" : " of " + candidate.version();
    String slice = candidate.slice().isAll() ? "" : " where " + candidate.slice().label();
    String subject = candidate.subject() == null ? "" : " " + candidate.subject();
    return candidate.kind().words() + subject + version + slice;
  }
}
