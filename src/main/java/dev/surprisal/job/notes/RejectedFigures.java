package dev.surprisal.job.notes;

import dev.surprisal.dataset.source.RejectedValues;
import dev.surprisal.report.RowCounts;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How messages tell values and figures that were rejected. */
final class RejectedFigures {

  private RejectedFigures() {}

  /** The most frequent values, each with its rows. */
  static String listed(RejectedValues of) {
    return listed(of.mostFrequent(), of.rows());
  }

  /** The most frequent values of so many rows. */
  static String listed(List<RejectedValues.Value> mostFrequent, long rows) {
    long shown = mostFrequent.stream().mapToLong(RejectedValues.Value::rows).sum();
    String listed =
        mostFrequent.stream()
            .map(value -> String.format(Locale.ROOT, "%s (%,d)", shown(value.text()), value.rows()))
            .collect(Collectors.joining(", "));
    return shown < rows
        ? String.format(Locale.ROOT, "%s and others (%,d)", listed, rows - shown)
        : listed;
  }

  private static String shown(@Nullable String text) {
    if (text == null) {
      return "null";
    }
    return text.isEmpty() || !text.strip().equals(text) ? "\"" + text + "\"" : text;
  }

  /** A figure of the input, to four digits. */
  static String format(double figure) {
    return String.format(Locale.ROOT, "%.4g", figure)
        .replaceFirst("(\\.\\d*?)0+$", "$1")
        .replaceFirst("\\.$", "");
  }

  /** What lets so many rows be rejected. */
  static String tolerance(RowCounts counts) {
    double percent = Math.ceil(100.0 * counts.rejectedTotal() / counts.read()) + 1;
    return String.format(
        Locale.ROOT, "write checks.max_rejected: %.2f", Math.min(1, percent / 100));
  }
}
