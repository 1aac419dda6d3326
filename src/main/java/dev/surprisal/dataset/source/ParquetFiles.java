package dev.surprisal.dataset.source;

import static org.apache.parquet.format.converter.ParquetMetadataConverter.SKIP_ROW_GROUPS;

import dev.surprisal.dataset.spec.SourceSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * What the footers of Parquet files say, where Spark refuses the whole dataset for a column that
 * nobody asked for, or does not tell which one it is.
 *
 * @param schemas the schema of each file, in the order of their names
 */
record ParquetFiles(Map<String, MessageType> schemas) {

  /** Whether a source is Parquet files. */
  static boolean areIn(SourceSpec spec) {
    return spec.path() != null && spec.format().equalsIgnoreCase("parquet");
  }

  /** Reads the footers of all files, on the driver. */
  static ParquetFiles of(SparkSession spark, SourceSpec spec) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    // Spark lists binary files as it does others, and asks none for its schema.
    return of(
        hadoop,
        spark
            .read()
            .format("binaryFile")
            .options(spec.options())
            .load(spec.paths().toArray(String[]::new))
            .inputFiles());
  }

  /** Reads the footers of the files that rows are read from. */
  static ParquetFiles of(Dataset<Row> rows) {
    return of(rows.sparkSession().sparkContext().hadoopConfiguration(), rows.inputFiles());
  }

  private static ParquetFiles of(Configuration hadoop, String[] files) {
    Arrays.sort(files);
    List<MessageType> schemas =
        Arrays.stream(files).parallel().map(file -> schema(file, hadoop)).toList();
    Map<String, MessageType> all = new LinkedHashMap<>();
    for (int i = 0; i < files.length; i++) {
      all.put(files[i], schemas.get(i));
    }
    return new ParquetFiles(all);
  }

  private static MessageType schema(String file, Configuration hadoop) {
    Path path = new Path(URI.create(file));
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(path, hadoop),
            // What is said of the groups of rows is most of a footer.
            HadoopReadOptions.builder(hadoop, path).withMetadataFilter(SKIP_ROW_GROUPS).build())) {
      return reader.getFooter().getFileMetaData().getSchema();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The columns that Spark can read, of all files; those of nanoseconds as whole numbers. */
  StructType readable() {
    Map<String, Type> columns = new LinkedHashMap<>();
    schemas
        .values()
        .forEach(file -> file.getFields().forEach(it -> columns.putIfAbsent(it.getName(), it)));
    StructType readable = new StructType();
    for (Type column : columns.values()) {
      var type = ParquetTypes.of(column);
      readable = type.isPresent() ? readable.add(column.getName(), type.get()) : readable;
    }
    return readable;
  }

  /** The columns that Spark cannot read, each with a sentence about its type. */
  Map<String, String> unreadable() {
    Map<String, String> unreadable = new LinkedHashMap<>();
    schemas
        .values()
        .forEach(
            file ->
                file.getFields().stream()
                    .filter(column -> ParquetTypes.of(column).isEmpty())
                    .forEach(
                        column ->
                            unreadable.put(column.getName(), ParquetTypes.unreadable(column))));
    return unreadable;
  }

  /** The columns with nanoseconds that Spark can read as whole numbers. */
  Map<String, Type> nanoseconds() {
    Map<String, Type> columns = new LinkedHashMap<>();
    schemas
        .values()
        .forEach(
            file ->
                file.getFields().stream()
                    .filter(it -> Nanoseconds.areIn(it) && ParquetTypes.of(it).isPresent())
                    .forEach(it -> columns.putIfAbsent(it.getName(), it)));
    return columns;
  }

  /** A sentence about a column that has different types in two files; empty where none has. */
  Optional<String> change() {
    return schemas.values().stream()
        .flatMap(file -> file.getFields().stream())
        .map(Type::getName)
        .distinct()
        .flatMap(column -> ParquetChange.of(column, this).sentence().stream())
        .findFirst();
  }

  /** The type of a column, whatever the case of its name, by the files that have it. */
  Map<String, Type> types(String column) {
    Map<String, Type> types = new LinkedHashMap<>();
    schemas.forEach(
        (file, schema) ->
            schema.getFields().stream()
                .filter(it -> it.getName().equalsIgnoreCase(column))
                .findFirst()
                .ifPresent(it -> types.put(file, it)));
    return types;
  }

  /** A file that has a column which others lack. */
  Optional<String> fileWith(String column) {
    return schemas.entrySet().stream()
        .filter(file -> file.getValue().containsField(column))
        .map(file -> CsvHeaders.shown(file.getKey()))
        .findFirst();
  }

  /**
   * A file that lacks a column which others have; a column that none has is that of a folder's
   * name.
   */
  Optional<String> fileWithout(String column) {
    Map<String, Type> having = types(column);
    return having.isEmpty()
        ? Optional.empty()
        : schemas.keySet().stream()
            .filter(file -> !having.containsKey(file))
            .map(CsvHeaders::shown)
            .findFirst();
  }
}
