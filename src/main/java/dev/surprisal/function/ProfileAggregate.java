package dev.surprisal.function;

import dev.surprisal.profile.Accumulator;
import dev.surprisal.profile.CategoryForm;
import dev.surprisal.profile.Layout;
import dev.surprisal.profile.RowStatus;
import dev.surprisal.profile.SparsePrediction;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * {@code profile_rows(status, q, label, label_repeated [, values] [, category…])}: folds checked
 * rows into the encoded state of a profile. The prediction is an array, or names some of many
 * classes in the form of {@link SparseForm}. The label is a class index or a distribution; there
 * are row values where the layout has some: those of the numeric columns, and last the lag of the
 * label where it is kept; and a text for each categorical column.
 */
public final class ProfileAggregate extends NativeAggregate {

  private static final long serialVersionUID = 1L;

  private static final int STATUS = 0;
  private static final int PREDICTION = 1;
  private static final int LABEL = 2;
  private static final int LABEL_REPEATED = 3;
  private static final int VALUES = 4;

  private final String layout;
  private final int rowValues;
  private final int categories;
  private final RowArgument[] arguments;

  private transient @Nullable Accumulator accumulator;
  private transient double @Nullable [] prediction;
  private transient long @Nullable [] bits;
  private transient @Nullable CategoryReader reader;

  private ProfileAggregate(
      String layout, int rowValues, Seq<Expression> children, Offsets offsets) {
    super(children, offsets);
    this.layout = layout;
    this.rowValues = rowValues;
    this.arguments =
        CollectionConverters.asJava(children).stream()
            .map(RowArgument::of)
            .toArray(RowArgument[]::new);
    this.categories = arguments.length - firstCategory(rowValues);
  }

  private static int firstCategory(int rowValues) {
    return rowValues == 0 ? VALUES : VALUES + 1;
  }

  /**
   * The aggregate over columns of a dataset.
   *
   * @param layout the layout of the profile
   * @param columns the names of the columns that hold the arguments
   */
  public static Column of(Layout layout, List<String> columns) {
    int expected = firstCategory(layout.rowValues()) + layout.categorical().size();
    if (columns.size() != expected) {
      throw new IllegalArgumentException(
          "Invalid columns: " + columns + " (must be " + expected + ")");
    }
    List<Expression> children =
        columns.stream().<Expression>map(UnresolvedAttribute::quoted).toList();
    return ClassicColumns.of(
        new ProfileAggregate(
                layout.descriptor(),
                layout.rowValues(),
                scala.collection.immutable.List.from(CollectionConverters.asScala(children)),
                Offsets.UNKNOWN)
            .toAggregateExpression());
  }

  @Override
  NativeAggregate with(Seq<Expression> children, Offsets offsets) {
    return new ProfileAggregate(layout, rowValues, children, offsets);
  }

  @Override
  Object identity() {
    return layout;
  }

  @Override
  public String nodeName() {
    return "profile_rows";
  }

  @Override
  public long[] createAggregationBuffer() {
    return Accumulator.noRows();
  }

  @Override
  public long[] update(long[] state, InternalRow row) {
    Accumulator rows = accumulator();
    RowStatus status = RowStatus.of(arguments[STATUS].integer(row));
    if (status.code() > RowStatus.UNLABELLED.code()) {
      return rows.count(state, status);
    }
    if (arguments[PREDICTION].expression().dataType() instanceof StructType) {
      return sparse(rows, state, status, row);
    }
    if (status == RowStatus.SCORED) {
      return scored(rows, state, row);
    }
    return rows.unlabelled(state, prediction(row), values(row));
  }

  /** A prediction that names some classes; a label distribution has all of them anyway. */
  private long[] sparse(Accumulator rows, long[] state, RowStatus status, InternalRow row) {
    SparsePrediction q = SparseForm.read(arguments[PREDICTION].struct(row, SparseForm.FIELDS));
    if (status == RowStatus.UNLABELLED) {
      return rows.unlabelled(state, q, values(row));
    }
    RowArgument label = arguments[LABEL];
    boolean repeated = arguments[LABEL_REPEATED].truth(row);
    if (DataTypes.IntegerType.equals(label.expression().dataType())) {
      return rows.scored(state, q, label.integer(row), repeated, values(row));
    }
    double[] p = label.array(row).toDoubleArray();
    return rows.scored(state, q.dense(p.length), p, repeated, values(row));
  }

  private long[] scored(Accumulator rows, long[] state, InternalRow row) {
    RowArgument label = arguments[LABEL];
    boolean repeated = arguments[LABEL_REPEATED].truth(row);
    return DataTypes.IntegerType.equals(label.expression().dataType())
        ? rows.scored(state, prediction(row), label.integer(row), repeated, values(row))
        : rows.scored(
            state, prediction(row), label.array(row).toDoubleArray(), repeated, values(row));
  }

  /** The prediction, in an array that the next row overwrites. */
  private double[] prediction(InternalRow row) {
    ArrayData values = arguments[PREDICTION].array(row);
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

  /** The row's values as bits, in an array that the next row overwrites. */
  private long[] values(InternalRow row) {
    long[] into = bits;
    if (into == null) {
      into = new long[rowValues + categories * CategoryForm.LONGS];
      bits = into;
    }
    if (rowValues > 0) {
      ArrayData values = arguments[VALUES].array(row);
      for (int i = 0; i < rowValues; i++) {
        into[i] =
            values.isNullAt(i)
                ? Accumulator.NULL_BITS
                : Double.doubleToLongBits(values.getDouble(i));
      }
    }
    if (categories > 0) {
      reader().read(arguments, firstCategory(rowValues), row, into, rowValues);
    }
    return into;
  }

  private CategoryReader reader() {
    CategoryReader texts = reader;
    if (texts == null) {
      texts = new CategoryReader();
      reader = texts;
    }
    return texts;
  }

  @Override
  public long[] merge(long[] into, long[] from) {
    return into.length == 0 ? from : accumulator().merge(into, from);
  }

  @Override
  public Object eval(long[] state) {
    return accumulator().encode(state);
  }

  @Override
  public byte[] serialize(long[] state) {
    return accumulator().pack(state);
  }

  @Override
  public long[] deserialize(byte[] packed) {
    return accumulator().unpack(packed);
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
