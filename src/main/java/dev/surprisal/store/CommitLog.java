package dev.surprisal.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathFilter;

/**
 * Numbered files in a folder, of which each number is written once, by one writer, and is whole as
 * soon as it is seen.
 *
 * <p>How a file gets its name only where no other has it depends on the file system:
 *
 * <ol>
 *   <li>On a local one, by a hard link to a file that is complete; Hadoop's own rename and create
 *       look first and write then.
 *   <li>On object stores, by creation without overwriting, asked of the store as a condition; there
 *       an object is seen when it is whole, and a rename is a copy.
 *   <li>On all others, HDFS among them, by renaming a file that is complete, which the name node
 *       refuses where there is one.
 * </ol>
 */
final class CommitLog {

  private static final Set<String> OBJECT_STORES = Set.of("s3a", "s3", "s3n", "gs", "oss", "cosn");

  /** Asks an object store to create only what is not there; unknown to older ones. */
  private static final String CONDITIONAL = "fs.option.create.conditional.overwrite";

  /** Newer ones are kept, for writers that began long ago and would take a number once more. */
  private static final int KEPT = 50;

  private static final PathFilter NUMBERED = it -> it.getName().matches("\\d{12}\\.json");

  private final Path folder;
  private final FileSystem files;
  private final Configuration configuration;

  CommitLog(Path folder, FileSystem files, Configuration configuration) {
    this.folder = folder;
    this.files = files;
    this.configuration = configuration;
  }

  /** The latest number; empty where nothing has been written. */
  OptionalLong latest() throws IOException {
    return Arrays.stream(list()).mapToLong(CommitLog::number).max();
  }

  private FileStatus[] list() throws IOException {
    try {
      return files.listStatus(folder, NUMBERED);
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }

  private static long number(FileStatus file) {
    String name = file.getPath().getName();
    return Long.parseLong(name.substring(0, name.indexOf('.')));
  }

  /** What was written under a number. */
  byte[] read(long number) throws IOException {
    try (var in = files.open(file(number))) {
      return in.readAllBytes();
    }
  }

  /**
   * Writes a number.
   *
   * @return whether it was this writer who did; false where the number is another's
   */
  boolean write(long number, byte[] content) throws IOException {
    files.mkdirs(folder);
    boolean written = writeOnce(file(number), content);
    if (written) {
      deleteOlderThan(number - KEPT);
    }
    return written;
  }

  private boolean writeOnce(Path target, byte[] content) throws IOException {
    String scheme = files.getUri().getScheme().toLowerCase(Locale.ROOT);
    if (scheme.equals("file")) {
      return linkOnce(target, content);
    }
    return OBJECT_STORES.contains(scheme)
        ? createOnce(target, content)
        : renameOnce(target, content);
  }

  private static boolean linkOnce(Path target, byte[] content) throws IOException {
    java.nio.file.Path to = java.nio.file.Path.of(target.toUri().getPath());
    java.nio.file.Path whole = to.resolveSibling("." + UUID.randomUUID());
    try {
      Files.write(whole, content);
      Files.createLink(to, whole);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private boolean createOnce(Path target, byte[] content) throws IOException {
    FSDataOutputStreamBuilder<?, ?> builder = files.createFile(target).overwrite(false);
    builder.opt(CONDITIONAL, true);
    try (OutputStream out = builder.build()) {
      out.write(content);
      return true;
    } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
      return false;
    }
  }

  private boolean renameOnce(Path target, byte[] content) throws IOException {
    Path whole = new Path(folder, "." + UUID.randomUUID());
    try {
      try (OutputStream out = files.create(whole, false)) {
        out.write(content);
      }
      FileContext.getFileContext(files.getUri(), configuration)
          .rename(whole, target, Options.Rename.NONE);
      return true;
    } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
      return false;
    } finally {
      files.delete(whole, false);
    }
  }

  private void deleteOlderThan(long number) throws IOException {
    for (FileStatus file : list()) {
      if (number(file) < number) {
        files.delete(file.getPath(), false);
      }
    }
  }

  private Path file(long number) {
    return new Path(folder, String.format(Locale.ROOT, "%012d.json", number));
  }
}
