package dev.surprisal.report;

import dev.surprisal.format.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files that Surprisal's classes come from. A version says which release it is, a hash which
 * build.
 *
 * @param packaging the kind of files
 * @param file the jar's name; null of other kinds
 * @param bytes the jar's size; null of other kinds
 * @param sha256 the jar's SHA-256 in hexadecimal; null of other kinds
 */
public record Software(
    Packaging packaging, @Nullable String file, @Nullable Long bytes, @Nullable String sha256) {

  /** What classes come from. */
  public enum Packaging {
    /** One file on this machine. */
    JAR,
    /** A developer's folder of classes, which has no hash. */
    FOLDER,
    /** What cannot be read as a file, such as a class path over the network. */
    OTHER;

    /** The name, as in the JSON form. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The files that a class comes from. */
  public static Software of(Class<?> one) {
    return place(one).map(Software::at).orElseGet(() -> without(Packaging.OTHER));
  }

  private static Software at(Path place) {
    try {
      return Files.isDirectory(place)
          ? without(Packaging.FOLDER)
          : new Software(
              Packaging.JAR,
              Objects.requireNonNull(place.getFileName()).toString(),
              Files.size(place),
              sha256(place));
    } catch (IOException | UncheckedIOException e) {
      // It was replaced or deleted while it runs; the report is no worse for it.
      return without(Packaging.OTHER);
    }
  }

  private static Software without(Packaging packaging) {
    return new Software(packaging, null, null, null);
  }

  private static Optional<Path> place(Class<?> one) {
    CodeSource source = one.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return Optional.empty();
    }
    try {
      URI location = source.getLocation().toURI();
      return Optional.of(Path.of(location)).filter(Files::exists);
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty();
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      MessageDigest digest = Sha256.digest();
      byte[] buffer = new byte[1 << 16];
      for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    }
  }
}
