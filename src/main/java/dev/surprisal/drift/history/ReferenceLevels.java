package dev.surprisal.drift.history;

import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.math.statistics.Normal;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.SampleSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with the reference by itself. Drift is measured against it, so that a model that
 * was always wrong has not drifted; nothing else would tell.
 *
 * <p><b>Calibration in the large</b>, of each class: its mean probability beside its share of the
 * labels. Were the predictions calibrated, the number of labels of a class would be a sum of
 * independent trials with these probabilities, whose tails are no heavier than those of the
 * binomial distribution with their mean: W. Hoeffding, <a
 * href="https://doi.org/10.1214/aoms/1177728178">On the Distribution of the Number of Successes in
 * Independent Trials</a> (1956). The mean over the labelled rows is known where all rows are
 * labelled; else it lies in what the unlabelled ones, at most 1 each, leave of the sum over all,
 * and the end nearer to the labels counts.
 *
 * <p><b>Worse than guessing</b>: the log loss is above that of the constant prediction of the
 * labels' own shares, which is their entropy, less (K − 1)/2n for having seen the labels. The
 * standard error is at most the sum of those of the two losses.
 *
 * <p>Told of only where the p-value is below {@value #LEVEL}, over all classes together, and the
 * size is one to act on; it changes no state.
 *
 * @param classes the classes that are predicted far more or less often than they happen, the
 *     largest difference first
 * @param guess the log loss beside that of the guess, where it is worse; else null
 */
public record ReferenceLevels(List<ClassLevel> classes, @Nullable WorseThanGuess guess) {

  /** Of 1,000 calibrated references, one is wronged at most. */
  private static final double LEVEL = 0.001;

  /** Odds that are off by half and a difference worth an alarm; or odds that are double. */
  private static final double ODDS = 1.5;

  private static final double ODDS_OF_ANY_SIZE = 2;

  /** From this variance of a count on, the normal distribution does for the binomial one. */
  private static final double LARGE = 10_000;

  /** Copies the list. */
  public ReferenceLevels {
    classes = List.copyOf(classes);
  }

  /**
   * A class.
   *
   * @param index which
   * @param predicted its mean probability
   * @param happened its share of the labels
   */
  public record ClassLevel(int index, double predicted, double happened) {}

  /**
   * The log loss beside the guess, in nats.
   *
   * @param logLoss the log loss, of the finite losses
   * @param guess the entropy of the labels' shares
   */
  public record WorseThanGuess(double logLoss, double guess) {}

  /** What is wrong with a reference; nothing where it has too few labels. */
  public static ReferenceLevels of(Profile reference, DriftPolicy policy) {
    return reference.scoredSize().effective() < policy.minRows()
        ? new ReferenceLevels(List.of(), null)
        : new ReferenceLevels(classes(reference, policy), worseThanGuess(reference, policy));
  }

  private static List<ClassLevel> classes(Profile reference, DriftPolicy policy) {
    double[] labels = reference.labels();
    double[] mass = reference.predictionMass();
    SampleSize scored = reference.scoredSize();
    double all = reference.predictedSize().weight();
    double unlabelled = all - scored.weight();
    List<ClassLevel> off = new ArrayList<>();
    for (int k = 0; k < labels.length; k++) {
      double happened = labels[k] / scored.weight();
      double least = Math.max(0, (mass[k] - unlabelled) / scored.weight());
      double most = Math.min(1, mass[k] / scored.weight());
      double nearest = Math.max(least, Math.min(most, happened));
      if (isMaterial(nearest, happened, policy)
          && pValue(happened, nearest, scored.effective()) * labels.length < LEVEL) {
        off.add(new ClassLevel(k, mass[k] / all, happened));
      }
    }
    if (labels.length == 2) {
      // What the one has too much, the other has too little; the last is the one that is told.
      off.sort(Comparator.comparingInt(it -> -it.index));
    } else {
      off.sort(
          Comparator.comparingDouble((ClassLevel it) -> -Math.abs(it.predicted - it.happened))
              .thenComparingInt(ClassLevel::index));
    }
    return off;
  }

  private static boolean isMaterial(double predicted, double happened, DriftPolicy policy) {
    double odds = predicted * (1 - happened) / (happened * (1 - predicted));
    double times = Math.max(odds, 1 / odds);
    return Math.abs(predicted - happened) >= policy.minRatio() && times >= ODDS
        || times >= ODDS_OF_ANY_SIZE;
  }

  /** Twice the smaller tail of the binomial distribution; 1 where they are the same. */
  private static double pValue(double happened, double predicted, double rows) {
    double hits = happened * rows;
    double variance = rows * predicted * (1 - predicted);
    if (variance > LARGE) {
      return 2 * Normal.survival(Math.abs(hits - rows * predicted) / Math.sqrt(variance));
    }
    double tail =
        happened > predicted
            ? atLeast(hits, rows, predicted)
            : atLeast(rows - hits, rows, 1 - predicted);
    return Math.min(1, 2 * tail);
  }

  /** P(X ≥ k) = I_q(k, n − k + 1), also between whole numbers, as weights and soft labels are. */
  private static double atLeast(double hits, double rows, double share) {
    if (share <= 0 || share >= 1 || hits <= 0) {
      return share <= 0 && hits > 0 ? 0 : 1;
    }
    return BetaDistribution.of(hits, rows - hits + 1).cumulativeProbability(share);
  }

  private static @Nullable WorseThanGuess worseThanGuess(Profile reference, DriftPolicy policy) {
    double[] labels = reference.labels();
    SampleSize scored = reference.scoredSize();
    double entropy = 0;
    double squares = 0;
    for (double label : labels) {
      double share = label / scored.weight();
      if (share > 0) {
        entropy -= share * Math.log(share);
        squares += share * Math.log(share) * Math.log(share);
      }
    }
    double n = reference.finiteSize().effective();
    double deviation =
        Math.sqrt(reference.lossVariance()) + Math.sqrt(Math.max(0, squares - entropy * entropy));
    double logLoss = reference.meanFiniteLoss();
    double excess = logLoss - entropy - (labels.length - 1) / (2 * n);
    return n > 2
            && excess >= policy.minLogLoss()
            && excess / (deviation / Math.sqrt(n)) > quantile(n - 1)
        ? new WorseThanGuess(logLoss, entropy)
        : null;
  }

  private static double quantile(double degreesOfFreedom) {
    return TDistribution.of(degreesOfFreedom).inverseSurvivalProbability(LEVEL);
  }
}
