package dev.surprisal.config;

import java.util.Comparator;

/**
 * One thing that is wrong with a configuration.
 *
 * @param place where it was written
 * @param sentence what is wrong: the thing, its value, and what it must be
 */
public record Problem(SourceLocation place, String sentence) implements Comparable<Problem> {

  private static final int LONGEST = 80;

  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::place).thenComparing(Problem::sentence);

  /** A value that breaks a constraint. */
  static Problem invalid(SourceLocation place, String key, String value, String constraint) {
    // Cut after what is secret has been found, which may go on behind the cut.
    String whole = Concealment.of(key, value);
    String shown = whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST) + "…";
    return new Problem(place, "Invalid " + key + ": " + shown + " (" + constraint + ")");
  }

  /** A key that must be there and is not. */
  static Problem missing(SourceLocation place, String key, String constraint) {
    return new Problem(place, "Missing " + key + " (" + constraint + ")");
  }

  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }

  /** Reads {@code conf/x.yaml:12: Invalid drift.alpha: 2 (must be in (0, 1))}. */
  @Override
  public String toString() {
    return place.equals(SourceLocation.NONE) ? sentence : place + ": " + sentence;
  }
}
