package dev.surprisal.drift.finding;

import dev.surprisal.math.InformationUnit;

/**
 * A figure beside the effect.
 *
 * @param key which
 * @param value the figure; an amount of information in nats
 */
public record Measure(MeasureKey key, double value) {

  /**
   * The figure in the given unit.
   *
   * @param kind the comparison, whose effect a figure may be like
   */
  public double in(InformationUnit unit, ComparisonKind kind) {
    return switch (key.dimension()) {
      case NUMBER -> value;
      case INFORMATION -> unit.fromNats(value);
      case ROOT_OF_INFORMATION -> value * Math.sqrt(unit.fromNats(1));
      case OF_EFFECT -> kind.isInformation() ? unit.fromNats(value) : value;
    };
  }
}
