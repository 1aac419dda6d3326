package dev.surprisal.catalyst;

import dev.surprisal.profile.state.Accumulator;
import dev.surprisal.profile.state.Layout;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.Seq;

/**
 * {@code profile_sum(state)}: the profile of all rows behind the states that {@link
 * PartialAggregateGenerator} gives.
 */
public final class StateSum extends NativeAggregate<StateSum.Sum> {

  private static final long serialVersionUID = 1L;

  private final String layout;
  private final RowArgument argument;

  private transient @Nullable Accumulator accumulator;

  private StateSum(String layout, Seq<Expression> children, Offsets offsets) {
    super(children, offsets);
    this.layout = layout;
    this.argument = RowArgument.of(children.head());
  }

  /**
   * The aggregate over a column of a dataset.
   *
   * @param layout the layout of the profiles
   * @param column the name of the column that holds states
   */
  public static Column of(Layout layout, String column) {
    List<Expression> children = List.of(UnresolvedAttribute.quoted(column));
    return ClassicColumns.of(
        new StateSum(layout.descriptor(), StatefulExpression.sequence(children), Offsets.UNKNOWN)
            .toAggregateExpression());
  }

  /** The sum so far. While it is of one state, this as it came: most tasks have a cell once. */
  public static final class Sum {

    private byte @Nullable [] only;
    private long[] state = Accumulator.noRows();
  }

  @Override
  NativeAggregate<Sum> with(Seq<Expression> children, Offsets offsets) {
    return new StateSum(layout, children, offsets);
  }

  @Override
  Object identity() {
    return layout;
  }

  @Override
  public String nodeName() {
    return "profile_sum";
  }

  @Override
  public Sum createAggregationBuffer() {
    return new Sum();
  }

  @Override
  public Sum update(Sum sum, InternalRow row) {
    return plus(sum, argument.binary(row));
  }

  @Override
  public Sum merge(Sum into, Sum from) {
    return plus(into, serialize(from));
  }

  private Sum plus(Sum sum, byte[] packed) {
    if (sum.only == null && sum.state.length == 0) {
      sum.only = packed;
      return sum;
    }
    sum.state = accumulator().merge(state(sum), accumulator().unpack(packed));
    sum.only = null;
    return sum;
  }

  private long[] state(Sum sum) {
    byte[] only = sum.only;
    return only == null ? sum.state : accumulator().unpack(only);
  }

  @Override
  public Object eval(Sum sum) {
    return accumulator().encode(state(sum));
  }

  @Override
  public byte[] serialize(Sum sum) {
    byte[] only = sum.only;
    return only == null ? accumulator().pack(sum.state) : only;
  }

  @Override
  public Sum deserialize(byte[] packed) {
    Sum sum = new Sum();
    sum.only = packed;
    return sum;
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
