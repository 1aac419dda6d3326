package dev.surprisal.report.openmetrics;

import dev.surprisal.profile.cube.Slice;
import dev.surprisal.report.Report;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Slices as labels of metrics: column {@code weekday} is label {@code slice_weekday}. No two
 * columns share a label, and no two values a label's value, so that no two slices are one series.
 * Label {@code slice} has the slice for people; all rows have no label, so that {@code slice=""}
 * selects them, whatever the columns are.
 */
final class SliceLabels {

  /** The words for what has none; a label without a value would be no label. */
  private static final Pattern WORD = Pattern.compile("\\(*\\((null|empty)\\)");

  private final Map<String, String> labels;

  private SliceLabels(Map<String, String> labels) {
    this.labels = labels;
  }

  static SliceLabels of(Report report) {
    Set<String> columns = new TreeSet<>();
    report.metrics().forEach(it -> columns.addAll(it.slice().dimensions()));
    report.findings().forEach(it -> columns.addAll(it.slice().dimensions()));
    Map<String, String> labels = new TreeMap<>();
    Set<String> taken = new HashSet<>();
    for (String column : columns) {
      String label = "slice_" + GaugeFile.name(column);
      while (!taken.add(label)) {
        label += "_";
      }
      labels.put(column, label);
    }
    return new SliceLabels(labels);
  }

  Map<String, String> labels(Slice slice) {
    Map<String, String> found = new LinkedHashMap<>();
    if (!slice.isAll()) {
      found.put("slice", slice.label());
    }
    for (int i = 0; i < slice.dimensions().size(); i++) {
      String column = slice.dimensions().get(i);
      found.put(labels.getOrDefault(column, column), value(slice.values().get(i)));
    }
    return found;
  }

  private static String value(@Nullable String value) {
    if (value == null) {
      return "(null)";
    }
    if (value.isEmpty()) {
      return "(empty)";
    }
    return WORD.matcher(value).matches() ? "(" + value : value;
  }
}
