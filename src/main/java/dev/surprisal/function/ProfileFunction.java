package dev.surprisal.function;

import dev.surprisal.profile.Accumulator;
import dev.surprisal.profile.Layout;
import dev.surprisal.profile.RowStatus;
import java.util.Arrays;
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
 * {@code `layout`.profile_rows(status, q, label, label_repeated [, columns])}: folds checked rows
 * into the stored form of a profile. The label is a class index or a distribution; there are
 * columns where the layout has some, the last of them the lag of the label where it has that.
 *
 * <p>A family of functions, one for each layout, told apart by the namespace, so that the layout is
 * known before the first row and need not be copied beside every one.
 *
 * <p>The state is a {@code long[]} and not a class of ours, because Spark deserialises aggregation
 * states with a class loader that does not know the application's jar.
 */
public final class ProfileFunction implements UnboundFunction {

  static final String NAME = "profile_rows";

  private static final int STATUS = 0;
  private static final int PREDICTION = 1;
  private static final int LABEL = 2;
  private static final int LABEL_REPEATED = 3;
  private static final int COLUMNS = 4;

  private static final DataType DISTRIBUTION = DataTypes.createArrayType(DataTypes.DoubleType);

  private final Layout layout;

  /** The function of a layout, given by its descriptor. */
  ProfileFunction(String layout) {
    this.layout = Layout.parse(layout);
  }

  @Override
  public BoundFunction bind(StructType inputType) {
    int arguments = layout.rowValues() == 0 ? COLUMNS : COLUMNS + 1;
    if (inputType.size() != arguments) {
      throw new UnsupportedOperationException(
          NAME + " expects " + arguments + " arguments, got " + inputType.size());
    }
    DataType label = inputType.fields()[LABEL].dataType();
    if (label instanceof ArrayType) {
      return new OfDistributions(layout);
    }
    if (DataTypes.IntegerType.equals(label)) {
      return new OfClasses(layout);
    }
    throw new UnsupportedOperationException(
        NAME + " expects label to be int or array<double>, got " + label.catalogString());
  }

  @Override
  public String description() {
    return NAME
        + "(status, q, label, label_repeated [, columns]) - Folds checked rows into a profile";
  }

  @Override
  public String name() {
    return NAME;
  }

  private abstract static class Base implements AggregateFunction<long[], byte[]> {

    private static final long serialVersionUID = 1L;

    private final String layout;
    private final int columns;
    private transient @Nullable Accumulator accumulator;
    private transient double @Nullable [] prediction;
    private transient long @Nullable [] bits;

    Base(Layout layout) {
      this.layout = layout.descriptor();
      this.columns = layout.rowValues();
    }

    abstract long[] scored(
        Accumulator rows, long[] state, double[] prediction, InternalRow input, long[] columns);

    abstract DataType labelType();

    @Override
    public DataType[] inputTypes() {
      DataType[] types = {
        DataTypes.IntegerType, DISTRIBUTION, labelType(), DataTypes.BooleanType, DISTRIBUTION
      };
      return columns == 0 ? Arrays.copyOf(types, COLUMNS) : types;
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
      return "surprisal.`" + layout + "`." + NAME + "(" + labelType().catalogString() + ")";
    }

    @Override
    public long[] newAggregationState() {
      return Accumulator.noRows();
    }

    @Override
    public long[] update(long[] state, InternalRow input) {
      Accumulator rows = accumulator();
      RowStatus status = RowStatus.of(input.getInt(STATUS));
      if (status == RowStatus.SCORED) {
        return scored(rows, state, prediction(input), input, columns(input));
      }
      if (status == RowStatus.UNLABELLED) {
        return rows.unlabelled(state, prediction(input), columns(input));
      }
      return rows.count(state, status);
    }

    /** The prediction, in an array that the next row overwrites. */
    private double[] prediction(InternalRow input) {
      ArrayData values = input.getArray(PREDICTION);
      double[] doubles = prediction;
      if (doubles == null) {
        doubles = new double[values.numElements()];
        prediction = doubles;
      }
      for (int i = 0; i < doubles.length; i++) {
        doubles[i] = values.getDouble(i);
      }
      return doubles;
    }

    /** The columns' values as bits, in an array that the next row overwrites. */
    private long[] columns(InternalRow input) {
      long[] row = bits;
      if (row == null) {
        row = new long[columns];
        bits = row;
      }
      if (columns == 0) {
        return row;
      }
      ArrayData values = input.getArray(COLUMNS);
      for (int i = 0; i < row.length; i++) {
        row[i] =
            values.isNullAt(i)
                ? Accumulator.NULL_BITS
                : Double.doubleToLongBits(values.getDouble(i));
      }
      return row;
    }

    @Override
    public long[] merge(long[] left, long[] right) {
      return left.length == 0 ? right : accumulator().merge(left, right);
    }

    @Override
    public byte[] produceResult(long[] state) {
      return state.length == 0 ? new byte[0] : accumulator().encode(state);
    }

    private Accumulator accumulator() {
      Accumulator rows = accumulator;
      if (rows == null) {
        rows = new Accumulator(Layout.parse(layout));
        accumulator = rows;
      }
      return rows;
    }
  }

  /** For labels that are class indices. */
  public static final class OfClasses extends Base {

    private static final long serialVersionUID = 1L;

    OfClasses(Layout layout) {
      super(layout);
    }

    @Override
    long[] scored(
        Accumulator rows, long[] state, double[] prediction, InternalRow input, long[] columns) {
      boolean repeated = input.getBoolean(LABEL_REPEATED);
      return rows.scored(state, prediction, input.getInt(LABEL), repeated, columns);
    }

    @Override
    DataType labelType() {
      return DataTypes.IntegerType;
    }
  }

  /** For labels that are distributions. */
  public static final class OfDistributions extends Base {

    private static final long serialVersionUID = 1L;

    OfDistributions(Layout layout) {
      super(layout);
    }

    @Override
    long[] scored(
        Accumulator rows, long[] state, double[] prediction, InternalRow input, long[] columns) {
      boolean repeated = input.getBoolean(LABEL_REPEATED);
      double[] label = input.getArray(LABEL).toDoubleArray();
      return rows.scored(state, prediction, label, repeated, columns);
    }

    @Override
    DataType labelType() {
      return DISTRIBUTION;
    }
  }
}
