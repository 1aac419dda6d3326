package dev.surprisal.drift;

/** What is compared with the reference. */
public enum ComparisonKind {
  LOG_LOSS("log_loss", "mean_difference"),
  LABEL_DISTRIBUTION("label_distribution", "kl_divergence"),
  PREDICTED_CLASS_DISTRIBUTION("predicted_class_distribution", "kl_divergence"),
  COLUMN_DISTRIBUTION("column_distribution", "kl_divergence");

  private final String label;
  private final String statistic;

  ComparisonKind(String label, String statistic) {
    this.label = label;
    this.statistic = statistic;
  }

  /** The name in reports. */
  public String label() {
    return label;
  }

  /**
   * The figure that the effect is: {@code mean_difference}, current minus reference; or {@code
   * kl_divergence}, D(current‖reference).
   */
  public String statistic() {
    return statistic;
  }
}
