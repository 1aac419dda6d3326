package dev.surprisal.starter;

import dev.surprisal.config.ConfigFile;
import dev.surprisal.report.publication.HadoopOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The file that a starter configuration is written to: as a whole, or not at all. */
final class StarterFile {

  private final String name;
  private final HadoopOutput folder;
  private final Init.Existing existing;

  private StarterFile(String name, HadoopOutput folder, Init.Existing existing) {
    this.name = name;
    this.folder = folder;
    this.existing = existing;
  }

  static StarterFile of(String location, Init.Existing existing, Configuration configuration) {
    Path path =
        ConfigFile.isLocal(location)
            ? new Path(java.nio.file.Path.of(location).toAbsolutePath().toUri())
            : new Path(location);
    Path parent = path.getParent();
    String folder = parent == null ? path.toString() : parent.toString();
    return new StarterFile(path.getName(), HadoopOutput.of(folder, configuration), existing);
  }

  /** Tells at once what needs no Spark to be seen. */
  static void requireFreeIfLocal(String location, Init.Existing existing) throws IOException {
    if (existing == Init.Existing.KEEP
        && ConfigFile.isLocal(location)
        && Files.exists(java.nio.file.Path.of(location))) {
      throw new FileAlreadyExistsException(location);
    }
  }

  /**
   * Looks whether it can be written, so that nothing is read in vain.
   *
   * @throws FileAlreadyExistsException where it is there, and is to be kept
   */
  void requireFree() throws IOException {
    if (existing == Init.Existing.KEEP && folder.exists(name)) {
      throw new FileAlreadyExistsException(name);
    }
    folder.requireWritable();
  }

  /** Writes it under another name first: nobody sees half of it. */
  void write(String text) throws IOException {
    String draft = "." + name + "-" + UUID.randomUUID();
    try (OutputStream out = folder.create(draft)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    try {
      if (existing == Init.Existing.REPLACE) {
        folder.replace(draft, name);
      } else {
        requireAbsent();
        folder.rename(draft, name);
      }
    } finally {
      folder.delete(draft);
    }
  }

  /** Somebody may have written it since. */
  private void requireAbsent() throws IOException {
    if (folder.exists(name)) {
      throw new FileAlreadyExistsException(name);
    }
  }
}
