package dev.surprisal.function;

import dev.surprisal.profile.Fold;
import dev.surprisal.profile.Layout;
import dev.surprisal.profile.RowStatus;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.connector.catalog.functions.AggregateFunction;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * {@code profile_rows(layout, status, q, label, label_repeated, columns)}: folds checked rows into
 * the stored form of a profile. The label is a class index or a distribution.
 *
 * <p>The state is a {@code long[]} and not a class of ours, because Spark deserialises aggregation
 * states with a class loader that does not know the application's jar.
 */
public final class ProfileFunction implements UnboundFunction {

  static final String NAME = "profile_rows";

  private static final int LAYOUT = 0;
  private static final int STATUS = 1;
  private static final int PREDICTION = 2;
  private static final int LABEL = 3;
  private static final int LABEL_REPEATED = 4;
  private static final int COLUMNS = 5;
  private static final int ARGUMENTS = 6;

  private static final DataType DISTRIBUTION = DataTypes.createArrayType(DataTypes.DoubleType);

  @Override
  public BoundFunction bind(StructType inputType) {
    if (inputType.size() != ARGUMENTS) {
      throw new UnsupportedOperationException(
          NAME + " expects " + ARGUMENTS + " arguments, got " + inputType.size());
    }
    DataType label = inputType.fields()[LABEL].dataType();
    if (label instanceof ArrayType) {
      return new OfDistributions();
    }
    if (DataTypes.IntegerType.equals(label)) {
      return new OfClasses();
    }
    throw new UnsupportedOperationException(
        NAME + " expects label to be int or array<double>, got " + label.catalogString());
  }

  @Override
  public String description() {
    return NAME
        + "(layout, status, q, label, label_repeated, columns) - Folds checked rows into a profile";
  }

  @Override
  public String name() {
    return NAME;
  }

  private abstract static class Base implements AggregateFunction<long[], byte[]> {

    private static final long serialVersionUID = 1L;

    private static final long[] NO_ROWS = new long[0];

    private transient @Nullable Fold fold;

    abstract void scored(Fold rows, long[] state, double[] prediction, InternalRow input);

    abstract DataType labelType();

    @Override
    public DataType[] inputTypes() {
      return new DataType[] {
        DataTypes.StringType,
        DataTypes.IntegerType,
        DISTRIBUTION,
        labelType(),
        DataTypes.BooleanType,
        DISTRIBUTION
      };
    }

    @Override
    public DataType resultType() {
      return DataTypes.BinaryType;
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String canonicalName() {
      return "surprisal." + NAME + "(" + labelType().catalogString() + ")";
    }

    @Override
    public long[] newAggregationState() {
      return NO_ROWS;
    }

    @Override
    public long[] update(long[] before, InternalRow input) {
      Fold rows = fold;
      if (rows == null) {
        rows = new Fold(Layout.parse(input.getUTF8String(LAYOUT).toString()));
        fold = rows;
      }
      long[] state = before.length == 0 ? rows.empty() : before;
      RowStatus status = RowStatus.of(input.getInt(STATUS));
      if (status == RowStatus.SCORED) {
        scored(rows, state, input.getArray(PREDICTION).toDoubleArray(), input);
        if (input.getBoolean(LABEL_REPEATED)) {
          rows.countLabelDuplicate(state);
        }
      } else if (status == RowStatus.UNLABELLED) {
        rows.unlabelled(state, input.getArray(PREDICTION).toDoubleArray());
      } else {
        rows.count(state, status);
        return state;
      }
      columns(rows, state, input.getArray(COLUMNS));
      return state;
    }

    private static void columns(Fold rows, long[] state, ArrayData values) {
      for (int i = 0; i < values.numElements(); i++) {
        if (values.isNullAt(i)) {
          rows.nullColumn(state, i);
        } else {
          rows.column(state, i, values.getDouble(i));
        }
      }
    }

    @Override
    public long[] merge(long[] left, long[] right) {
      if (left.length == 0) {
        return right;
      }
      if (right.length > 0) {
        fold(left).merge(left, right);
      }
      return left;
    }

    @Override
    public byte[] produceResult(long[] state) {
      return state.length == 0 ? new byte[0] : fold(state).encode(state);
    }

    private Fold fold(long[] state) {
      Fold rows = fold;
      if (rows == null) {
        rows = Fold.of(state);
        fold = rows;
      }
      return rows;
    }
  }

  /** For labels that are class indices. */
  public static final class OfClasses extends Base {

    private static final long serialVersionUID = 1L;

    @Override
    void scored(Fold rows, long[] state, double[] prediction, InternalRow input) {
      rows.scored(state, prediction, input.getInt(LABEL));
    }

    @Override
    DataType labelType() {
      return DataTypes.IntegerType;
    }
  }

  /** For labels that are distributions. */
  public static final class OfDistributions extends Base {

    private static final long serialVersionUID = 1L;

    @Override
    void scored(Fold rows, long[] state, double[] prediction, InternalRow input) {
      rows.scored(state, prediction, input.getArray(LABEL).toDoubleArray());
    }

    @Override
    DataType labelType() {
      return DISTRIBUTION;
    }
  }
}
