package dev.surprisal.drift.incident;

import dev.surprisal.drift.comparison.ComparisonSet;
import dev.surprisal.drift.comparison.FittedMean;
import dev.surprisal.drift.comparison.LogLossComparison;
import dev.surprisal.drift.comparison.MeanDifference;
import dev.surprisal.drift.comparison.Sample;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.incident.Shift.Form;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.ClassMetric;
import dev.surprisal.profile.Metric;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.row.RowStatus;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The figures of a check before and after a change, as people would ask for them. */
final class Shifts {

  private final ComparisonSet comparisons;
  private final InformationUnit unit;

  Shifts(ComparisonSet comparisons, InformationUnit unit) {
    this.comparisons = comparisons;
    this.unit = unit;
  }

  /** The figure of a check that says most; nothing where it has none that is short. */
  Optional<Shift> of(Check check, Series series) {
    Profile before = series.reference();
    Profile after = series.current();
    return switch (check.kind()) {
      case LOG_LOSS, CALIBRATION_GAP, RELIABILITY, RESOLUTION, BRIER, ECE, LOG_LOSS_DISTRIBUTION ->
          Optional.of(logLoss(check, series));
      case ACCURACY -> Optional.of(share(check, "accuracy", Shifts::accuracy, before, after));
      case MACRO_PRECISION, MACRO_F1, BALANCED_ACCURACY, MCC, AVERAGE_PRECISION, CLASSWISE_ECE ->
          Optional.of(
              share(check, check.kind().words(), it -> figure(check.kind(), it), before, after));
      case CLASS_PRECISION, CLASS_RECALL, CLASS_F1 -> ofOneClass(check, before, after);
      case LABEL_DISTRIBUTION -> ofClass(check, "label ", before.labels(), after.labels());
      case PREDICTED_CLASS_DISTRIBUTION ->
          ofClass(check, "predicted ", before.predictedClasses(), after.predictedClasses());
      case MEAN_PREDICTION, SCORE_DISTRIBUTION ->
          ofClass(check, "mean p of ", before.predictionMass(), after.predictionMass());
      case COLUMN_DISTRIBUTION -> ofColumn(check, before, after);
      case REJECTED_ROWS ->
          Optional.of(share(check, "rejected rows", Shifts::rejected, before, after));
      case VOLUME -> Optional.of(volume(check, series));
      case LABEL_COVERAGE ->
          Optional.of(share(check, "labelled rows", Shifts::coverage, before, after));
      case CONFIDENCE_DISTRIBUTION, PREDICTION_ENTROPY_DISTRIBUTION, LIMIT_MIN, LIMIT_MAX ->
          Optional.empty();
    };
  }

  private Shift logLoss(Check check, Series series) {
    Sample reference = Sample.ofReference(series);
    MeanDifference difference =
        new FittedMean(LogLossComparison::finite, reference, reference)
            .difference(Sample.ofCurrent(series));
    double margin = difference.margin(comparisons.alpha());
    ConfidenceInterval interval =
        Double.isNaN(margin)
            ? null
            : new ConfidenceInterval(
                    difference.difference() - margin, difference.difference() + margin)
                .in(unit);
    return new Shift(
        check,
        "log loss",
        unit.fromNats(series.reference().meanFiniteLoss()),
        unit.fromNats(series.current().meanFiniteLoss()),
        Form.INFORMATION,
        interval);
  }

  /** The figure that a comparison has the name of. */
  private static double figure(ComparisonKind kind, Profile profile) {
    return Metric.valueOf(kind.name()).value(profile);
  }

  private Optional<Shift> ofOneClass(Check check, Profile before, Profile after) {
    ClassMetric metric = ClassMetric.of(check.kind().label());
    int index = comparisons.classes().indexOf(check.subject());
    return index < 0
        ? Optional.empty()
        : Optional.of(
            share(
                check,
                check.kind().words() + " " + check.subject(),
                profile -> metric.value(profile, index),
                before,
                after));
  }

  private static double accuracy(Profile profile) {
    return profile.correct() / profile.scoredSize().weight();
  }

  private static double coverage(Profile profile) {
    return (double) profile.scored() / profile.predictions();
  }

  private static double rejected(Profile profile) {
    long valid = profile.predictions() + profile.rows(RowStatus.DUPLICATE);
    return (double) (profile.read() - valid) / profile.read();
  }

  private static Shift share(
      Check check, String name, ToDoubleFunction<Profile> figure, Profile before, Profile after) {
    return new Shift(
        check, name, figure.applyAsDouble(before), figure.applyAsDouble(after), Form.SHARE, null);
  }

  /** The share of the class that moved most. */
  private Optional<Shift> ofClass(Check check, String of, double[] before, double[] after) {
    double wholeBefore = sum(before);
    double wholeAfter = sum(after);
    int most = -1;
    double farthest = 0;
    for (int i = 0; i < before.length; i++) {
      double distance = Math.abs(after[i] / wholeAfter - before[i] / wholeBefore);
      if (distance > farthest) {
        farthest = distance;
        most = i;
      }
    }
    return most < 0
        ? Optional.empty()
        : Optional.of(
            new Shift(
                check,
                of + comparisons.classes().get(most),
                before[most] / wholeBefore,
                after[most] / wholeAfter,
                Form.SHARE,
                null));
  }

  private static double sum(double[] parts) {
    double sum = 0;
    for (double part : parts) {
      sum += part;
    }
    return sum;
  }

  private Optional<Shift> ofColumn(Check check, Profile before, Profile after) {
    int column = comparisons.columns().indexOf(check.subject());
    if (column < 0 || before.layout().spec().categorical().contains(column)) {
      return Optional.empty();
    }
    return Optional.of(
        new Shift(
            check,
            check.subject() + ", mean",
            before.columnMoments(column).mean(),
            after.columnMoments(column).mean(),
            Form.VALUE,
            null));
  }

  private static Shift volume(Check check, Series series) {
    return new Shift(
        check,
        "rows per window",
        perWindow(series, true),
        perWindow(series, false),
        Form.COUNT,
        null);
  }

  private static double perWindow(Series series, boolean reference) {
    return series.windows().stream()
        .filter(it -> it.reference() == reference)
        .mapToLong(it -> it.profile().read())
        .average()
        .orElse(Double.NaN);
  }
}
