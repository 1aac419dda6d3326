package dev.surprisal.drift.finding;

import dev.surprisal.math.InformationUnit;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is compared with the reference, or with a limit: the whole definition of each comparison but
 * its computation. Other classes ask for its properties, and list no comparisons of their own.
 */
public enum ComparisonKind {
  /** A figure that people want to be no less than a limit. */
  LIMIT_MIN(
      "limit_min",
      Family.PERFORMANCE,
      Statistic.VALUE,
      Alarm.ON_EITHER,
      "lower limit of",
      Words.ROWS),
  /** A figure that people want to be no more than a limit. */
  LIMIT_MAX(
      "limit_max",
      Family.PERFORMANCE,
      Statistic.VALUE,
      Alarm.ON_EITHER,
      "upper limit of",
      Words.ROWS),
  LOG_LOSS(
      "log_loss",
      Family.PERFORMANCE,
      Statistic.MEAN_OF_INFORMATION,
      Alarm.ON_RISE,
      "log loss",
      Words.LABELLED,
      Role.MAIN,
      Role.PERFORMANCE),
  CALIBRATION_GAP(
      "calibration_gap",
      Family.PERFORMANCE,
      Statistic.MEAN_OF_INFORMATION,
      Alarm.ON_EITHER,
      "calibration gap",
      Words.LABELLED),
  RELIABILITY(
      "reliability",
      Family.PERFORMANCE,
      Statistic.MEAN_OF_INFORMATION,
      Alarm.ON_RISE,
      "reliability (miscalibration cost)",
      Words.LABELLED),
  RESOLUTION(
      "resolution",
      Family.PERFORMANCE,
      Statistic.MEAN_OF_INFORMATION,
      Alarm.ON_FALL,
      "resolution",
      Words.LABELLED),
  ACCURACY(
      "accuracy",
      Family.PERFORMANCE,
      Statistic.MEAN_OF_RATIO,
      Alarm.ON_FALL,
      "accuracy",
      Words.LABELLED,
      Role.PERFORMANCE),
  BRIER(
      "brier",
      Family.PERFORMANCE,
      Statistic.MEAN_OF_RATIO,
      Alarm.ON_RISE,
      "Brier score",
      Words.LABELLED),
  ECE(
      "ece",
      Family.PERFORMANCE,
      Statistic.MEAN_OF_RATIO,
      Alarm.ON_RISE,
      "expected calibration error",
      Words.LABELLED),
  MACRO_PRECISION(
      "macro_precision",
      Family.PERFORMANCE,
      Statistic.MEAN_OF_RATIO,
      Alarm.ON_FALL,
      "macro precision",
      Words.LABELLED,
      Role.ON_REQUEST),
  MACRO_F1(
      "macro_f1",
      Family.PERFORMANCE,
      Statistic.MEAN_OF_RATIO,
      Alarm.ON_FALL,
      "macro F1",
      Words.LABELLED,
      Role.ON_REQUEST),
  BALANCED_ACCURACY(
      "balanced_accuracy",
      Family.PERFORMANCE,
      Statistic.MEAN_OF_RATIO,
      Alarm.ON_FALL,
      "balanced accuracy",
      Words.LABELLED,
      Role.ON_REQUEST),
  MCC(
      "mcc",
      Family.PERFORMANCE,
      Statistic.MEAN_OF_RATIO,
      Alarm.ON_FALL,
      "MCC",
      Words.LABELLED,
      Role.ON_REQUEST),
  AVERAGE_PRECISION(
      "average_precision",
      Family.PERFORMANCE,
      Statistic.MEAN_OF_RATIO,
      Alarm.ON_FALL,
      "average precision",
      Words.LABELLED,
      Role.ON_REQUEST),
  CLASSWISE_ECE(
      "classwise_ece",
      Family.PERFORMANCE,
      Statistic.MEAN_OF_RATIO,
      Alarm.ON_RISE,
      "class-wise calibration error",
      Words.LABELLED,
      Role.ON_REQUEST),
  CLASS_PRECISION(
      "class_precision",
      Family.PERFORMANCE,
      Statistic.MEAN_OF_RATIO,
      Alarm.ON_FALL,
      "precision of class",
      Words.PREDICTED_AS,
      Role.ON_REQUEST,
      Role.OF_CLASS),
  CLASS_RECALL(
      "class_recall",
      Family.PERFORMANCE,
      Statistic.MEAN_OF_RATIO,
      Alarm.ON_FALL,
      "recall of class",
      Words.OF_CLASS,
      Role.ON_REQUEST,
      Role.OF_CLASS),
  CLASS_F1(
      "class_f1",
      Family.PERFORMANCE,
      Statistic.MEAN_OF_RATIO,
      Alarm.ON_FALL,
      "F1 of class",
      Words.LABELLED,
      Role.ON_REQUEST,
      Role.OF_CLASS),
  LABEL_DISTRIBUTION(
      "label_distribution",
      Family.LABELS,
      Statistic.DIVERGENCE,
      Alarm.ON_RISE,
      "label distribution",
      Words.LABELLED,
      Role.MAIN,
      Role.SHIFT),
  PREDICTED_CLASS_DISTRIBUTION(
      "predicted_class_distribution",
      Family.PREDICTIONS,
      Statistic.DIVERGENCE,
      Alarm.ON_RISE,
      "predicted-class distribution",
      Words.PREDICTED,
      Role.MAIN,
      Role.SHIFT),
  MEAN_PREDICTION(
      "mean_prediction",
      Family.PREDICTIONS,
      Statistic.DIVERGENCE,
      Alarm.ON_RISE,
      "mean prediction",
      Words.PREDICTED),
  SCORE_DISTRIBUTION(
      "score_distribution",
      Family.PREDICTIONS,
      Statistic.DIVERGENCE,
      Alarm.ON_RISE,
      "score distribution",
      Words.PREDICTED),
  CONFIDENCE_DISTRIBUTION(
      "confidence_distribution",
      Family.PREDICTIONS,
      Statistic.DIVERGENCE,
      Alarm.ON_RISE,
      "confidence distribution",
      Words.PREDICTED),
  PREDICTION_ENTROPY_DISTRIBUTION(
      "prediction_entropy_distribution",
      Family.PREDICTIONS,
      Statistic.DIVERGENCE,
      Alarm.ON_RISE,
      "prediction-entropy distribution",
      Words.PREDICTED),
  LOG_LOSS_DISTRIBUTION(
      "log_loss_distribution",
      Family.PERFORMANCE,
      Statistic.DIVERGENCE,
      Alarm.ON_RISE,
      "per-row loss distribution",
      Words.LABELLED),
  COLUMN_DISTRIBUTION(
      "column_distribution",
      Family.INPUTS,
      Statistic.DIVERGENCE,
      Alarm.ON_RISE,
      "column",
      Words.PREDICTED,
      Role.MAIN,
      Role.SHIFT),
  LABEL_COVERAGE(
      "label_coverage",
      Family.DATA_QUALITY,
      Statistic.MEAN_OF_RATIO,
      Alarm.NEVER,
      "label coverage",
      Words.PREDICTED),
  REJECTED_ROWS(
      "rejected_rows",
      Family.DATA_QUALITY,
      Statistic.MEAN_OF_RATIO,
      Alarm.ON_RISE,
      "share of rejected rows",
      Words.ROWS),
  VOLUME(
      "volume",
      Family.DATA_QUALITY,
      Statistic.RELATIVE_CHANGE,
      Alarm.ON_EITHER,
      "row volume",
      Words.ROWS);

  /** The figure that an effect is, and the threshold that applies to it. */
  private enum Statistic {
    MEAN_OF_INFORMATION("mean_difference", EffectThreshold.LOG_LOSS),
    MEAN_OF_RATIO("mean_difference", EffectThreshold.RATIO),
    DIVERGENCE("kl_divergence", EffectThreshold.KL_DIVERGENCE),
    RELATIVE_CHANGE("relative_change", EffectThreshold.VOLUME),
    /** A limit is its own threshold. */
    VALUE("value", null);

    private final String label;
    private final @Nullable EffectThreshold threshold;

    Statistic(String label, @Nullable EffectThreshold threshold) {
      this.label = label;
      this.threshold = threshold;
    }
  }

  /** Which way an effect is worth an alarm. The other way is a warning at most. */
  public enum Alarm {
    ON_RISE,
    ON_FALL,
    ON_EITHER,
    /** Labels come late: what is missing today is no fault of the model and may come tomorrow. */
    NEVER
  }

  /** What a comparison is for, beside a finding of its own. */
  private enum Role {
    /** Made everywhere, also where there are too few rows. */
    MAIN,
    /** Tells how good the model is, in the two figures that people ask for first. */
    PERFORMANCE,
    /** Made only where the configuration asks for it. */
    ON_REQUEST,
    /** Made for each class. */
    OF_CLASS,
    /** Tells what the model sees or says: its drift may explain, or precede, that of the loss. */
    SHIFT
  }

  /** What the rows are called that a comparison needs. */
  private static final class Words {
    static final String LABELLED = "labelled rows";
    static final String PREDICTED = "predictions";
    static final String OF_CLASS = "labelled rows of the class";
    static final String PREDICTED_AS = "labelled rows predicted as the class";
    static final String ROWS = "rows";
  }

  private final String label;
  private final Family family;
  private final Statistic statistic;
  private final Alarm alarm;
  private final String words;
  private final String rows;
  private final Set<Role> roles;

  ComparisonKind(
      String label,
      Family family,
      Statistic statistic,
      Alarm alarm,
      String words,
      String rows,
      Role... roles) {
    this.label = label;
    this.family = family;
    this.statistic = statistic;
    this.alarm = alarm;
    this.words = words;
    this.rows = rows;
    this.roles = Set.of(roles);
  }

  /** The name in reports. */
  public String label() {
    return label;
  }

  /** What it is a check of. */
  public Family family() {
    return family;
  }

  /**
   * The figure that the effect is: {@code mean_difference}, current minus reference; {@code
   * kl_divergence}, D(current‖reference); {@code relative_change}, current over reference, minus 1;
   * or of a limit {@code value}, the figure itself.
   */
  public String statistic() {
    return statistic.label;
  }

  /** Whether the effect is an amount of information and has the unit of the report. */
  public boolean isInformation() {
    return statistic == Statistic.MEAN_OF_INFORMATION || statistic == Statistic.DIVERGENCE;
  }

  /** The unit of the effect: that of information, or {@code ratio}. */
  public String unit(InformationUnit ofInformation) {
    return isInformation() ? ofInformation.label() : "ratio";
  }

  /** Whether a figure is held against a limit, and not against the reference. */
  public boolean isLimit() {
    return statistic == Statistic.VALUE;
  }

  /** The threshold that an effect has to exceed to alert; limits have none. */
  public EffectThreshold threshold() {
    return Objects.requireNonNull(statistic.threshold, () -> label + " is its own threshold");
  }

  /** Whether the comparison is among those made everywhere, also where there are too few rows. */
  public boolean isMain() {
    return roles.contains(Role.MAIN);
  }

  /** Whether it tells how good the model is, in the two figures that people ask for first. */
  public boolean isPerformance() {
    return roles.contains(Role.PERFORMANCE);
  }

  /** Whether it tells a shift of what the model is given, or of what it predicts. */
  public boolean isShift() {
    return roles.contains(Role.SHIFT);
  }

  /** Whether it is made only where the configuration asks for it. */
  public boolean isOnRequest() {
    return roles.contains(Role.ON_REQUEST);
  }

  /** Whether it is made for each class, which is its subject then. */
  public boolean isOfClass() {
    return roles.contains(Role.OF_CLASS);
  }

  /** Whether an effect is a change for the better. */
  public boolean isBetter(double effect) {
    return switch (alarm) {
      case ON_RISE -> effect < 0;
      case ON_FALL -> effect > 0;
      case ON_EITHER, NEVER -> false;
    };
  }

  /** Whether any effect is worth an alarm. */
  public boolean canAlarm() {
    return alarm != Alarm.NEVER;
  }

  public Alarm alarm() {
    return alarm;
  }

  /** What is compared, inside a sentence. */
  public String words() {
    return words;
  }

  /** What the rows are called. */
  public String rows() {
    return rows;
  }
}
