package dev.surprisal.report.publication;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * Where a run publishes: a tree of files. Paths are relative to its root and separated by slashes.
 */
public interface Output {

  /** The root, as a reader would name it. */
  String location();

  /** A path with its root, as a reader would name it. */
  String locate(String path);

  /**
   * Proves that files can be written, by writing one and deleting it; makes the root where there is
   * none.
   *
   * @throws UnwritableOutputException if they cannot
   */
  void requireWritable();

  /** Whether there is a file or directory. */
  boolean exists(String path) throws IOException;

  /** The names in a directory, in order; none where there is none. */
  List<String> list(String path) throws IOException;

  /** Opens a new file for writing; makes its directories. */
  OutputStream create(String path) throws IOException;

  /**
   * Opens a file for reading.
   *
   * @throws IOException if there is none, or it cannot be read
   */
  InputStream open(String path) throws IOException;

  /**
   * Gives a directory its name in one step, on file systems that can.
   *
   * @throws IOException if the target exists
   */
  void rename(String from, String to) throws IOException;

  /** Puts a file in the place of another, or of none, in one step. */
  void replace(String from, String to) throws IOException;

  /** Deletes a file, or a directory with all in it; does nothing where there is none. */
  void delete(String path) throws IOException;
}
