package dev.surprisal.config;

import java.util.Comparator;

/**
 * Where a value of the configuration was written. Places in the file come first, in its order.
 *
 * @param source the file, or the command-line option such as {@code --set drift.alpha}; empty where
 *     there is no place to point at
 * @param line the line in the file, from 1; 0 where the source has no lines
 */
public record Place(String source, int line) implements Comparable<Place> {

  /** No place to point at: the problem is told by itself. */
  public static final Place NONE = new Place("", 0);

  private static final Comparator<Place> ORDER =
      Comparator.comparing((Place place) -> place.line == 0)
          .thenComparing(Place::line)
          .thenComparing(Place::source);

  /** Checks the line. */
  public Place {
    if (line < 0) {
      throw new IllegalArgumentException("Invalid line: " + line + " (must be at least 0)");
    }
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  /** Reads {@code conf/x.yaml:12}, or {@code --set drift.alpha}. */
  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line;
  }
}
