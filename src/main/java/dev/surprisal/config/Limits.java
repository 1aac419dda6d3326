package dev.surprisal.config;

import dev.surprisal.drift.limit.LimitPolicy;

/**
 * Bounds on what is kept, so that a dimension of a million values does no harm; and those that
 * people set to figures.
 *
 * @param slices how many slices a set of dimensions may have in a window; the smallest of more are
 *     added up in one
 * @param categories how many categories of a column are counted each by itself; all others are
 *     added up in one
 * @param metrics what figures must be, whatever the reference did
 */
public record Limits(int slices, int categories, LimitPolicy metrics) {

  /** The default bounds. */
  public static final Limits DEFAULT = new Limits(1_000, 256);

  /** Bounds on what is kept alone. */
  public Limits(int slices, int categories) {
    this(slices, categories, LimitPolicy.NONE);
  }

  /** Checks the bounds. */
  public Limits {
    if (slices < 1) {
      throw new IllegalArgumentException(
          "Invalid limits.slices: " + slices + " (must be at least 1)");
    }
    if (categories < 1) {
      throw new IllegalArgumentException(
          "Invalid limits.categories: " + categories + " (must be at least 1)");
    }
  }
}
