package dev.surprisal.profile;

/** The part of a {@link Fold} that is about what rows bring along beside prediction and label. */
final class ColumnFold {

  private final boolean keepsLag;
  private final int labelLag;
  private final int rowValues;
  private final int histograms;
  private final int numeric;
  private final int counts;
  private final int categorical;
  private final int mostCategories;

  ColumnFold(Layout layout, Places places) {
    this.keepsLag = layout.lag() == Layout.Lag.KEPT;
    this.labelLag = places.figure(layout.labelLag());
    this.rowValues = layout.rowValues();
    this.histograms = places.figure(layout.columnHistograms());
    this.numeric = layout.numericColumns();
    this.counts = places.figure(layout.categoryCounts());
    this.categorical = layout.categorical().size();
    this.mostCategories = layout.categorical().most();
  }

  /**
   * Folds a row's values from an index on: those of the numeric columns, as bits, where they are
   * kept the label's lag and the row's weight, and those of the categorical columns.
   *
   * @param one what the row adds to a count; nothing of it but the lag is folded where that is 0
   */
  void add(long[] state, long[] values, int from, long one) {
    if (keepsLag) {
      long bits = values[from + numeric];
      if (bits != Accumulator.NULL_BITS) {
        LabelLag.add(state, labelLag, Double.longBitsToDouble(bits));
      }
    }
    if (one == 0) {
      return;
    }
    for (int c = 0; c < numeric; c++) {
      long bits = values[from + c];
      if (bits == Accumulator.NULL_BITS) {
        ColumnHistogram.addNull(state, histogram(c), one);
      } else {
        ColumnHistogram.add(state, histogram(c), Double.longBitsToDouble(bits), one);
      }
    }
    int at = from + rowValues;
    for (int c = 0; c < categorical; c++) {
      at = CategoryCounts.add(state, categories(c), mostCategories, values, at, one);
    }
  }

  /** The index behind a row's values. */
  int behind(long[] values, int from) {
    return CategoryForm.skip(values, from + rowValues, categorical);
  }

  /** Adds a state's columns to those of another. */
  void merge(long[] into, long[] from) {
    for (int c = 0; c < numeric; c++) {
      ColumnHistogram.merge(into, from, histogram(c));
    }
    for (int c = 0; c < categorical; c++) {
      CategoryCounts.merge(into, from, categories(c), mostCategories);
    }
  }

  /** Brings them into the one form that the rows determine. */
  void canonicalise(long[] state) {
    for (int c = 0; c < numeric; c++) {
      ColumnHistogram.canonicalise(state, histogram(c));
    }
  }

  private int histogram(int column) {
    return histograms + column * ColumnHistogram.LONGS;
  }

  private int categories(int column) {
    return counts + column * CategoryCounts.longs(mostCategories);
  }
}
