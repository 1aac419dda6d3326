package dev.surprisal.drift.finding;

/** The effect thresholds below {@code drift.min_effect}, which an alert has to exceed. */
public enum EffectThreshold {
  /** On distributions, in nats. */
  KL_DIVERGENCE("kl_divergence"),
  /** On the log loss and its components, in nats. */
  LOG_LOSS("log_loss"),
  /** On shares and scores, such as the accuracy. */
  RATIO("ratio"),
  /** On the number of rows, as a share of that of the reference. */
  VOLUME("volume");

  private final String key;

  EffectThreshold(String key) {
    this.key = "drift.min_effect." + key;
  }

  /** The configuration's key. */
  public String key() {
    return key;
  }
}
