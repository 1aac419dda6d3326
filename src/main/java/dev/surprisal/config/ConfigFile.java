package dev.surprisal.config;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.security.AccessControlException;

/** The text of a configuration on the local disk or on any Hadoop file system. */
public final class ConfigFile {

  /** Two letters at least, so that a drive is no scheme. */
  private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]+:.*");

  /** spark-submit hands over Hadoop's properties under this prefix. */
  private static final String SPARK_PREFIX = "spark.hadoop.";

  private static final String DIRECTORY = "it is a directory (must be a YAML file)";

  private ConfigFile() {}

  /** Whether a location is on this machine: without a scheme, whatever Hadoop's default is. */
  public static boolean isLocal(String location) {
    return !SCHEME.matcher(location).matches();
  }

  /** Reads the file. It needs no Spark session: the session is opened only for a sound one. */
  static String text(String location) {
    try {
      byte[] bytes = isLocal(location) ? Files.readAllBytes(local(location)) : hadoop(location);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw refused(location, "is not text in UTF-8");
    } catch (NoSuchFileException | FileNotFoundException e) {
      throw refused(location, "does not exist");
    } catch (AccessDeniedException | AccessControlException e) {
      throw refused(location, "cannot be read: permission denied");
    } catch (IOException | RuntimeException e) {
      throw refused(location, "cannot be read: " + e.getMessage());
    }
  }

  private static Path local(String location) throws IOException {
    Path path = Path.of(location);
    if (Files.isDirectory(path)) {
      throw new IOException(DIRECTORY);
    }
    return path;
  }

  private static byte[] hadoop(String location) throws IOException {
    Configuration configuration = new Configuration();
    System.getProperties()
        .stringPropertyNames()
        .forEach(
            name -> {
              if (name.startsWith(SPARK_PREFIX)) {
                configuration.set(
                    name.substring(SPARK_PREFIX.length()), System.getProperty(name, ""));
              }
            });
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(location);
    FileSystem files = path.getFileSystem(configuration);
    if (files.getFileStatus(path).isDirectory()) {
      throw new IOException(DIRECTORY);
    }
    try (InputStream stream = files.open(path)) {
      return stream.readAllBytes();
    }
  }

  private static ConfigException refused(String location, String reason) {
    return new ConfigException(
        List.of(new Problem(SourceLocation.NONE, "Configuration " + location + " " + reason)));
  }
}
