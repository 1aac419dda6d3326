package dev.surprisal.report.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes elements. Attributes are ours and texts are others': these are escaped. */
final class Svg {

  /** The width of every plot in its own units, which are stretched to the width that there is. */
  static final int WIDTH = 1_000;

  private final StringBuilder out = new StringBuilder();

  /**
   * Begins a drawing of full width.
   *
   * @param kind the style class
   * @param height the height, in pixels
   * @param label what it shows, in words
   */
  static Svg begin(String kind, int height, String label) {
    Svg svg = new Svg();
    svg.out
        .append("<svg class=\"plot ")
        .append(kind)
        .append("\" width=\"100%\" height=\"")
        .append(height)
        .append("\" role=\"img\" aria-label=\"")
        .append(escaped(label))
        .append("\">");
    return svg;
  }

  /** Begins a drawing that only repeats what is written beside it. */
  static Svg decoration(String kind, int height) {
    Svg svg = new Svg();
    svg.out
        .append("<svg class=\"plot ")
        .append(kind)
        .append("\" width=\"100%\" height=\"")
        .append(height)
        .append("\" aria-hidden=\"true\">");
    return svg;
  }

  Drawing end() {
    return new Drawing(out.append("</svg>").toString());
  }

  /** Begins a part whose units are stretched: its paths go from 0 to the given width and height. */
  Svg stretched(double width, double height, double top, double pixels) {
    out.append("<svg viewBox=\"0 0 ")
        .append(number(width))
        .append(' ')
        .append(number(height))
        .append("\" preserveAspectRatio=\"none\" y=\"")
        .append(number(top))
        .append("\" width=\"100%\" height=\"")
        .append(number(pixels))
        .append("\">");
    return this;
  }

  Svg endStretched() {
    out.append("</svg>");
    return this;
  }

  /** A path, unless it is empty. */
  Svg path(String kind, CharSequence path) {
    if (!path.isEmpty()) {
      out.append("<path class=\"").append(kind).append("\" d=\"").append(path).append("\"/>");
    }
    return this;
  }

  /** A rectangle; {@code x} and {@code width} are percentages. */
  Svg rect(String kind, double x, double y, double width, double height) {
    out.append("<rect class=\"")
        .append(kind)
        .append("\" x=\"")
        .append(number(x))
        .append("%\" y=\"")
        .append(number(y))
        .append("\" width=\"")
        .append(number(Math.max(0, width)))
        .append("%\" height=\"")
        .append(number(Math.max(0, height)))
        .append("\"/>");
    return this;
  }

  /** A line; {@code x1} and {@code x2} are percentages. */
  Svg line(String kind, double x1, double y1, double x2, double y2) {
    out.append("<line class=\"")
        .append(kind)
        .append("\" x1=\"")
        .append(number(x1))
        .append("%\" y1=\"")
        .append(number(y1))
        .append("\" x2=\"")
        .append(number(x2))
        .append("%\" y2=\"")
        .append(number(y2))
        .append("\"/>");
    return this;
  }

  /** A text left of the plot, at a height. */
  Svg leftText(double y, String text) {
    out.append("<text class=\"y\" x=\"-7\" y=\"")
        .append(number(y))
        .append("\">")
        .append(escaped(text))
        .append("</text>");
    return this;
  }

  /** A text; {@code x} is a percentage. */
  Svg text(String kind, double x, double y, String text) {
    out.append("<text class=\"")
        .append(kind)
        .append("\" x=\"")
        .append(number(x))
        .append("%\" y=\"")
        .append(number(y))
        .append("\">")
        .append(escaped(text))
        .append("</text>");
    return this;
  }

  /** Two decimals at most. */
  static String number(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            it -> {
              switch (it) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(it);
              }
            });
    return safe.toString();
  }
}
