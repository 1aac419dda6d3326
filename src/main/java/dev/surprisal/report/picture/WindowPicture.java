package dev.surprisal.report.picture;

import dev.surprisal.profile.time.TimeRange;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A window.
 *
 * @param range the window
 * @param isReference whether it is of the reference
 * @param read the rows read
 * @param figures its figures, without those that it has no row for
 */
public record WindowPicture(
    TimeRange range, boolean isReference, long read, Map<Figure, Estimate> figures) {

  /** Copies the map. */
  public WindowPicture {
    Map<Figure, Estimate> copy = new EnumMap<>(Figure.class);
    copy.putAll(figures);
    figures = Collections.unmodifiableMap(copy);
  }

  /** What is shown over time. */
  public enum Figure {
    LOG_LOSS("log_loss"),
    ACCURACY("accuracy"),
    AUC("auc"),
    /** Log loss less prediction entropy: unlike the ECE it has a sign, and few rows add no bias. */
    CALIBRATION_GAP("calibration_gap");

    private final String metric;

    Figure(String metric) {
      this.metric = metric;
    }

    /** The metric's published name. */
    public String metric() {
      return metric;
    }
  }

  /**
   * A figure with its confidence interval by its own rows, in the report's unit; both ends are NaN
   * where the rows allow none.
   */
  public record Estimate(double value, double lower, double upper) {}
}
