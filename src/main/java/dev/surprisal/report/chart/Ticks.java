package dev.surprisal.report.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * A vertical axis: round values at even steps, and a domain that ends at such values.
 *
 * @param low the lower end of the domain
 * @param high the upper end, above the lower one
 * @param step the distance of the values
 */
record Ticks(double low, double high, double step) {

  private static final double[] ROUND = {1, 2, 2.5, 5, 10};

  /**
   * The axis that has all values of a range.
   *
   * @param least the least value, finite
   * @param greatest the greatest value, finite
   * @param most the number of steps, at most
   */
  static Ticks of(double least, double greatest, int most) {
    double from = least;
    double to = greatest;
    if (!(to > from)) {
      double half = from == 0 ? 1 : Math.abs(from) / 10;
      from -= half;
      to += half;
    }
    double rough = (to - from) / most;
    double power = StrictMath.pow(10, Math.floor(StrictMath.log10(rough)));
    double step = 10 * power;
    for (double round : ROUND) {
      double low = Math.floor(from / (round * power) + 1e-9);
      double high = Math.ceil(to / (round * power) - 1e-9);
      if (high - low <= most) {
        step = round * power;
        break;
      }
    }
    double low = Math.floor(from / step + 1e-9) * step;
    double high = Math.ceil(to / step - 1e-9) * step;
    return new Ticks(low, high > low ? high : low + step, step);
  }

  /** The round values, ascending. */
  List<Double> values() {
    List<Double> values = new ArrayList<>();
    long first = Math.round(low / step);
    long last = Math.round(high / step);
    for (long i = first; i <= last; i++) {
      values.add(i * step);
    }
    return values;
  }

  /** How far below the upper end a value lies: 0 to 1 inside the domain. */
  double depth(double value) {
    return (high - value) / (high - low);
  }

  /** The decimals that tell the values apart. */
  int decimals() {
    int decimals = 0;
    double scaled = step;
    while (decimals < 9 && Math.abs(scaled - Math.rint(scaled)) > 1e-6 * scaled) {
      scaled *= 10;
      decimals++;
    }
    return decimals;
  }
}
