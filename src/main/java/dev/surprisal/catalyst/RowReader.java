package dev.surprisal.catalyst;

import dev.surprisal.profile.row.RowStatus;
import dev.surprisal.profile.row.SparsePrediction;
import dev.surprisal.profile.sketch.CategoryForm;
import dev.surprisal.profile.state.Accumulator;
import dev.surprisal.profile.state.Layout;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Hands checked rows to an accumulator: {@code status, q, label, label_repeated [, values] [,
 * category…]}. The prediction is an array, or names some of many classes in the form of {@link
 * SparseForm}. The label is a class index or a distribution; there are row values where the layout
 * has some: those of the numeric columns, and last the lag of the label where it is kept; and a
 * text for each categorical column. A row that is {@code label_repeated} says that of the scored
 * row beside it, and nothing else.
 */
final class RowReader {

  private static final int STATUS = 0;
  private static final int PREDICTION = 1;
  private static final int LABEL = 2;
  private static final int LABEL_REPEATED = 3;
  private static final int VALUES = 4;

  private final RowArgument[] arguments;
  private final boolean isSparse;
  private final boolean isClass;
  private final int rowValues;
  private final int firstCategory;
  private final Accumulator rows;
  private final double[] prediction;
  private final long[] bits;
  private final CategoryReader categories = new CategoryReader();

  RowReader(Layout layout, List<RowArgument> arguments, Accumulator rows) {
    this.arguments = arguments.toArray(RowArgument[]::new);
    this.isSparse = arguments.get(PREDICTION).expression().dataType() instanceof StructType;
    this.isClass = DataTypes.IntegerType.equals(arguments.get(LABEL).expression().dataType());
    this.rowValues = layout.spec().rowValues();
    this.firstCategory = firstCategory(layout);
    this.rows = rows;
    this.prediction = new double[isSparse ? 0 : layout.classes()];
    this.bits = new long[rowValues + layout.spec().categorical().size() * CategoryForm.LONGS];
  }

  private static int firstCategory(Layout layout) {
    return layout.spec().rowValues() == 0 ? VALUES : VALUES + 1;
  }

  /** How many arguments there are. */
  static int arguments(Layout layout) {
    return firstCategory(layout) + layout.spec().categorical().size();
  }

  /** Has the accumulator take up a row. */
  void read(InternalRow row) {
    RowStatus status = RowStatus.of(arguments[STATUS].integer(row));
    if (arguments[LABEL_REPEATED].truth(row)) {
      rows.ofRepeatedLabel();
    } else if (status.code() > RowStatus.UNLABELLED.code()) {
      rows.status(status);
    } else if (isSparse) {
      sparse(status, row);
    } else if (status == RowStatus.SCORED) {
      scored(row);
    } else {
      rows.unlabelled(prediction(row), values(row));
    }
  }

  /** A prediction that names some classes; a label distribution has all of them anyway. */
  private void sparse(RowStatus status, InternalRow row) {
    SparsePrediction q = SparseForm.read(arguments[PREDICTION].struct(row, SparseForm.FIELDS));
    if (status == RowStatus.UNLABELLED) {
      rows.unlabelled(q, values(row));
      return;
    }
    RowArgument label = arguments[LABEL];
    if (isClass) {
      rows.scored(q, label.integer(row), values(row));
    } else {
      double[] p = label.array(row).toDoubleArray();
      rows.scored(q.dense(p.length), p, values(row));
    }
  }

  private void scored(InternalRow row) {
    RowArgument label = arguments[LABEL];
    if (isClass) {
      rows.scored(prediction(row), label.integer(row), values(row));
    } else {
      rows.scored(prediction(row), label.array(row).toDoubleArray(), values(row));
    }
  }

  /** The prediction, in an array that the next row overwrites. */
  private double[] prediction(InternalRow row) {
    ArrayData values = arguments[PREDICTION].array(row);
    for (int i = 0; i < prediction.length; i++) {
      prediction[i] = values.getDouble(i);
    }
    return prediction;
  }

  /** The row's values as bits, in an array that the next row overwrites. */
  private long[] values(InternalRow row) {
    if (rowValues > 0) {
      ArrayData values = arguments[VALUES].array(row);
      for (int i = 0; i < rowValues; i++) {
        bits[i] =
            values.isNullAt(i)
                ? Accumulator.NULL_BITS
                : Double.doubleToLongBits(values.getDouble(i));
      }
    }
    categories.read(arguments, firstCategory, row, bits, rowValues);
    return bits;
  }
}
