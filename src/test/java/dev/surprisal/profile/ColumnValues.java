package dev.surprisal.profile;

/** Values of numeric columns that are put into a state so many at a time. */
public final class ColumnValues {

  private ColumnValues() {}

  /** Adds a value of a column so many times. */
  public static void add(Layout layout, long[] state, int column, double value, long rows) {
    if (rows > 0) {
      ColumnHistogram.add(state, layout.column(column), value, rows);
    }
  }
}
