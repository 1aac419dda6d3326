package dev.surprisal.format;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers, shares, counts and durations as people read them: on the page, in the terminal and in
 * sentences alike, and the same on every machine. Whoever needs every digit reads the JSON form.
 */
public final class Figures {

  /** Stands for a figure that does not exist. */
  public static final String NONE = "none";

  private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_EVEN);
  private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);
  private static final MathContext EXACT = new MathContext(10, RoundingMode.HALF_EVEN);

  /** From here on three decimals are more than anybody reads. */
  private static final double LARGE = 1_000;

  private static final double HUGE = 1e9;

  /** Values of columns below this are written without commas: 2025 is a year. */
  private static final double GROUPED = 10_000;

  private static final int BYTES_PER_UNIT = 1_000;

  private static final List<String> BYTE_UNITS = List.of("kB", "MB", "GB", "TB", "PB");

  private Figures() {}

  /** A figure or an effect: three decimals, or two digits where those would say too little. */
  public static String amount(double value) {
    if (!Double.isFinite(value)) {
      return infinite(value);
    }
    double size = Math.abs(value);
    if (size == 0) {
      return "0";
    }
    if (size < 0.01 || size >= HUGE) {
      return signed(plain(new BigDecimal(value).round(TWO_DIGITS)));
    }
    return signed(size < LARGE ? fixed(value, 3) : grouped(fixed(value, 1)));
  }

  /** The same of a figure that may not exist. */
  public static String amount(@Nullable Double value) {
    return value == null ? NONE : amount(value.doubleValue());
  }

  /** An amount that bears its sign. */
  public static String change(@Nullable Double value) {
    return value != null && value > 0 ? "+" + amount(value) : amount(value);
  }

  /** The ends of an interval, such as {@code 0.205–0.295} or {@code −0.012 to 0.030}. */
  public static String interval(double lower, double upper) {
    return interval(amount(lower), amount(upper));
  }

  /** The same of ends that are written already. A dash beside a minus sign would be misread. */
  public static String interval(String lower, String upper) {
    return lower + (lower.startsWith("−") || upper.startsWith("−") ? " to " : "–") + upper;
  }

  /** After minus before, where both are numbers and not the same infinity. */
  public static @Nullable Double difference(@Nullable Double before, @Nullable Double after) {
    if (before == null || after == null) {
      return null;
    }
    double difference = after - before;
    return Double.isNaN(difference) ? null : (Double) difference;
  }

  /** A probability to two or three digits, never rounded to 0. */
  public static String probability(@Nullable Double value) {
    if (value == null || value.isNaN()) {
      return NONE;
    }
    if (value < 1e-15) {
      return "< 1e-15";
    }
    if (value >= 1e-3) {
      return fixed(value, 3);
    }
    BigDecimal rounded = new BigDecimal(value).round(TWO_DIGITS);
    int exponent = rounded.precision() - rounded.scale() - 1;
    return rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
  }

  /** A value of a column, to three digits. */
  public static String number(double value) {
    if (!Double.isFinite(value)) {
      return infinite(value);
    }
    // Below a zero there is only the least double, which is not what a reader should see.
    return Math.abs(value) < Double.MIN_NORMAL
        ? "0"
        : ofColumn(value, new BigDecimal(value).round(THREE_DIGITS));
  }

  /** A value of a column that is known exactly, such as {@code 1} or {@code 2025}. */
  public static String exactly(double value) {
    return Double.isFinite(value)
        ? ofColumn(value, BigDecimal.valueOf(value).round(EXACT))
        : number(value);
  }

  /**
   * A value of a column, to three digits or to as many as a difference needs.
   *
   * @param value the value
   * @param difference how far it is from one that it must not be mistaken for
   */
  public static String number(double value, double difference) {
    double magnitude = Math.abs(value);
    if (!(difference > 0) || !(magnitude < Double.POSITIVE_INFINITY) || difference > magnitude) {
      return number(value);
    }
    int digits = (int) Math.ceil(Math.log10(magnitude / difference)) + 1;
    MathContext context = new MathContext(Math.max(3, Math.min(15, digits)));
    return ofColumn(value, new BigDecimal(value).round(context));
  }

  private static String ofColumn(double value, BigDecimal rounded) {
    String plain = plain(rounded);
    return signed(Math.abs(value) < GROUPED ? plain : grouped(plain));
  }

  private static String infinite(double value) {
    return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
  }

  private static String plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    int exponent = stripped.precision() - stripped.scale() - 1;
    return exponent < -4 || exponent > 9
        ? stripped.toString().replace("E+", "e").replace('E', 'e')
        : stripped.toPlainString();
  }

  /**
   * So many decimals, as {@code %.3f} has them; without looking up how a locale writes a number.
   */
  private static String fixed(double value, int decimals) {
    String plain =
        BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    // A number knows no negative zero.
    return value < 0 && !plain.startsWith("-") ? "-" + plain : plain;
  }

  /** A minus sign, not a hyphen. */
  private static String signed(String number) {
    return number.startsWith("-") ? "−" + number.substring(1) : number;
  }

  /** A share, such as {@code 69.1 %}; rounded neither to nothing nor to all. */
  public static String percent(double share) {
    if (!Double.isFinite(share)) {
      return Double.isNaN(share) ? NONE : infinite(share) + " %";
    }
    if (share == 0 || share == 1) {
      return share == 0 ? "0 %" : "100 %";
    }
    String percent = fixed(share * 100, 1);
    return switch (percent) {
      case "0.0" -> "< 0.1 %";
      case "-0.0" -> "> −0.1 %";
      case "100.0" -> share < 1 ? "> 99.9 %" : "100.0 %";
      default -> signed(percent) + " %";
    };
  }

  /** The same of a share that may not exist. */
  public static String percent(@Nullable Double share) {
    return share == null ? NONE : percent(share.doubleValue());
  }

  /** The same of a part of a whole. */
  public static String percent(long part, long whole) {
    return whole == 0 ? NONE : percent((double) part / whole);
  }

  /** A difference of shares, such as {@code 4.1 percentage points}. */
  public static String points(double difference) {
    return signed(fixed(difference * 100, 1)) + " percentage points";
  }

  /** A count to two digits, such as {@code 3,400}. */
  public static String rounded(double count) {
    return count(
        new BigDecimal(count).round(TWO_DIGITS).setScale(0, RoundingMode.HALF_EVEN).longValue());
  }

  /** A count, such as {@code 7,232}. */
  public static String count(long rows) {
    return grouped(Long.toString(rows));
  }

  private static String grouped(String number) {
    int end = number.indexOf('.') < 0 ? number.length() : number.indexOf('.');
    int first = number.startsWith("-") ? 1 : 0;
    if (number.indexOf('e') >= 0) {
      return number;
    }
    StringBuilder grouped = new StringBuilder(number);
    for (int at = end - 3; at > first; at -= 3) {
      grouped.insert(at, ',');
    }
    return grouped.toString();
  }

  /** A count of things, such as {@code 1 row} or {@code 7,232 rows}. */
  public static String count(long number, String one) {
    return count(number) + " " + one + (number == 1 ? "" : "s");
  }

  /** A size of files in decimal units, such as {@code 532 bytes}, {@code 7.0 MB}. */
  public static String bytes(long bytes) {
    if (bytes < BYTES_PER_UNIT) {
      return count(bytes, "byte");
    }
    double size = (double) bytes / BYTES_PER_UNIT;
    int unit = 0;
    // What would be rounded to 1,000 of a unit is one of the next.
    while (size >= BYTES_PER_UNIT - 0.5 && unit < BYTE_UNITS.size() - 1) {
      size /= BYTES_PER_UNIT;
      unit++;
    }
    return fixed(size, size < 9.95 ? 1 : 0) + " " + BYTE_UNITS.get(unit);
  }

  /** The level of an interval, such as {@code 95 %}. */
  public static String level(double alpha) {
    return plain(BigDecimal.ONE.subtract(BigDecimal.valueOf(alpha)).movePointRight(2)) + " %";
  }

  /** A length of time, in the largest unit that it has one of. */
  public static String duration(double seconds) {
    if (!Double.isFinite(seconds)) {
      return "over 8 years";
    }
    if (seconds < 60) {
      return fixed(seconds, 0) + " s";
    }
    if (seconds < 3_600) {
      return fixed(seconds / 60, 0) + " min";
    }
    return seconds < 2 * 86_400
        ? fixed(seconds / 3_600, 1) + " h"
        : fixed(seconds / 86_400, 1) + " days";
  }
}
