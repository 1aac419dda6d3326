package dev.surprisal.report;

import dev.surprisal.profile.cube.Slice;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One figure of one cell.
 *
 * @param scope where it was measured
 * @param window the window, or for the other scopes the whole range
 * @param version the model's version, or null where the model has none
 * @param slice the rows measured
 * @param metric the metric's name
 * @param ofClass the class that it is of by itself; null for a figure of all classes
 * @param predicted the class that was predicted, of rows by label and predicted class; null for any
 *     other figure
 * @param value the figure; may be infinite; null where it does not exist (no labelled row)
 * @param unit the figure's unit
 * @param rows the rows behind the figure
 */
public record MetricValue(
    Scope scope,
    ReportWindow window,
    @Nullable String version,
    Slice slice,
    String metric,
    @Nullable String ofClass,
    @Nullable String predicted,
    @Nullable Double value,
    String unit,
    long rows) {

  /** A figure of all classes. */
  public MetricValue(
      Scope scope,
      ReportWindow window,
      @Nullable String version,
      Slice slice,
      String metric,
      @Nullable Double value,
      String unit,
      long rows) {
    this(scope, window, version, slice, metric, null, null, value, unit, rows);
  }

  /** The same of one class by itself. */
  MetricValue ofClass(String someClass) {
    return ofClasses(someClass, null);
  }

  /** The same of the rows of one class, by its label, that were predicted to be of another. */
  MetricValue ofClasses(String label, @Nullable String predictedClass) {
    return new MetricValue(
        scope, window, version, slice, metric, label, predictedClass, value, unit, rows);
  }

  /** Where a figure was measured. */
  public enum Scope {
    REFERENCE,
    CURRENT,
    WINDOW,
    /** A sliding window; published as a window that says so. */
    SLIDING;

    /** The name in reports. */
    public String label() {
      return this == SLIDING ? WINDOW.label() : name().toLowerCase(Locale.ROOT);
    }
  }
}
