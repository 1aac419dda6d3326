package dev.surprisal.dataset.source;

import dev.surprisal.catalyst.ScannedRelation;
import dev.surprisal.dataset.spec.SourceSpec;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a dataset were read from, as it was when the dataset was opened.
 *
 * @param name the dataset's key in the configuration
 * @param format the Spark source, or that of the table
 * @param kind what tells the content of the source from an earlier or later one
 * @param files the files; null where the source is not files that Spark has listed
 * @param version the table's version or snapshot; null where it has none
 */
public record SourceOrigin(
    String name, String format, Kind kind, @Nullable FileList files, @Nullable String version) {

  /** What a source tells of its content. */
  public enum Kind {
    /** Files, with their sizes and times. */
    FILES,
    /** The version of a table, which names its files. */
    TABLE_VERSION,
    /** Nothing: a database, a stream of events, a table that is listed only as it is read. */
    UNKNOWN;

    /** The name, as in the JSON form. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Asks Spark; reads and lists nothing. */
  static SourceOrigin of(String name, SourceSpec spec, Dataset<Row> rows) {
    List<ScannedRelation> relations = ScannedRelation.of(rows);
    String found =
        relations.stream()
            .flatMap(it -> Stream.ofNullable(it.format()))
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    String format = spec.table() == null ? spec.format() : found.isEmpty() ? "table" : found;
    if (!relations.isEmpty() && relations.stream().allMatch(it -> it.files() != null)) {
      List<FileStatus> files =
          relations.stream().flatMap(it -> Objects.requireNonNull(it.files()).stream()).toList();
      return new SourceOrigin(name, format, Kind.FILES, FileList.of(files), null);
    }
    Optional<String> version =
        relations.stream().flatMap(it -> Stream.ofNullable(it.version())).findFirst();
    return relations.size() == 1 && version.isPresent()
        ? new SourceOrigin(name, format, Kind.TABLE_VERSION, null, version.get())
        : new SourceOrigin(name, format, Kind.UNKNOWN, null, null);
  }
}
