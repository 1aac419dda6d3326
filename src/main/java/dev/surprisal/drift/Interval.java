package dev.surprisal.drift;

/**
 * A confidence interval at level 1 − α.
 *
 * @param lower the lower end
 * @param upper the upper end
 */
public record Interval(double lower, double upper) {}
