package dev.surprisal.drift.incident;

import dev.surprisal.math.InformationUnit;
import dev.surprisal.math.statistics.ConfidenceInterval;
import org.jspecify.annotations.Nullable;

/**
 * A figure before and after a change.
 *
 * @param check what alerts
 * @param figure the figure's name in words, such as {@code log loss} or {@code predicted BUY}
 * @param before the figure of the reference
 * @param after the figure in the windows of the incident
 * @param form how to write it
 * @param interval the confidence interval of the difference, or null where none is known
 */
public record Shift(
    Check check,
    String figure,
    double before,
    double after,
    Form form,
    @Nullable ConfidenceInterval interval) {

  /** Whether it is of the mean log loss. */
  boolean isLogLoss() {
    return form == Form.INFORMATION;
  }

  /** How a figure is written. */
  public enum Form {
    /** An amount in the report's unit of information. */
    INFORMATION,
    /** A share of rows. */
    SHARE,
    /** A value of a column. */
    VALUE,
    /** Rows a window. */
    COUNT;

    /** The unit of such a figure in a report whose amounts of information have the given one. */
    public String unit(InformationUnit information) {
      return switch (this) {
        case INFORMATION -> information.label();
        case SHARE -> "ratio";
        case VALUE -> "value";
        case COUNT -> "rows";
      };
    }
  }
}
