package dev.surprisal.report.html;

import dev.surprisal.format.Figures;
import dev.surprisal.report.picture.WindowPicture.Estimate;
import org.jspecify.annotations.Nullable;

/** Figures over time as texts. */
final class Written {

  private Written() {}

  static String value(Shown shown, double value) {
    return switch (shown.unit()) {
      case AMOUNT -> Figures.amount(value);
      case SHARE -> Figures.percent(value);
      case COUNT -> Double.isFinite(value) ? Figures.count(Math.round(value)) : Figures.NONE;
    };
  }

  static String value(Shown shown, @Nullable Estimate estimate) {
    return estimate == null ? Figures.NONE : value(shown, estimate.value());
  }

  static String interval(Shown shown, double lower, double upper) {
    return Figures.interval(value(shown, lower), value(shown, upper));
  }

  /** The ends of an interval; empty where there is none. */
  static String interval(Shown shown, @Nullable Estimate estimate) {
    return estimate == null || !(estimate.lower() <= estimate.upper())
        ? ""
        : interval(shown, estimate.lower(), estimate.upper());
  }
}
