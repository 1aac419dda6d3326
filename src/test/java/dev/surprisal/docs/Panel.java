package dev.surprisal.docs;

import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/**
 * A plot as SVG: a frame with linear axes, and what is drawn into it. Coordinates are written to a
 * tenth of a pixel, so that the same functions give the same bytes on every machine.
 */
final class Panel {

  static final String INK = "#1a2029";
  static final String SOFT = "#56606e";
  static final String LINE = "#dde1e7";

  private static final int SAMPLES = 240;

  private final StringBuilder svg = new StringBuilder();
  private final Axis across;
  private final Axis up;

  /**
   * One axis: from a value at a pixel to another value at another pixel.
   *
   * @param from the first value
   * @param to the last value
   * @param start the pixel of the first value
   * @param end the pixel of the last value
   */
  record Axis(double from, double to, double start, double end) {
    double pixel(double value) {
      return start + (value - from) / (to - from) * (end - start);
    }

    double clamp(double value) {
      return Math.max(from, Math.min(to, value));
    }
  }

  Panel(Axis across, Axis up) {
    this.across = across;
    this.up = up;
  }

  Panel title(String first, String second) {
    double x = across.start();
    text(x, up.end() - 34, "start", INK, "font-weight=\"600\"", first);
    return text(x, up.end() - 16, "start", SOFT, "", second);
  }

  /** Marks values on the horizontal axis, and names it. */
  Panel across(String name, DoubleFunction<String> label, double... marks) {
    line(SOFT, "", across.start(), up.start(), across.end(), up.start());
    for (double mark : marks) {
      text(across.pixel(mark), up.start() + 17, "middle", SOFT, "", label.apply(mark));
    }
    double middle = (across.start() + across.end()) / 2;
    return text(middle, up.start() + 36, "middle", SOFT, "", name);
  }

  /** Marks values on the vertical axis by lines across the panel. */
  Panel up(DoubleFunction<String> label, double... marks) {
    for (double mark : marks) {
      double y = up.pixel(mark);
      line(LINE, "", across.start(), y, across.end(), y);
      text(across.start() - 8, y + 4, "end", SOFT, "", label.apply(mark));
    }
    return this;
  }

  /** Draws y = f(x) for the x between, as far as it stays within the panel. */
  Panel curve(String colour, String style, double from, double to, DoubleUnaryOperator f) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i <= SAMPLES; i++) {
      double x = from + (to - from) * i / SAMPLES;
      double y = f.applyAsDouble(x);
      if (y <= up.to()) {
        points.append(points.isEmpty() ? "" : " ").append(point(x, y));
      }
    }
    svg.append("  <polyline fill=\"none\" stroke=\"%s\" %s points=\"".formatted(colour, style))
        .append(points)
        .append("\"/>\n");
    return this;
  }

  /** Fills what lies under y = f(x). */
  Panel area(String colour, DoubleUnaryOperator f) {
    StringBuilder points = new StringBuilder(point(across.from(), up.from()));
    for (int i = 0; i <= SAMPLES; i++) {
      double x = across.from() + (across.to() - across.from()) * i / SAMPLES;
      points.append(' ').append(point(x, f.applyAsDouble(x)));
    }
    points.append(' ').append(point(across.to(), up.from()));
    svg.append("  <polygon fill=\"%s\" points=\"%s\"/>\n".formatted(colour, points));
    return this;
  }

  Panel dot(String colour, double x, double y) {
    svg.append(
        format(
            "  <circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>%n",
            across.pixel(x), up.pixel(y), colour));
    return this;
  }

  /** Writes beside a point of the panel. */
  Panel label(String colour, String anchor, double x, double y, String text) {
    return text(across.pixel(x), up.pixel(y), anchor, colour, "", text);
  }

  private Panel text(
      double x, double y, String anchor, String colour, String style, String content) {
    svg.append(
        format(
            "  <text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\"%s>%s</text>%n",
            x, y, anchor, colour, style.isEmpty() ? "" : " " + style, content));
    return this;
  }

  private void line(String colour, String style, double x1, double y1, double x2, double y2) {
    svg.append(
        format(
            "  <line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"%s/>%n",
            x1, y1, x2, y2, colour, style));
  }

  private String point(double x, double y) {
    return format("%.1f,%.1f", across.pixel(x), up.pixel(up.clamp(y)));
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format.replace("%n", "\n"), values);
  }

  @Override
  public String toString() {
    return svg.toString();
  }
}
