package dev.surprisal.config;

import java.util.Comparator;

/**
 * Where a value of the configuration was written. Places in the file come first, in its order.
 *
 * @param source the file, or the command-line option such as {@code --set drift.alpha}; empty where
 *     there is no place to point at
 * @param line the line in the file, from 1; 0 where the source has no lines
 */
public record SourceLocation(String source, int line) implements Comparable<SourceLocation> {

  /** No place to point at: the problem is told by itself. */
  public static final SourceLocation NONE = new SourceLocation("", 0);

  private static final Comparator<SourceLocation> ORDER =
      Comparator.comparing((SourceLocation place) -> place.line == 0)
          .thenComparing(SourceLocation::line)
          .thenComparing(SourceLocation::source);

  /** Checks the line. */
  public SourceLocation {
    if (line < 0) {
      throw new IllegalArgumentException("Invalid line: " + line + " (must be at least 0)");
    }
  }

  @Override
  public int compareTo(SourceLocation other) {
    return ORDER.compare(this, other);
  }

  /** Reads {@code conf/x.yaml:12}, or {@code --set drift.alpha}. */
  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line;
  }
}
