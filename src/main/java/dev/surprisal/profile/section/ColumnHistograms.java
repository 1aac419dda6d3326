package dev.surprisal.profile.section;

import dev.surprisal.profile.row.CategoricalColumns;
import dev.surprisal.profile.row.StateSpec;
import dev.surprisal.profile.sketch.ColumnHistogram;
import java.util.Collection;

/** The section of the numeric columns: a {@link ColumnHistogram} for each, in their order. */
public final class ColumnHistograms extends Section {

  public static final SectionType TYPE =
      new SectionType(
          "numeric_columns", 1, spec -> spec.numericColumns() > 0, ColumnHistograms::new);

  private final CategoricalColumns categorical;
  private final int end;

  private ColumnHistograms(StateSpec spec, StateOffsets offsets) {
    super(offsets, Size.ofOthers(spec.numericColumns() * ColumnHistogram.LONGS));
    this.categorical = spec.categorical();
    this.end = others + spec.numericColumns() * ColumnHistogram.LONGS;
  }

  @Override
  public void predicted(RowCounter counter, long[] state, RowTerms terms) {
    int value = terms.from;
    for (int at = others; at < end; at += ColumnHistogram.LONGS) {
      long bits = terms.values[value++];
      if (bits == RowTerms.NULL_BITS) {
        ColumnHistogram.addNull(state, at, terms.units);
      } else {
        ColumnHistogram.add(state, at, Double.longBitsToDouble(bits), terms.units);
      }
    }
  }

  @Override
  public void mergeOthers(long[] into, long[] from) {
    for (int at = others; at < end; at += ColumnHistogram.LONGS) {
      ColumnHistogram.merge(into, from, at);
    }
  }

  /**
   * The level of a column's cells became as coarse as the values ask for, and when some of these
   * leave, a fresh sum can be finer. Such a histogram is added up anew; as the cells that stay tell
   * beforehand whether it is to be, this happens when values leave that had coarsened it and not
   * otherwise.
   */
  @Override
  public void subtractOthers(long[] sum, long[] part, Collection<long[]> rest) {
    for (int at = others; at < end; at += ColumnHistogram.LONGS) {
      if (ColumnHistogram.isAsCoarse(rest, sum, at)) {
        ColumnHistogram.subtract(sum, part, at);
        continue;
      }
      ColumnHistogram.clear(sum, at);
      for (long[] state : rest) {
        ColumnHistogram.merge(sum, state, at);
      }
    }
  }

  @Override
  public void canonicalise(long[] state) {
    for (int at = others; at < end; at += ColumnHistogram.LONGS) {
      ColumnHistogram.canonicalise(state, at);
    }
  }

  @Override
  public void pack(long[] state) {
    for (int at = others; at < end; at += ColumnHistogram.LONGS) {
      ColumnHistogram.pack(state, at);
    }
  }

  @Override
  public void unpack(long[] state) {
    for (int at = others; at < end; at += ColumnHistogram.LONGS) {
      ColumnHistogram.unpack(state, at);
    }
  }

  /** Where the histogram of one of all columns begins, which is numeric. */
  public int at(int column) {
    return others + categorical.ordinal(column) * ColumnHistogram.LONGS;
  }
}
