package dev.surprisal.report.html;

import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.report.Report;
import dev.surprisal.tables.jdbc.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * SQL for Spark that gets at what is behind the page: the rows of a place, and the findings. It is
 * made of the configuration, and left out where that does not tell enough.
 */
final class RowsSql {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Report report;
  private final Map<?, ?> configuration;

  RowsSql(Report report) {
    this.report = report;
    this.configuration = report.run().provenance().configuration();
  }

  /** The predictions of a place, with their labels; null where the configuration names no table. */
  @Nullable String rows(@Nullable String version, Slice slice, @Nullable TimeRange during) {
    Map<?, ?> predictions = part("predictions");
    String table = table(predictions);
    if (table == null) {
      return null;
    }
    List<String> conditions = new ArrayList<>();
    String timestamp = text(predictions.get("timestamp"));
    if (timestamp != null && during != null && !during.isOpen()) {
      conditions.add(timestamp + " >= TIMESTAMP '" + during.from() + "'");
      conditions.add(timestamp + " < TIMESTAMP '" + during.to() + "'");
    }
    String versionColumn = text(predictions.get("version"));
    if (versionColumn != null && version != null) {
      conditions.add(versionColumn + " = " + quoted(version));
    }
    for (int i = 0; i < slice.dimensions().size(); i++) {
      String value = slice.values().get(i);
      String dimension = slice.dimensions().get(i);
      String expression = NAME.matcher(dimension).matches() ? dimension : "(" + dimension + ")";
      conditions.add(expression + (value == null ? " IS NULL" : " = " + quoted(value)));
    }
    return "SELECT *\nFROM "
        + table
        + labels(predictions)
        + (conditions.isEmpty() ? "" : "\nWHERE " + String.join("\n  AND ", conditions))
        + "\nLIMIT 1000";
  }

  private String labels(Map<?, ?> predictions) {
    Map<?, ?> labels = part("labels");
    String table = table(labels);
    List<?> key = predictions.get("key") instanceof List<?> list ? list : List.of();
    boolean isSame = key.equals(labels.get("key")) && !key.isEmpty();
    boolean areNames = key.stream().allMatch(it -> NAME.matcher(String.valueOf(it)).matches());
    return table == null || !isSame || !areNames
        ? ""
        : "\nLEFT JOIN "
            + table
            + " USING ("
            + key.stream().map(String::valueOf).collect(Collectors.joining(", "))
            + ")";
  }

  /** Every finding of this run that is not OK, the largest first; null without such a table. */
  @Nullable String findings() {
    Map<?, ?> output = part("output");
    String path = text(output.get("path"));
    if (path == null) {
      return null;
    }
    Map<?, ?> tables = output.get("tables") instanceof Map<?, ?> given ? given : Map.of();
    String format = Objects.requireNonNullElse(text(tables.get("format")), "parquet");
    boolean isDatabase = format.equals(Database.FORMAT);
    String schema = text(tables.get("schema"));
    String table =
        isDatabase
            ? (schema == null ? "" : "\"" + schema + "\".") + "drift_metrics d"
            : format + ".`" + path + "/drift_metrics`";
    // In most databases the word is one of SQL, but not behind a dot.
    return "SELECT state, comparison, "
        + (isDatabase ? "d.column" : "column")
        + ", version, slice, window_start, effect,"
        + "\n       interval_lower, interval_upper, p_adjusted, sentence\nFROM "
        + table
        + "\nWHERE run_id = "
        + quoted(report.run().id())
        + "\n  AND state IN ('ALERT', 'WARN', 'ERROR')\nORDER BY state, abs(effect) DESC";
  }

  private Map<?, ?> part(String name) {
    return configuration.get(name) instanceof Map<?, ?> part ? part : Map.of();
  }

  /** A table's name, or files that SQL can name. */
  private static @Nullable String table(Map<?, ?> source) {
    String table = text(source.get("table"));
    if (table != null) {
      return table;
    }
    String path = text(source.get("path"));
    String format = text(source.get("format"));
    boolean isNamed =
        path != null
            && format != null
            && List.of("parquet", "orc", "delta", "iceberg", "json").contains(format);
    return isNamed ? format + ".`" + path + "`" : null;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof String text && !text.isBlank() ? text : null;
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
