package dev.surprisal.function.row;

import dev.surprisal.function.binding.ScalarBase;
import dev.surprisal.profile.row.ZeroPolicy;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * {@code row_loss(label, q, policy, floor)}: the cross-entropy of a checked row under a zero
 * policy, given as the ordinal of {@link ZeroPolicy.Kind}; the same figure that profiles sum up.
 */
public final class RowLossFunction implements UnboundFunction {

  static final String NAME = "row_loss";

  private static final DataType DISTRIBUTION = DataTypes.createArrayType(DataTypes.DoubleType);
  private static final ZeroPolicy.Kind[] KINDS = ZeroPolicy.Kind.values();

  @Override
  public BoundFunction bind(StructType inputType) {
    if (inputType.size() != 4) {
      throw new UnsupportedOperationException(
          NAME + " expects 4 arguments, got " + inputType.size());
    }
    return inputType.apply(0).dataType() instanceof ArrayType
        ? new OfDistribution()
        : new OfClass();
  }

  @Override
  public String description() {
    return NAME
        + "(label, q, policy, floor) - The cross-entropy of a checked row under a zero policy, in"
        + " nats";
  }

  @Override
  public String name() {
    return NAME;
  }

  private static ZeroPolicy zero(int policy, double floor) {
    return new ZeroPolicy(KINDS[policy], floor);
  }

  /** For a class index. */
  public static final class OfClass extends ScalarBase<Double> {

    private static final long serialVersionUID = 1L;

    OfClass() {
      super(
          NAME,
          DataTypes.DoubleType,
          DataTypes.IntegerType,
          DISTRIBUTION,
          DataTypes.IntegerType,
          DataTypes.DoubleType);
    }

    /** Called from generated code. */
    public static double invoke(int label, ArrayData q, int policy, double floor) {
      return zero(policy, floor).surprisal(q.getDouble(label), q.numElements());
    }

    @Override
    public Double produceResult(InternalRow input) {
      return invoke(input.getInt(0), input.getArray(1), input.getInt(2), input.getDouble(3));
    }

    @Override
    public boolean isResultNullable() {
      return false;
    }
  }

  /** For a label distribution. */
  public static final class OfDistribution extends ScalarBase<Double> {

    private static final long serialVersionUID = 1L;

    OfDistribution() {
      super(
          NAME,
          DataTypes.DoubleType,
          DISTRIBUTION,
          DISTRIBUTION,
          DataTypes.IntegerType,
          DataTypes.DoubleType);
    }

    /** Called from generated code. */
    public static double invoke(ArrayData p, ArrayData q, int policy, double floor) {
      return zero(policy, floor).crossEntropy(p.toDoubleArray(), q.toDoubleArray());
    }

    @Override
    public Double produceResult(InternalRow input) {
      return invoke(input.getArray(0), input.getArray(1), input.getInt(2), input.getDouble(3));
    }

    @Override
    public boolean isResultNullable() {
      return false;
    }
  }
}
