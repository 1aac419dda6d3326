package dev.surprisal.profile.section;

import dev.surprisal.profile.row.CategoricalColumns;
import dev.surprisal.profile.row.StateSpec;
import dev.surprisal.profile.sketch.CategoryCounts;
import java.util.Collection;

/** The section of the categorical columns: {@link CategoryCounts} for each, in their order. */
public final class CategorySketches extends Section {

  public static final SectionType TYPE =
      new SectionType(
          "categorical_columns", 1, spec -> spec.categorical().size() > 0, CategorySketches::new);

  private final CategoricalColumns columns;
  private final int rowValues;
  private final int most;
  private final int longs;
  private final int end;

  private CategorySketches(StateSpec spec, StateOffsets offsets) {
    super(
        offsets,
        Size.ofOthers(spec.categorical().size() * CategoryCounts.longs(spec.categorical().most())));
    this.columns = spec.categorical();
    this.rowValues = spec.rowValues();
    this.most = columns.most();
    this.longs = CategoryCounts.longs(most);
    this.end = others + columns.size() * longs;
  }

  @Override
  public void predicted(RowCounter counter, long[] state, RowTerms terms) {
    int value = terms.from + rowValues;
    for (int at = others; at < end; at += longs) {
      value = CategoryCounts.add(state, at, most, terms.values, value, terms.units);
    }
  }

  @Override
  public void mergeOthers(long[] into, long[] from) {
    for (int at = others; at < end; at += longs) {
      CategoryCounts.merge(into, from, at, most);
    }
  }

  @Override
  public void subtractOthers(long[] sum, long[] part, Collection<long[]> rest) {
    for (int at = others; at < end; at += longs) {
      CategoryCounts.subtract(sum, part, rest, at, most);
    }
  }

  /** Where the counts of one of all columns begin, which is categorical. */
  public int at(int column) {
    return others + columns.ordinal(column) * longs;
  }

  /** How many categories of a column are told apart. */
  public int most() {
    return most;
  }
}
