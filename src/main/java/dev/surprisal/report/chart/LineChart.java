package dev.surprisal.report.chart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A figure over time: a point for each window with its interval, beside what the reference reached,
 * thresholds, and what was expected; under it the label coverage.
 *
 * @param label what it shows, in words
 * @param unit how values are written
 * @param height the height of the plot, in pixels
 * @param points the windows, in order of time
 * @param expected what was expected of them, in order of time
 * @param band what the reference's windows reached; null where unknown
 * @param levels values to compare with
 * @param stretches parts of the time that are set apart
 * @param changedAt when the figure changed; null where it did not
 */
public record LineChart(
    String label,
    AxisUnit unit,
    int height,
    List<Point> points,
    List<Point> expected,
    @Nullable Band band,
    List<Level> levels,
    List<Stretch> stretches,
    @Nullable Instant changedAt) {

  /** Beyond so many windows intervals are an area: single ones would cover each other. */
  private static final int MANY = 100;

  /** Levels farther away than so many times the extent of the values are not drawn. */
  private static final double REACH = 4;

  private static final int COVERAGE = 10;
  private static final int BELOW = 20;
  private static final int MOST_STEPS = 5;
  private static final int MOST_TICKS = 6;

  /** What is to be seen of a point beside its value. */
  public enum Mark {
    PLAIN,
    /** Labels are missing. */
    INCOMPLETE,
    WARN,
    ALERT
  }

  /**
   * A window.
   *
   * @param from its start
   * @param to its end
   * @param value the figure; null or infinite where there is none to draw
   * @param lower the lower end of its interval, NaN where there is none
   * @param upper the upper end, likewise
   * @param mark what else is to be seen
   * @param coverage the share of its predictions that have a label, NaN where unknown
   */
  public record Point(
      Instant from,
      Instant to,
      @Nullable Double value,
      double lower,
      double upper,
      Mark mark,
      double coverage) {

    boolean isDrawn() {
      return value != null && Double.isFinite(value);
    }

    boolean hasInterval() {
      return isDrawn() && lower <= upper && !Double.isInfinite(lower);
    }
  }

  /** From one value to another. */
  public record Band(double low, double high) {}

  /**
   * A value to compare with.
   *
   * @param kind what it is: {@code reference} or {@code threshold}
   * @param value the value
   */
  public record Level(String kind, double value) {}

  /**
   * A part of the time.
   *
   * @param kind what it is: {@code before} of the reference, {@code during} of an incident, {@code
   *     unsure} of a change
   * @param from its start
   * @param to its end
   */
  public record Stretch(String kind, Instant from, Instant to) {}

  /** Copies the lists. */
  public LineChart {
    points = List.copyOf(points);
    expected = List.copyOf(expected);
    levels = List.copyOf(levels);
    stretches = List.copyOf(stretches);
  }

  /** Whether there is a value to draw. */
  public boolean isEmpty() {
    return points.stream().noneMatch(Point::isDrawn);
  }

  /** Draws it; of no values, an empty frame. */
  public Drawing draw() {
    boolean covers = points.stream().anyMatch(it -> it.coverage() >= 0);
    int under = covers ? COVERAGE : 0;
    Svg svg = Svg.begin("line-chart", height + under + BELOW, label);
    if (points.isEmpty()) {
      return svg.end();
    }
    Frame frame = frame();
    stretches.forEach(it -> stretch(svg, frame, it));
    axes(svg, frame, height + under);
    svg.stretched(Svg.WIDTH, height, 0, height);
    if (points.size() > MANY) {
      svg.path("expected-area", area(frame, expected)).path("interval-area", area(frame, points));
    } else {
      svg.path("expected-area", area(frame, expected)).path("interval", bars(frame));
    }
    svg.path("expected", line(frame, expected)).path("line", line(frame, points));
    for (Mark mark : Mark.values()) {
      svg.path("dots is-" + mark.name().toLowerCase(Locale.ROOT), dots(frame, mark));
    }
    svg.path("dots hollow", dots(frame, Mark.INCOMPLETE)).endStretched();
    if (covers) {
      svg.stretched(Svg.WIDTH, COVERAGE, height + 2.0, COVERAGE - 2.0)
          .path("coverage", coverage(frame))
          .endStretched();
    }
    return svg.end();
  }

  /** Where times and values are in the plot. */
  private record Frame(Instant from, Instant to, Ticks ticks, int height) {

    /** 0 to 100 in the frame. */
    double percent(Instant at) {
      double length = to.getEpochSecond() - (double) from.getEpochSecond();
      return 100 * (at.getEpochSecond() - (double) from.getEpochSecond()) / length;
    }

    double inside(Instant at) {
      return Math.max(0, Math.min(100, percent(at)));
    }

    double middle(Point point) {
      return Svg.WIDTH * (percent(point.from()) + percent(point.to())) / 200;
    }

    double y(double value) {
      return Math.max(0, Math.min(height, height * ticks.depth(value)));
    }
  }

  private Frame frame() {
    double[] core =
        DoubleStream.concat(
                Stream.concat(points.stream(), expected.stream())
                    .filter(Point::isDrawn)
                    .mapToDouble(it -> Objects.requireNonNull(it.value())),
                band == null ? DoubleStream.empty() : DoubleStream.of(band.low(), band.high()))
            .toArray();
    double least = DoubleStream.of(core).min().orElse(0);
    double greatest = DoubleStream.of(core).max().orElse(1);
    double extent = greatest > least ? greatest - least : Math.max(Math.abs(greatest) / 20, 1e-6);
    double low = least;
    double high = greatest;
    for (Level level : levels) {
      if (level.value() > least - REACH * extent && level.value() < greatest + REACH * extent) {
        low = Math.min(low, level.value());
        high = Math.max(high, level.value());
      }
    }
    for (Point point : points) {
      if (point.hasInterval()) {
        low = Math.min(low, Math.max(point.lower(), least - extent));
        high = Math.max(high, Math.min(point.upper(), greatest + extent));
      }
    }
    double floor = unit == AxisUnit.COUNT ? 0 : low;
    Ticks ticks = Ticks.of(floor, high, MOST_STEPS);
    return new Frame(points.get(0).from(), points.get(points.size() - 1).to(), ticks, height);
  }

  private static void stretch(Svg svg, Frame frame, Stretch it) {
    double from = frame.inside(it.from());
    double to = frame.inside(it.to());
    if (to > from) {
      svg.rect(it.kind(), from, 0, to - from, frame.height());
      if (it.kind().equals("before") && to - from > 18) {
        svg.text("note", from + 1, 13, "reference");
      }
    }
  }

  private void axes(Svg svg, Frame frame, int bottom) {
    if (band != null) {
      double top = frame.y(band.high());
      svg.rect("band", 0, top, 100, Math.max(1, frame.y(band.low()) - top));
    }
    for (double value : frame.ticks().values()) {
      double y = frame.y(value);
      svg.line("grid", 0, y, 100, y).leftText(y + 4, unit.text(value, frame.ticks()));
    }
    List<TimeTicks.Tick> ticks = TimeTicks.of(frame.from(), frame.to(), MOST_TICKS);
    for (int i = 0; i < ticks.size(); i++) {
      double x = frame.percent(ticks.get(i).at());
      svg.line("tick", x, frame.height(), x, bottom + 4.0);
      // On a phone every other one has to do.
      String anchor = x < 6 ? " first" : x > 94 ? " last" : "";
      svg.text((i % 2 == 0 ? "x" : "x wide") + anchor, x, bottom + 17.0, ticks.get(i).label());
    }
    for (Level level : levels) {
      if (level.value() >= frame.ticks().low() && level.value() <= frame.ticks().high()) {
        double y = frame.y(level.value());
        svg.line(level.kind(), 0, y, 100, y);
      }
    }
    if (changedAt != null) {
      double x = frame.inside(changedAt);
      svg.line("change", x, 0, x, frame.height());
    }
  }

  private static String line(Frame frame, List<Point> points) {
    StringBuilder path = new StringBuilder();
    Point before = null;
    for (Point point : points) {
      if (point.isDrawn()) {
        boolean follows = before != null && !before.to().isBefore(point.from());
        at(path, follows ? 'L' : 'M', frame, point, Objects.requireNonNull(point.value()));
        before = point;
      } else {
        before = null;
      }
    }
    return path.toString();
  }

  private static void at(StringBuilder path, char verb, Frame frame, Point point, double value) {
    path.append(verb)
        .append(Svg.number(Math.round(frame.middle(point) * 10) / 10.0))
        .append(' ')
        .append(Svg.number(Math.round(frame.y(value) * 10) / 10.0));
  }

  private String dots(Frame frame, Mark mark) {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      if (point.isDrawn() && point.mark() == mark) {
        at(path, 'M', frame, point, Objects.requireNonNull(point.value()));
        path.append("h.1");
      }
    }
    return path.toString();
  }

  private String bars(Frame frame) {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      if (point.hasInterval()) {
        at(path, 'M', frame, point, point.lower());
        path.append('V').append(Svg.number(frame.y(point.upper())));
      }
    }
    return path.toString();
  }

  /** The intervals as an area, with a hole where there is none. */
  private static String area(Frame frame, List<Point> points) {
    StringBuilder path = new StringBuilder();
    List<Point> run = new ArrayList<>();
    for (Point point : points) {
      boolean follows = run.isEmpty() || !run.get(run.size() - 1).to().isBefore(point.from());
      if (!point.hasInterval() || !follows) {
        area(path, frame, run);
        run.clear();
      }
      if (point.hasInterval()) {
        run.add(point);
      }
    }
    area(path, frame, run);
    return path.toString();
  }

  private static void area(StringBuilder path, Frame frame, List<Point> run) {
    for (int i = 0; i < run.size(); i++) {
      at(path, i == 0 ? 'M' : 'L', frame, run.get(i), run.get(i).upper());
    }
    for (int i = run.size() - 1; i >= 0; i--) {
      at(path, 'L', frame, run.get(i), run.get(i).lower());
    }
    if (!run.isEmpty()) {
      path.append('Z');
    }
  }

  private String coverage(Frame frame) {
    StringBuilder path = new StringBuilder();
    double bottom = COVERAGE;
    for (Point point : points) {
      if (point.coverage() > 0) {
        double from = Svg.WIDTH * frame.percent(point.from()) / 100;
        double to = Svg.WIDTH * frame.percent(point.to()) / 100;
        double gap = Math.min(1, (to - from) / 6);
        path.append('M')
            .append(Svg.number(from + gap))
            .append(' ')
            .append(Svg.number(bottom))
            .append('H')
            .append(Svg.number(to - gap))
            .append('v')
            .append(Svg.number(-bottom * Math.min(1, point.coverage())))
            .append('H')
            .append(Svg.number(from + gap))
            .append('Z');
      }
    }
    return path.toString();
  }
}
