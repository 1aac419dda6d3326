package dev.surprisal.report.chart;

/**
 * A finished drawing. Only this package makes one, and it escapes every text, so that a template
 * may place it as it is.
 */
public final class Drawing {

  private final String svg;

  Drawing(String svg) {
    this.svg = svg;
  }

  /** The {@code svg} element. */
  public String svg() {
    return svg;
  }

  @Override
  public String toString() {
    return svg;
  }
}
