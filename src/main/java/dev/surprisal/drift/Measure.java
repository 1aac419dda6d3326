package dev.surprisal.drift;

import dev.surprisal.math.InformationUnit;

/**
 * A figure beside the effect.
 *
 * @param name its full name
 * @param value the figure; an amount of information in nats
 * @param dimension how it scales with the unit of information
 */
record Measure(String name, double value, Dimension dimension) {

  /** How a figure scales with the unit of information. */
  enum Dimension {
    NUMBER,
    INFORMATION,
    /** The root of an amount of information, such as the Jensen–Shannon distance. */
    ROOT_OF_INFORMATION
  }

  static Measure number(String name, double value) {
    return new Measure(name, value, Dimension.NUMBER);
  }

  static Measure information(String name, double nats) {
    return new Measure(name, nats, Dimension.INFORMATION);
  }

  static Measure rootOfInformation(String name, double rootOfNats) {
    return new Measure(name, rootOfNats, Dimension.ROOT_OF_INFORMATION);
  }

  /** The figure in the given unit. */
  double in(InformationUnit unit) {
    return switch (dimension) {
      case NUMBER -> value;
      case INFORMATION -> unit.fromNats(value);
      case ROOT_OF_INFORMATION -> value * Math.sqrt(unit.fromNats(1));
    };
  }
}
