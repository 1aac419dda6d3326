package dev.surprisal.dataset;

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
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
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
    String[] files =
        spark
            .read()
            .format("binaryFile")
            .options(spec.options())
            .load(spec.paths().toArray(String[]::new))
            .inputFiles();
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
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(new Path(URI.create(file)), hadoop))) {
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

  /** The columns that Spark cannot read, with their types. */
  Map<String, String> unreadable() {
    Map<String, String> unreadable = new LinkedHashMap<>();
    schemas
        .values()
        .forEach(
            file ->
                file.getFields().stream()
                    .filter(column -> ParquetTypes.of(column).isEmpty())
                    .forEach(
                        column -> unreadable.put(column.getName(), ParquetTypes.name(column))));
    return unreadable;
  }

  /** The columns of nanoseconds; whether each is in UTC, or by some clock on the wall. */
  Map<String, Boolean> nanoseconds() {
    Map<String, Boolean> columns = new LinkedHashMap<>();
    schemas
        .values()
        .forEach(
            file ->
                file.getFields()
                    .forEach(
                        column ->
                            ParquetTypes.nanoseconds(column)
                                .ifPresent(utc -> columns.put(column.getName(), utc))));
    return columns;
  }

  /** A sentence about a column that has different types in two files; empty where none has. */
  Optional<String> change() {
    Map<String, Type> types = new LinkedHashMap<>();
    Map<String, String> files = new LinkedHashMap<>();
    for (Map.Entry<String, MessageType> file : schemas.entrySet()) {
      for (Type column : file.getValue().getFields()) {
        Type before = types.putIfAbsent(column.getName(), column);
        files.putIfAbsent(column.getName(), file.getKey());
        if (before != null && !ParquetTypes.name(before).equals(ParquetTypes.name(column))) {
          return Optional.of(
              String.format(
                  "the column %s is %s in %s and %s in %s; give a schema that holds both, such as"
                      + " schema: \"…, %s %s\", or write the files anew",
                  column.getName(),
                  ParquetTypes.name(before),
                  CsvHeaders.shown(String.valueOf(files.get(column.getName()))),
                  ParquetTypes.name(column),
                  CsvHeaders.shown(file.getKey()),
                  column.getName(),
                  ParquetTypes.wider(before, column)));
        }
      }
    }
    return Optional.empty();
  }

  /** A file that has a column which others lack. */
  Optional<String> fileWith(String column) {
    return schemas.entrySet().stream()
        .filter(file -> file.getValue().containsField(column))
        .map(file -> CsvHeaders.shown(file.getKey()))
        .findFirst();
  }

  /** Whether a type is a whole number of 64 bits. */
  static boolean isLong(StructType schema, String column) {
    return Arrays.asList(schema.fieldNames()).contains(column)
        && schema.apply(column).dataType().equals(DataTypes.LongType);
  }
}
