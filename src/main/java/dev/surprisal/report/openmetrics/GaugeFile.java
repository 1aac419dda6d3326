package dev.surprisal.report.openmetrics;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Gauges in the text format that OpenMetrics 1.0 and Prometheus' older format share: one family
 * after the other, in the order in which they first come.
 */
final class GaugeFile {

  private record Family(String help, String unit, List<String> samples) {}

  private final Map<String, Family> families = new LinkedHashMap<>();
  private int size;

  /**
   * Adds a sample.
   *
   * @param name the family's name; ends with its unit, where it has one
   * @param unit the unit, or an empty text
   * @param help what the family measures, told once
   * @param labels the labels, in order
   * @param value the value; may be infinite
   */
  void add(String name, String unit, String help, Labels labels, double value) {
    family(name, unit, help).add(name + text(labels) + " " + text(value));
    size++;
  }

  /** Adds a sample without a unit. */
  void add(String name, String help, Labels labels, double value) {
    add(name, "", help, labels, value);
  }

  /** Adds all samples of another, in its order. */
  void addAll(GaugeFile other) {
    other.families.forEach((name, of) -> family(name, of.unit(), of.help()).addAll(of.samples()));
    size += other.size;
  }

  /** The number of samples. */
  int size() {
    return size;
  }

  private List<String> family(String name, String unit, String help) {
    return families
        .computeIfAbsent(name, unused -> new Family(help, unit, new ArrayList<>()))
        .samples();
  }

  /** The file. */
  String text() {
    StringBuilder text = new StringBuilder();
    families.forEach(
        (name, family) -> {
          text.append("# TYPE ").append(name).append(" gauge\n");
          if (!family.unit().isEmpty()) {
            text.append("# UNIT ").append(name).append(' ').append(family.unit()).append('\n');
          }
          text.append("# HELP ").append(name).append(' ').append(escaped(family.help()));
          text.append('\n');
          family.samples().forEach(it -> text.append(it).append('\n'));
        });
    return text.append("# EOF\n").toString();
  }

  /** What may stand in a name, all else as an underscore. */
  static String name(String text) {
    return text.replaceAll("[^a-zA-Z0-9_]", "_");
  }

  private static String text(Labels labels) {
    StringJoiner joiner = new StringJoiner(",", "{", "}").setEmptyValue("");
    labels.values().forEach((label, value) -> joiner.add(label + "=\"" + escaped(value) + "\""));
    return joiner.toString();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String text(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return Double.isNaN(value) ? "NaN" : NumberOutput.toString(value, true);
  }
}
