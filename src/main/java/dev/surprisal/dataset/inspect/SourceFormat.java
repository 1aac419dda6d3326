package dev.surprisal.dataset.inspect;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** Tells the format of files by their names. */
final class SourceFormat {

  private static final Map<String, String> BY_ENDING =
      Map.of(
          "parquet", "parquet",
          "parq", "parquet",
          "pq", "parquet",
          "orc", "orc",
          "avro", "avro",
          "csv", "csv",
          "tsv", "csv",
          "json", "json",
          "jsonl", "json",
          "ndjson", "json");

  private static final Pattern COMPRESSED =
      Pattern.compile("\\.(gz|bz2|zst|zstd|snappy|lz4|deflate)$");

  /** A folder whose first files tell nothing is not searched to its end. */
  private static final int MOST_FILES = 1_000;

  private SourceFormat() {}

  /**
   * The format of what lies at a path.
   *
   * @param files the file system
   * @param found what the path, which may hold wildcards, stands for
   * @return the name of a Spark source; empty where no file's name tells
   */
  static Optional<String> of(FileSystem files, FileStatus[] found) throws IOException {
    for (FileStatus one : found) {
      Optional<String> format =
          one.isDirectory() ? ofFolder(files, one.getPath()) : ofFile(one.getPath().getName());
      if (format.isPresent()) {
        return format;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ofFolder(FileSystem files, Path folder) throws IOException {
    if (files.exists(new Path(folder, "_delta_log"))) {
      return Optional.of("delta");
    }
    FileStatus[] metadata = files.globStatus(new Path(folder, "metadata/*.metadata.json"));
    if (metadata != null && metadata.length > 0) {
      return Optional.of("iceberg");
    }
    RemoteIterator<LocatedFileStatus> all = files.listFiles(folder, true);
    for (int i = 0; i < MOST_FILES && all.hasNext(); i++) {
      Path file = all.next().getPath();
      if (!isHidden(folder, file)) {
        Optional<String> format = ofFile(file.getName());
        if (format.isPresent()) {
          return format;
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isHidden(Path folder, Path file) {
    String below = file.toUri().getPath().substring(folder.toUri().getPath().length());
    return Arrays.stream(below.split("/"))
        .anyMatch(name -> name.startsWith(".") || name.startsWith("_") && !name.contains("="));
  }

  private static Optional<String> ofFile(String name) {
    String plain = COMPRESSED.matcher(name.toLowerCase(Locale.ROOT)).replaceFirst("");
    return Optional.ofNullable(BY_ENDING.get(plain.substring(plain.lastIndexOf('.') + 1)));
  }
}
