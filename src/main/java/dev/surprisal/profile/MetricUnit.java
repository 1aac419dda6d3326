package dev.surprisal.profile;

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
  SECONDS
}
