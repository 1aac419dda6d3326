package dev.surprisal.catalyst;

import java.io.Serializable;
import java.util.Objects;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.aggregate.ImperativeAggregate;
import org.apache.spark.sql.catalyst.expressions.aggregate.TypedImperativeAggregate;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;

/**
 * An aggregate of Catalyst itself that gives bytes: what Spark asks of a node of its plans, so that
 * what is below is about what it adds.
 *
 * <p>An {@link org.apache.spark.sql.connector.catalog.functions.AggregateFunction} of a catalog is
 * handed a copy of its arguments for every row, and its states travel as serialised Java objects;
 * this one reads the row that is there, and says itself what travels.
 *
 * @param <T> the type of the state
 */
abstract class NativeAggregate<T> extends TypedImperativeAggregate<T> implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Seq<Expression> arguments;
  private final Offsets offsets;

  /**
   * Where Spark keeps the state.
   *
   * @param buffer in the row of states that rows are folded into
   * @param input in the row of states that is merged from
   */
  record Offsets(int buffer, int input) implements Serializable {

    static final Offsets UNKNOWN = new Offsets(0, 0);
  }

  NativeAggregate(Seq<Expression> arguments, Offsets offsets) {
    this.arguments = arguments;
    this.offsets = offsets;
  }

  /** The same with other arguments at another place. */
  abstract NativeAggregate<T> with(Seq<Expression> arguments, Offsets offsets);

  /** What tells it from others of its class, beside the arguments. */
  abstract Object identity();

  @Override
  public final Seq<Expression> children() {
    return arguments;
  }

  @Override
  public final Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
    return with(children, offsets);
  }

  @Override
  public final ImperativeAggregate withNewMutableAggBufferOffset(int offset) {
    return with(arguments, new Offsets(offset, offsets.input()));
  }

  @Override
  public final ImperativeAggregate withNewInputAggBufferOffset(int offset) {
    return with(arguments, new Offsets(offsets.buffer(), offset));
  }

  @Override
  public final int mutableAggBufferOffset() {
    return offsets.buffer();
  }

  @Override
  public final int inputAggBufferOffset() {
    return offsets.input();
  }

  @Override
  public final boolean nullable() {
    return false;
  }

  @Override
  public final DataType dataType() {
    return DataTypes.BinaryType;
  }

  // A node of Spark's trees is a product, by which it is printed, hashed and compared.

  @Override
  public final int productArity() {
    return 3;
  }

  @Override
  public final Object productElement(int index) {
    return switch (index) {
      case 0 -> identity();
      case 1 -> arguments;
      case 2 -> offsets;
      default -> throw new IndexOutOfBoundsException(index);
    };
  }

  @Override
  public final boolean canEqual(Object other) {
    return other instanceof NativeAggregate<?>;
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof NativeAggregate<?> that
        && identity().equals(that.identity())
        && arguments.equals(that.arguments)
        && offsets.equals(that.offsets);
  }

  @Override
  public final int hashCode() {
    return Objects.hash(identity(), arguments, offsets);
  }
}
