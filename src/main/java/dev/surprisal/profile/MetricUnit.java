package dev.surprisal.profile;

import dev.surprisal.math.InformationUnit;

/** What a metric's figure counts. */
public enum MetricUnit {
  /** Nats inside; told in nats or bits. */
  INFORMATION,
  /** A number between 0 and 1, or a difference of such. */
  RATIO,
  /** A number of rows. */
  ROWS,
  /** An effective number of classes. */
  CLASSES,
  /** A length of time. */
  SECONDS;

  /** The name as it stands beside a figure, where information is told in the given unit. */
  public String label(InformationUnit information) {
    return switch (this) {
      case INFORMATION -> information.label();
      case RATIO -> "ratio";
      case ROWS -> "rows";
      case CLASSES -> "classes";
      case SECONDS -> "seconds";
    };
  }
}
