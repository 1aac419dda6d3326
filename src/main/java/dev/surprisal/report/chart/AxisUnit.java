package dev.surprisal.report.chart;

import dev.surprisal.format.Figures;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** How the values of an axis are written. */
public enum AxisUnit {
  /** An amount, such as a log loss. */
  AMOUNT,
  /** A share of one, in percent. */
  SHARE,
  /** A number of rows. */
  COUNT;

  /** The value of a tick, with as many decimals as tell it from its neighbours. */
  String text(double value, Ticks ticks) {
    return switch (this) {
      case AMOUNT -> signed(fixed(value, ticks.decimals()));
      case SHARE -> signed(fixed(100 * value, Math.max(0, ticks.decimals() - 2))) + " %";
      case COUNT -> Figures.count(Math.round(value));
    };
  }

  private static String fixed(double value, int decimals) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0
        ? BigDecimal.ZERO.setScale(decimals).toPlainString()
        : rounded.toPlainString();
  }

  private static String signed(String number) {
    return number.startsWith("-") ? "−" + number.substring(1) : number;
  }
}
