package dev.surprisal.format;

import dev.surprisal.profile.time.TimeRange;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** Figures as they stand in a sentence, the same on every machine. */
public final class Words {

  private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_EVEN);
  private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);

  private static final MathContext EXACT = new MathContext(10, RoundingMode.HALF_EVEN);

  private Words() {}

  /** An effect or a mean: three decimals, or two digits where those would say too little. */
  public static String amount(double value) {
    if (!Double.isFinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    double size = Math.abs(value);
    if (size == 0 || size >= 0.01) {
      return size == 0 ? "0" : signed(fixed(value, 3));
    }
    return signed(plain(new BigDecimal(value).round(TWO_DIGITS)));
  }

  /** A value of a column, to three digits. */
  public static String number(double value) {
    if (!Double.isFinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    // Below a zero there is only the least double, which is not what a reader should see.
    return Math.abs(value) < Double.MIN_NORMAL
        ? "0"
        : signed(plain(new BigDecimal(value).round(THREE_DIGITS)));
  }

  /** A value of a column that is known exactly, such as {@code 1} or {@code 2025}. */
  public static String exactly(double value) {
    return Double.isFinite(value)
        ? signed(plain(BigDecimal.valueOf(value).round(EXACT)))
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
    return signed(plain(new BigDecimal(value).round(context)));
  }

  private static String plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    int exponent = stripped.precision() - stripped.scale() - 1;
    return exponent < -5 || exponent > 9 ? stripped.toString() : stripped.toPlainString();
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

  /** A share, such as {@code 69.1 %}. */
  public static String percent(double share) {
    if (share == 0 || share == 1) {
      return share == 0 ? "0 %" : "100 %";
    }
    String percent = fixed(share * 100, 1);
    return switch (percent) {
      case "0.0" -> "under 0.1 %";
      case "100.0" -> "over 99.9 %";
      default -> signed(percent) + " %";
    };
  }

  /** A difference of shares, such as {@code 4.1 points}. */
  public static String points(double difference) {
    return signed(fixed(difference * 100, 1)) + " points";
  }

  /** A count to two digits, such as {@code 3,400}. */
  public static String rounded(double count) {
    return count(
        new BigDecimal(count).round(TWO_DIGITS).setScale(0, RoundingMode.HALF_EVEN).longValue());
  }

  /** A count, such as {@code 7,232}. */
  public static String count(long rows) {
    String digits = Long.toString(rows);
    int first = rows < 0 ? 1 : 0;
    StringBuilder grouped = new StringBuilder(digits);
    for (int at = digits.length() - 3; at > first; at -= 3) {
      grouped.insert(at, ',');
    }
    return grouped.toString();
  }

  /** A count of things, such as {@code 1 row} or {@code 7,232 rows}. */
  public static String count(long number, String one) {
    return count(number) + " " + one + (number == 1 ? "" : "s");
  }

  /** The level of an interval, such as {@code 95 %}. */
  public static String level(double alpha) {
    return plain(BigDecimal.ONE.subtract(BigDecimal.valueOf(alpha)).movePointRight(2)) + " %";
  }

  /** A range, such as {@code from 1997-05-08 to 1997-05-15}. */
  public static String range(TimeRange range) {
    return range.isAlways()
        ? "of all rows"
        : "from " + instant(range.from()) + " to " + instant(range.to());
  }

  /** A date where it is midnight, in UTC. */
  public static String instant(Instant instant) {
    boolean midnight = Math.floorMod(instant.getEpochSecond(), Duration.ofDays(1).toSeconds()) == 0;
    return midnight && instant.getNano() == 0
        ? instant.atOffset(ZoneOffset.UTC).toLocalDate().toString()
        : instant.toString();
  }

  /** Reads {@code a}, {@code a and b} or {@code a, b and c}. */
  public static String list(List<String> items) {
    int last = items.size() - 1;
    return last < 1
        ? String.join("", items)
        : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
  }

  /** Begins with a capital. */
  public static String sentence(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
