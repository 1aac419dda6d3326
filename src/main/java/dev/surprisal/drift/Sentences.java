package dev.surprisal.drift;

import dev.surprisal.drift.Outcome.MeanChange;
import dev.surprisal.drift.Outcome.ShareChange;
import dev.surprisal.math.InformationUnit;
import java.util.Objects;

/** Puts a finding into words: one plain sentence or two, with figures and units. */
final class Sentences {

  private final DriftPolicy policy;
  private final InformationUnit unit;

  Sentences(DriftPolicy policy, InformationUnit unit) {
    this.policy = policy;
    this.unit = unit;
  }

  String of(Candidate candidate, State state) {
    String text =
        switch (state) {
          case NO_DATA -> noData(candidate);
          case INSUFFICIENT_DATA -> tooFew(candidate);
          case ERROR -> who(candidate) + " could not be compared: a figure was not finite.";
          default -> judged(candidate, Objects.requireNonNull(candidate.outcome()), state);
        };
    return Words.sentence(text);
  }

  private static String noData(Candidate candidate) {
    return who(candidate)
        + " cannot be compared: there are no "
        + rows(candidate.kind())
        + (candidate.currentRows() == 0 ? "." : " in the reference.");
  }

  private String tooFew(Candidate candidate) {
    boolean inCurrent = candidate.currentRows() < policy.minRows();
    return who(candidate)
        + " was not judged: "
        + Words.count(inCurrent ? candidate.currentRows() : candidate.referenceRows())
        + " "
        + rows(candidate.kind())
        + (inCurrent ? "" : " in the reference")
        + ", drift.min_rows asks for "
        + Words.count(policy.minRows())
        + ".";
  }

  private String judged(Candidate candidate, Outcome outcome, State state) {
    String change =
        outcome.change() instanceof MeanChange mean
            ? mean(candidate, outcome, mean)
            : shares(candidate, outcome, (ShareChange) outcome.change());
    return change + remark(candidate.kind(), outcome, state);
  }

  private String mean(Candidate candidate, Outcome outcome, MeanChange change) {
    if (outcome.isInfinite()) {
      return infinite(candidate, change);
    }
    String direction = outcome.effect() < 0 ? " fell by " : " rose by ";
    String leftOut =
        change.infiniteBefore() > 0
            ? "; " + Words.count(change.infiniteBefore()) + " of infinite loss are left out"
            : "";
    return who(candidate)
        + (outcome.effect() == 0 ? " did not change" : direction + size(outcome.effect()))
        + " ("
        + interval(outcome)
        + ") against the reference of "
        + Words.count(candidate.referenceRows(), "row")
        + leftOut
        + ": "
        + amount(change.after())
        + " instead of "
        + amount(change.before())
        + ".";
  }

  private String infinite(Candidate candidate, MeanChange change) {
    String others =
        Double.isNaN(change.after()) || Double.isNaN(change.before())
            ? ""
            : "; the mean of the others is "
                + size(change.after())
                + " instead of "
                + amount(change.before());
    return who(candidate)
        + " is infinite: "
        + Words.count(change.infiniteAfter())
        + " of "
        + Words.count(candidate.currentRows(), "row")
        + " gave what happened a probability of 0, against "
        + Words.count(change.infiniteBefore())
        + " of "
        + Words.count(candidate.referenceRows())
        + " in the reference"
        + others
        + ".";
  }

  private String shares(Candidate candidate, Outcome outcome, ShareChange change) {
    return who(candidate)
        + " differs by "
        + size(outcome.effect())
        + " ("
        + interval(outcome)
        + ", noise floor "
        + amount(outcome.noiseFloor())
        + ") from the reference of "
        + Words.count(candidate.referenceRows(), "row")
        + ": "
        + Words.percent(change.after())
        + " of "
        + Words.count(candidate.currentRows(), "row")
        + " are "
        + change.cell()
        + " instead of "
        + Words.percent(change.before())
        + ".";
  }

  private String remark(ComparisonKind kind, Outcome outcome, State state) {
    return switch (state) {
      case OK -> " This is not beyond chance.";
      case WARN ->
          outcome.effect() < 0
              ? " This is beyond chance, and an improvement."
              : outcome.isInfinite()
                  ? ""
                  : " This is beyond chance, but not surely beyond the threshold of "
                      + Words.number(unit.fromNats(policy.minEffect(kind)))
                      + " "
                      + unit.label()
                      + ".";
      default -> "";
    };
  }

  private String interval(Outcome outcome) {
    return Words.level(policy.alpha())
        + " interval "
        + amount(outcome.interval().lower())
        + " to "
        + amount(outcome.interval().upper());
  }

  private String size(double nats) {
    return amount(Math.abs(nats)) + " " + unit.label();
  }

  private String amount(double nats) {
    return Words.amount(unit.fromNats(nats));
  }

  private static String who(Candidate candidate) {
    String sliding = candidate.span() == Span.SLIDING_WINDOW ? "together, " : "";
    String window =
        candidate.window() == null ? "" : Words.range(candidate.window()) + ", " + sliding;
    String version = candidate.version() == null ? "" : " of " + candidate.version();
    String slice = candidate.slice().isAll() ? "" : " where " + candidate.slice().label();
    return window + what(candidate) + version + slice;
  }

  private static String what(Candidate candidate) {
    return switch (candidate.kind()) {
      case LOG_LOSS -> "log loss";
      case LABEL_DISTRIBUTION -> "the distribution of labels";
      case PREDICTED_CLASS_DISTRIBUTION -> "the distribution of predicted classes";
      case COLUMN_DISTRIBUTION -> "the distribution of column " + candidate.subject();
    };
  }

  private static String rows(ComparisonKind kind) {
    return switch (kind) {
      case LOG_LOSS, LABEL_DISTRIBUTION -> "labelled rows";
      case PREDICTED_CLASS_DISTRIBUTION, COLUMN_DISTRIBUTION -> "predictions";
    };
  }
}
