package dev.surprisal.store;

import dev.surprisal.store.Manifest.Part;
import dev.surprisal.tables.FormatSetting;
import dev.surprisal.tables.TableDirectory;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * A table of bare files, which a log of commits makes a table of: each commit names the one file of
 * each partition. A file is never written to twice, so that who reads by a commit reads what it
 * names.
 *
 * <pre>
 * window=2026-05-31T00.00.00Z_2026-06-01T00.00.00Z/r1-5f0c….parquet
 * _commits/000000000001.json
 * _staging/    files on their way; what is older than a day was left behind
 * </pre>
 */
final class FileTable implements ProfileTable {

  /** The folder of the log. */
  static final String COMMITS = "_commits";

  private static final String STAGING = "_staging";
  private static final long ABANDONED_MILLIS = 86_400_000L;

  /** Writers of other windows come between; so many in a row do not. */
  private static final int ATTEMPTS = 100;

  private final SparkSession spark;
  private final FormatSetting source;
  private final Path root;
  private final FileSystem files;
  private final CommitLog log;

  /** By their numbers, those that snapshots were made of; the log does not keep old ones. */
  private final Map<Long, Manifest> seen = new ConcurrentHashMap<>(Map.of(0L, Manifest.EMPTY));

  /**
   * Opens a table.
   *
   * @param directory where it is
   * @param name its name
   * @param source what its files are written as
   */
  FileTable(TableDirectory directory, String name, FormatSetting source) {
    this.spark = directory.spark();
    this.source = source;
    this.root = directory.folder(name);
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    try {
      this.files = directory.files(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.log = new CommitLog(new Path(root, COMMITS), files, configuration);
  }

  /**
   * A commit.
   *
   * @param number its number, 0 before the first
   * @param manifest what it says
   */
  private record Commit(long number, Manifest manifest) {

    Snapshot snapshot() {
      return new Snapshot(number, manifest.entries());
    }
  }

  @Override
  public Snapshot snapshot() {
    try {
      return latest().snapshot();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Commit latest() throws IOException {
    OptionalLong number = log.latest();
    if (number.isPresent()) {
      return commit(number.getAsLong());
    }
    if (!files.exists(root)) {
      return new Commit(0, Manifest.EMPTY);
    }
    if (!files.getFileStatus(root).isDirectory()) {
      throw new IOException("there is a file of that name");
    }
    if (files.listStatus(root, FileTable::isPartition).length > 0) {
      throw new IOException("it has windows but no " + COMMITS + " to tell which are valid");
    }
    return new Commit(0, Manifest.EMPTY);
  }

  private static boolean isPartition(Path path) {
    return path.getName().startsWith(ProfileRows.PARTITION + "=");
  }

  private Commit commit(long number) throws IOException {
    Manifest manifest = Manifest.parse(log.read(number));
    if (manifest.formatVersion() > Manifest.EMPTY.formatVersion()) {
      throw NewerFormat.refused(root.toString(), manifest.formatVersion());
    }
    seen.put(number, manifest);
    for (Part part : manifest.parts().values()) {
      if (!part.file().endsWith("." + source.name())) {
        throw new IOException("its format is not " + source.key() + ", " + source.name());
      }
    }
    return new Commit(number, manifest);
  }

  private Manifest manifest(Snapshot snapshot) {
    return Objects.requireNonNull(seen.get(snapshot.version()), "a snapshot of this table");
  }

  @Override
  public Dataset<Row> rows(Snapshot snapshot, Set<String> partitions) {
    List<Part> parts =
        manifest(snapshot).parts().values().stream()
            .filter(part -> partitions.contains(part.entry().partition()))
            .toList();
    parts.parallelStream().forEach(this::requireWhole);
    return spark
        .read()
        .format(source.name())
        .schema(ProfileRows.SCHEMA)
        .option("basePath", root.toString())
        .load(parts.stream().map(it -> place(it).toString()).toArray(String[]::new));
  }

  private void requireWhole(Part part) {
    try {
      long bytes = files.getFileStatus(place(part)).getLen();
      if (bytes != part.bytes()) {
        throw damaged(
            part, "has " + bytes + " bytes of the " + part.bytes() + " that were written");
      }
    } catch (FileNotFoundException e) {
      throw damaged(part, "is gone");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DamagedPartitionException damaged(Part part, String what) {
    String partition = part.entry().partition();
    return new DamagedPartitionException(
        partition, ProfileRows.PARTITION + "=" + partition + "/" + part.file() + " " + what);
  }

  private Path place(Part part) {
    return new Path(folder(part.entry().partition()), part.file());
  }

  private Path folder(String partition) {
    return new Path(root, ProfileRows.PARTITION + "=" + partition);
  }

  @Override
  public void replace(Snapshot base, List<Entry> partitions, Dataset<Row> rows)
      throws ConflictException {
    Path staging = new Path(new Path(root, STAGING), UUID.randomUUID().toString());
    List<Part> added = new ArrayList<>();
    boolean committed = false;
    try {
      rows.write()
          .format(source.name())
          .mode(SaveMode.ErrorIfExists)
          .partitionBy(ProfileRows.PARTITION)
          .save(staging.toString());
      for (Entry entry : partitions) {
        added.add(place(entry, staging));
      }
      commit(base, added);
      committed = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      cleanUp(staging, committed ? List.of() : added);
    }
  }

  /** Moves a partition's file to where readers that follow no log will find it. */
  private Part place(Entry entry, Path staging) throws IOException {
    String folder = ProfileRows.PARTITION + "=" + entry.partition();
    FileStatus[] written =
        files.listStatus(new Path(staging, folder), it -> it.getName().startsWith("part-"));
    if (written.length != 1) {
      throw new IOException(folder + " was written as " + written.length + " files");
    }
    String name = "r" + entry.revision() + "-" + UUID.randomUUID() + "." + source.name();
    Part part = new Part(entry, name, written[0].getLen());
    files.mkdirs(folder(entry.partition()));
    if (!files.rename(written[0].getPath(), place(part))) {
      throw new IOException(place(part) + " cannot be written");
    }
    return part;
  }

  /** Writes the next number, over those of other windows' writers. */
  private void commit(Snapshot base, List<Part> added) throws IOException, ConflictException {
    List<Entry> entries = added.stream().map(Part::entry).toList();
    Commit latest = new Commit(base.version(), manifest(base));
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      latest.snapshot().requireUntouched(base, entries);
      if (log.write(latest.number() + 1, latest.manifest().with(added).json())) {
        deleteReplaced(latest.manifest(), added);
        return;
      }
      latest = latest();
    }
    throw new IOException("other runs have committed " + ATTEMPTS + " times in between");
  }

  private void deleteReplaced(Manifest before, List<Part> added) {
    for (Part part : added) {
      Part old = before.parts().get(part.entry().partition());
      if (old != null) {
        delete(place(old));
      }
    }
  }

  /** A file that stays behind harms nobody who reads by the log; so this never fails. */
  private void cleanUp(Path staging, List<Part> added) {
    added.forEach(it -> delete(place(it)));
    delete(staging);
    long old = System.currentTimeMillis() - ABANDONED_MILLIS;
    try {
      Arrays.stream(files.listStatus(staging.getParent()))
          .filter(it -> it.getModificationTime() < old)
          .forEach(it -> delete(it.getPath()));
    } catch (IOException e) {
      // It is there for the next run.
    }
  }

  private void delete(Path path) {
    try {
      files.delete(path, true);
    } catch (IOException e) {
      // Nobody reads it.
    }
  }
}
