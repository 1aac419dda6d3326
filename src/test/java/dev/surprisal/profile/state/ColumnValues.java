package dev.surprisal.profile.state;

import dev.surprisal.profile.section.CategorySketches;
import dev.surprisal.profile.section.ColumnHistograms;
import dev.surprisal.profile.sketch.CategoryCounts;
import dev.surprisal.profile.sketch.CategoryForm;
import dev.surprisal.profile.sketch.ColumnHistogram;
import java.nio.charset.StandardCharsets;

/** Values of columns that are put into a state so many at a time. */
public final class ColumnValues {

  private ColumnValues() {}

  /** Adds values of a numeric column, each so many times. */
  public static void add(Layout layout, long[] state, int column, double[] values, long[] rows) {
    int at = layout.section(ColumnHistograms.class).at(column);
    for (int i = 0; i < values.length; i++) {
      if (rows[i] > 0) {
        ColumnHistogram.add(state, at, values[i], rows[i]);
      }
    }
  }

  /** Adds categories of a column, each so many times. */
  public static void add(Layout layout, long[] state, int column, String[] values, long[] rows) {
    int at = layout.section(CategorySketches.class).at(column);
    int most = layout.spec().categorical().most();
    long[] value = new long[CategoryForm.LONGS];
    for (int i = 0; i < values.length; i++) {
      if (rows[i] > 0) {
        byte[] utf8 = values[i].getBytes(StandardCharsets.UTF_8);
        // As good as any other hash.
        long hash = values[i].hashCode() * 0x9e37_79b9_7f4a_7c15L;
        CategoryForm.write(value, 0, hash, utf8, utf8.length);
        CategoryCounts.add(state, at, most, value, 0, rows[i]);
      }
    }
  }
}
