package dev.surprisal.drift.finding;

import java.util.Locale;

/** What comparisons are checks of, in the order in which a cause works its way through a model. */
public enum Family {
  /** Coverage by labels, rejected rows, volume. */
  DATA_QUALITY,
  /** The columns. */
  INPUTS,
  /** The labels. */
  LABELS,
  /** What the model says: classes, means, confidence, entropy. */
  PREDICTIONS,
  /** How good it is: log loss, accuracy, calibration. */
  PERFORMANCE;

  /** The name in reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is what the model makes of its input, and not the input. */
  public boolean isOfModel() {
    return this == PREDICTIONS || this == PERFORMANCE;
  }
}
