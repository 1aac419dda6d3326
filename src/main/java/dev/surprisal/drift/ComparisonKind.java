package dev.surprisal.drift;

/** What is compared with the reference. */
public enum ComparisonKind {
  LOG_LOSS("log_loss"),
  LABEL_DISTRIBUTION("label_distribution"),
  PREDICTED_CLASS_DISTRIBUTION("predicted_class_distribution"),
  COLUMN_DISTRIBUTION("column_distribution");

  private final String label;

  ComparisonKind(String label) {
    this.label = label;
  }

  /** The name in reports. */
  public String label() {
    return label;
  }
}
