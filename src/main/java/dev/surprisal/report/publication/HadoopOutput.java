package dev.surprisal.report.publication;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;

/** Publishes to any Hadoop file system; a path without a scheme is on the default one. */
public final class HadoopOutput implements Output {

  private final Path root;
  private final FileContext files;

  private HadoopOutput(Path root, FileContext files) {
    this.root = root;
    this.files = files;
  }

  /**
   * Opens a place to publish.
   *
   * @param path a directory, which need not exist
   * @param configuration Hadoop's, e.g. {@code spark.sparkContext().hadoopConfiguration()}
   * @throws UnwritableOutputException if no file system serves the path
   */
  public static HadoopOutput of(String path, Configuration configuration) {
    try {
      Configuration own = new Configuration(configuration);
      // A local directory is for people too: without a .crc file beside each file.
      own.set("fs.AbstractFileSystem.file.impl", "org.apache.hadoop.fs.local.RawLocalFs");
      Path given = new Path(path);
      Path root = given.getFileSystem(configuration).makeQualified(given);
      return new HadoopOutput(root, FileContext.getFileContext(root.toUri(), own));
    } catch (IOException | IllegalArgumentException e) {
      throw new UnwritableOutputException(path, e);
    }
  }

  @Override
  public String location() {
    return readable(root);
  }

  @Override
  public String locate(String path) {
    return readable(at(path));
  }

  @Override
  public void requireWritable() {
    Path probe = at(".probe-" + UUID.randomUUID());
    try {
      requireDirectory();
      write(probe).close();
      files.delete(probe, false);
    } catch (IOException | RuntimeException e) {
      throw new UnwritableOutputException(location(), e);
    }
  }

  @Override
  public boolean exists(String path) throws IOException {
    return files.util().exists(at(path));
  }

  @Override
  public List<String> list(String path) throws IOException {
    return exists(path)
        ? Stream.of(files.util().listStatus(at(path)))
            .map(it -> it.getPath().getName())
            .sorted()
            .toList()
        : List.of();
  }

  @Override
  public OutputStream create(String path) throws IOException {
    return write(at(path));
  }

  @Override
  public InputStream open(String path) throws IOException {
    return files.open(at(path));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    files.mkdir(at(to).getParent(), FsPermission.getDirDefault(), true);
    files.rename(at(from), at(to), Options.Rename.NONE);
  }

  @Override
  public void replace(String from, String to) throws IOException {
    if (isLocal(root)) {
      // Hadoop deletes the old file first there, and a reader that comes then finds none.
      Files.move(local(from), local(to), StandardCopyOption.ATOMIC_MOVE);
    } else {
      files.rename(at(from), at(to), Options.Rename.OVERWRITE);
    }
  }

  @Override
  public void delete(String path) throws IOException {
    if (exists(path)) {
      files.delete(at(path), true);
    }
  }

  private OutputStream write(Path path) throws IOException {
    return files.create(path, EnumSet.of(CreateFlag.CREATE), Options.CreateOpts.createParent());
  }

  private void requireDirectory() throws IOException {
    if (!files.util().exists(root)) {
      files.mkdir(root, FsPermission.getDirDefault(), true);
      return;
    }
    FileStatus status = files.getFileStatus(root);
    if (!status.isDirectory()) {
      throw new FileAlreadyExistsException("there is a file of that name");
    }
  }

  private Path at(String path) {
    return new Path(root, path);
  }

  /** A local path as the shell knows it, any other with its scheme. */
  private static String readable(Path path) {
    return isLocal(path) ? path.toUri().getPath() : path.toString();
  }

  private static boolean isLocal(Path path) {
    return "file".equals(path.toUri().getScheme());
  }

  private java.nio.file.Path local(String path) {
    return java.nio.file.Path.of(at(path).toUri().getPath());
  }
}
