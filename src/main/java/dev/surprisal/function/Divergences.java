package dev.surprisal.function;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.lit;

import dev.surprisal.api.PublicApi;
import org.apache.spark.sql.Column;

/**
 * The functions of {@link SurprisalCatalog} on columns. The session must have the catalog
 * registered under the name {@value SurprisalCatalog#NAME}.
 *
 * <p>Amounts of information are in nats, or in the unit of a base: 2 for bits. What each function
 * takes and gives for nulls and for what is not a distribution is told by its description.
 */
@PublicApi
public final class Divergences {

  private Divergences() {}

  /** The entropy H(p). */
  public static Column entropy(Column p) {
    return call("entropy", p);
  }

  /** The entropy H(p) in the unit of a base. */
  public static Column entropy(Column p, double base) {
    return call("entropy", p, lit(base));
  }

  /**
   * The cross-entropy H(p, q) of a label, as a distribution or as the index of a class, and a
   * prediction.
   */
  public static Column crossEntropy(Column p, Column q) {
    return call("cross_entropy", p, q);
  }

  /**
   * The cross-entropy H(p, q) of a label, as a distribution or as the index of a class, and a
   * prediction.
   */
  public static Column crossEntropy(Column p, Column q, double base) {
    return call("cross_entropy", p, q, lit(base));
  }

  /** The Kullback–Leibler divergence D(p‖q). */
  public static Column klDivergence(Column p, Column q) {
    return call("kl_divergence", p, q);
  }

  /** The Kullback–Leibler divergence D(p‖q) in the unit of a base. */
  public static Column klDivergence(Column p, Column q, double base) {
    return call("kl_divergence", p, q, lit(base));
  }

  /** The Jensen–Shannon divergence. */
  public static Column jsDivergence(Column p, Column q) {
    return call("js_divergence", p, q);
  }

  /** The Jensen–Shannon divergence in the unit of a base. */
  public static Column jsDivergence(Column p, Column q, double base) {
    return call("js_divergence", p, q, lit(base));
  }

  /** The Jensen–Shannon distance, the root of the divergence in that base. */
  public static Column jsDistance(Column p, Column q) {
    return call("js_distance", p, q);
  }

  /** The Jensen–Shannon distance, the root of the divergence in that base. */
  public static Column jsDistance(Column p, Column q, double base) {
    return call("js_distance", p, q, lit(base));
  }

  /** The population stability index of shares. */
  public static Column psi(Column p, Column q) {
    return call("psi", p, q);
  }

  /** The population stability index of shares in the unit of a base. */
  public static Column psi(Column p, Column q, double base) {
    return call("psi", p, q, lit(base));
  }

  /** The Hellinger distance. */
  public static Column hellinger(Column p, Column q) {
    return call("hellinger", p, q);
  }

  /** The total variation distance. */
  public static Column totalVariation(Column p, Column q) {
    return call("total_variation", p, q);
  }

  /** The Brier score of a label, as a distribution or as the index of a class, and a prediction. */
  public static Column brier(Column p, Column q) {
    return call("brier", p, q);
  }

  /** The Kullback–Leibler divergence of normal distributions, scalar or diagonal. */
  public static Column gaussianKl(Column meanP, Column sdP, Column meanQ, Column sdQ) {
    return call("gaussian_kl", meanP, sdP, meanQ, sdQ);
  }

  /**
   * The Kullback–Leibler divergence of normal distributions, scalar or diagonal in the unit of a
   * base.
   */
  public static Column gaussianKl(Column meanP, Column sdP, Column meanQ, Column sdQ, double base) {
    return call("gaussian_kl", meanP, sdP, meanQ, sdQ, lit(base));
  }

  /** The distribution of logits. */
  public static Column softmax(Column logits) {
    return call("softmax", logits);
  }

  /** Weights as shares. */
  public static Column normalize(Column weights) {
    return call("normalize", weights);
  }

  /** Whether p is a distribution. */
  public static Column isDistribution(Column p) {
    return call("is_distribution", p);
  }

  /** Aggregate: the log loss. */
  public static Column logLoss(Column label, Column q) {
    return call("log_loss", label, q);
  }

  /** Aggregate: the log loss in the unit of a base. */
  public static Column logLoss(Column label, Column q, double base) {
    return call("log_loss", label, q, lit(base));
  }

  /** Aggregate: the Kullback–Leibler divergence of the shares of counts. */
  public static Column klDivergenceOfCounts(Column reference, Column current) {
    return call("kl_divergence_of_counts", reference, current);
  }

  /** Aggregate: the Kullback–Leibler divergence of the shares of counts in the unit of a base. */
  public static Column klDivergenceOfCounts(Column reference, Column current, double base) {
    return call("kl_divergence_of_counts", reference, current, lit(base));
  }

  /** Aggregate: the profile of the rows. */
  public static Column profile(Column label, Column q) {
    return call("profile", label, q);
  }

  /** Aggregate: the profile of the rows, of a known number of classes. */
  public static Column profile(Column label, Column q, int classes) {
    return call("profile", label, q, lit(classes));
  }

  /** Aggregate: the profile of all rows behind profiles. */
  public static Column profileMerge(Column state) {
    return call("profile_merge", state);
  }

  /** A figure of a profile, by its name in reports. */
  public static Column profileMetric(Column state, String metric) {
    return call("profile_metric", state, lit(metric));
  }

  private static Column call(String function, Column... arguments) {
    return call_function(SurprisalCatalog.NAME + "." + function, arguments);
  }
}
