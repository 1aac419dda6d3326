package dev.surprisal.dataset.source;

import dev.surprisal.dataset.spec.SourceSpec;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The columns of a source of Parquet files, of which Spark knows those of one file: what the others
 * have otherwise.
 *
 * @param name the source's key in the configuration
 * @param spec the source
 * @param rows the source as it is opened
 * @param unreadable the columns that cannot be read, each with a sentence that says why
 */
record ParquetColumns(
    String name, SourceSpec spec, Dataset<Row> rows, Map<String, String> unreadable) {

  private static final String MERGE = "mergeSchema";

  /** Says of a column that is there, and that Spark cannot read or has not seen, what to do. */
  Optional<String> absent(String text) {
    for (Map.Entry<String, String> column : unreadable.entrySet()) {
      if (text.equals(column.getKey()) || words(text).contains(column.getKey())) {
        return Optional.of(column.getValue());
      }
    }
    if (!areFound()) {
      return Optional.empty();
    }
    ParquetFiles files = ParquetFiles.of(rows.sparkSession(), spec);
    return words(text).stream()
        .filter(word -> !Arrays.asList(rows.columns()).contains(word))
        .flatMap(
            word ->
                files.fileWith(word).stream()
                    .map(
                        file ->
                            "not all files have column "
                                + word
                                + ", as "
                                + file
                                + " does; "
                                + filled("the others")))
        .findFirst();
  }

  /** Says of a column that a file lacks: read by the schema of another, it would be null there. */
  Optional<String> missing(String column, ParquetFiles files) {
    Optional<String> file = merges() ? Optional.empty() : files.fileWithout(column);
    return file.map(
        it -> "column " + column + " is missing in " + it + "; " + filled("such files"));
  }

  /** The footers; empty where nobody but the configuration says what is in the files. */
  Optional<ParquetFiles> files() {
    if (!areFound()) {
      return Optional.empty();
    }
    try {
      return Optional.of(ParquetFiles.of(rows));
    } catch (RuntimeException e) {
      // A file that cannot be read is told when its rows are, or left out if Spark is asked to.
      return Optional.empty();
    }
  }

  private boolean areFound() {
    return ParquetFiles.areIn(spec) && spec.schema() == null;
  }

  private boolean merges() {
    return spec.option(MERGE)
        .map(option -> Boolean.parseBoolean(option.strip()))
        .orElseGet(
            () ->
                Boolean.parseBoolean(
                    rows.sparkSession().conf().get("spark.sql.parquet." + MERGE, "false")));
  }

  private String filled(String where) {
    return String.format(
        "write %s.options: {mergeSchema: \"true\"}, which makes it null in %s, or give %s.schema",
        name, where, name);
  }

  private static Set<String> words(String text) {
    return new LinkedHashSet<>(Arrays.asList(text.split("[^\\p{L}\\p{N}_]+")));
  }
}
