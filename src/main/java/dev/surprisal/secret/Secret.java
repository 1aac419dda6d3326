package dev.surprisal.secret;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A value that no output may show, by where it is kept: its text is read when it is used and is
 * part of neither {@link #toString()} nor any message.
 *
 * @param source where it is kept
 * @param name the environment variable or the path of the file; the value itself where it is a
 *     literal
 */
public record Secret(Source source, String name) {

  /** Where a secret is kept. */
  public enum Source {
    /** In the configuration. */
    LITERAL,
    /** In an environment variable of the driver. */
    ENV,
    /** In a file on the driver's machine, such as a mounted secret of Kubernetes. */
    FILE
  }

  /** A secret that is not where it should be. */
  public static final class UnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Says where it should be or what it should be.
     *
     * @param message without the secret
     */
    public UnavailableException(String message) {
      super(message);
    }
  }

  /** More is no password, token or URL. */
  private static final long MOST_BYTES = 16_384;

  /** One that stands in the configuration. */
  public static Secret literal(String value) {
    return new Secret(Source.LITERAL, value);
  }

  /**
   * The value, without the line end that files have.
   *
   * @throws UnavailableException where there is none; the message says where it should be
   */
  public String value() {
    return switch (source) {
      case LITERAL -> name;
      case ENV -> variable();
      case FILE -> file();
    };
  }

  private String variable() {
    String value = System.getenv(name);
    if (value == null || value.isBlank()) {
      throw new UnavailableException(
          "the environment variable "
              + name
              + " is "
              + (value == null ? "not set" : "blank")
              + "; set it where the driver runs");
    }
    return value.strip();
  }

  private String file() {
    String value;
    try {
      Path path = Path.of(name);
      if (Files.size(path) > MOST_BYTES) {
        throw new UnavailableException("the file " + name + " is too long for a secret");
      }
      value = Files.readString(path).strip();
    } catch (NoSuchFileException | InvalidPathException e) {
      throw new UnavailableException("there is no file " + name);
    } catch (MalformedInputException e) {
      throw new UnavailableException("the file " + name + " is not UTF-8 text");
    } catch (IOException e) {
      throw new UnavailableException("the file " + name + " cannot be read");
    }
    if (value.isEmpty() || value.lines().count() > 1) {
      throw new UnavailableException("the file " + name + " must have exactly one line");
    }
    return value;
  }

  /** Where it is kept; never the value. */
  @Override
  public String toString() {
    return source == Source.LITERAL ? SecretMask.MASK : source + " " + name;
  }
}
