package dev.surprisal.report;

import dev.surprisal.secret.Secret;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run publishes for monitoring systems.
 *
 * @param slices which slices the metrics file has figures of
 * @param pushgateway where the file is pushed to; null for nowhere
 */
public record MetricsSpec(Slices slices, @Nullable Pushgateway pushgateway) {

  /** What holds where nothing is configured. */
  public static final MetricsSpec DEFAULT = new MetricsSpec(Slices.ALERTING, null);

  /** Which slices a metrics file has figures of, beside those of all rows. */
  public enum Slices {
    NONE,
    /** Those where an incident is, and those that alert by themselves. */
    ALERTING,
    ALL
  }

  /**
   * A Prometheus Pushgateway.
   *
   * @param url where it is, possibly with a user and password, which must not be shown
   * @param job the label {@code job}
   * @param grouping further labels, beside {@code job} and {@code model}
   * @param timeout how long one attempt may take
   */
  public record Pushgateway(
      Secret url, String job, Map<String, String> grouping, Duration timeout) {

    /** The job where none is configured. */
    public static final String JOB = "surprisal";

    /** The timeout where none is configured. */
    public static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Sorts the labels, so that the same ones are the same group. */
    public Pushgateway {
      grouping = Collections.unmodifiableMap(new TreeMap<>(grouping));
    }
  }
}
