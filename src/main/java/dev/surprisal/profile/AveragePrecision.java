package dev.surprisal.profile;

import dev.surprisal.math.statistics.PrecisionRecallCurve;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * The average precision, by {@link PrecisionRecallCurve} over the cells of the ranking.
 *
 * <p>For two classes it is that of the last one, as the area under the ROC curve is; for more, the
 * mean over the classes that have a label. NaN where none has, or no ranking is kept.
 */
final class AveragePrecision {

  private static final double FEWEST = 10;

  private AveragePrecision() {}

  /** Of a profile. */
  static double of(Profile profile) {
    return mean(profile, PrecisionRecallCurve::average);
  }

  /** How far that can be from the average precision of the probabilities themselves. */
  static double error(Profile profile) {
    return mean(profile, AveragePrecision::error);
  }

  /**
   * Its variance, times the effective rows; NaN where a class has fewer than {@value #FEWEST} of
   * them, of which the average says too little. Of several classes the figures go together in no
   * known way; the standard error of their mean is at most the mean of theirs.
   */
  static double varianceOfRow(Profile profile) {
    double scale = profile.scoredSize().scale();
    double deviation = mean(profile, curve -> Math.sqrt(varianceOfRow(curve, scale)));
    return deviation * deviation;
  }

  /** The same of one class. */
  static double varianceOfRow(Profile profile, int ofClass) {
    return varianceOfRow(ClassBins.ofClass(profile, ofClass).curve(), profile.scoredSize().scale());
  }

  private static double varianceOfRow(PrecisionRecallCurve curve, double scale) {
    double positives = Arrays.stream(curve.positives()).sum() * scale;
    return positives > 0 && positives < FEWEST ? Double.NaN : curve.varianceOfRow();
  }

  /** Of one class. */
  static double ofClass(Profile profile, int ofClass) {
    return ClassBins.ofClass(profile, ofClass).curve().average();
  }

  private static double error(PrecisionRecallCurve curve) {
    double average = curve.average();
    return Math.max(0, Math.max(curve.greatest() - average, average - curve.least()));
  }

  private static double mean(Profile profile, ToDoubleFunction<PrecisionRecallCurve> figure) {
    double sum = 0;
    int defined = 0;
    for (int i = 0; i < ClassBins.classes(profile.layout()); i++) {
      PrecisionRecallCurve curve = ClassBins.of(profile, i).curve();
      if (!Double.isNaN(curve.average())) {
        sum += figure.applyAsDouble(curve);
        defined++;
      }
    }
    return sum / defined;
  }
}
