package dev.surprisal.report.chart;

/** Bars beside the figures of a table's row, which they repeat: the table tells all by itself. */
public final class Bars {

  private static final int PAIR = 18;
  private static final int ONE = 16;

  private Bars() {}

  /** Two shares of a whole, the greatest of all rows being as long as there is room. */
  public static Drawing pair(double before, double after, double greatest) {
    double most = greatest > 0 ? greatest : 1;
    return Svg.decoration("pair", PAIR)
        .rect("past", 0, 1, 100 * before / most, 7)
        .rect("now", 0, 10, 100 * after / most, 7)
        .end();
  }

  /**
   * A step of a waterfall, from where the steps before it ended.
   *
   * @param from where it starts
   * @param to where it ends
   * @param low the left end of all
   * @param high the right end of all
   */
  public static Drawing step(double from, double to, double low, double high) {
    Svg svg = Svg.decoration("step", ONE);
    double start = place(Math.min(from, to), low, high);
    double end = place(Math.max(from, to), low, high);
    String kind = to > from ? "worse" : "better";
    svg.rect(kind, start, 2, Math.max(0.3, end - start), ONE - 4.0);
    double at = place(to, low, high);
    return svg.line("join", at, 0, at, ONE).end();
  }

  /** The first or the last row of a waterfall: a level. */
  public static Drawing level(double value, double low, double high) {
    double end = place(value, low, high);
    return Svg.decoration("step", ONE)
        .rect("total", 0, 2, end, ONE - 4.0)
        .line("join", end, 0, end, ONE)
        .end();
  }

  private static double place(double value, double low, double high) {
    return high > low ? 100 * (value - low) / (high - low) : 0;
  }
}
