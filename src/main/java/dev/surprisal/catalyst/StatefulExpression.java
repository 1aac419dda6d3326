package dev.surprisal.catalyst;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.Block;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeBlock;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeGenerator;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.expressions.codegen.JavaCode;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.types.DataType;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * An expression of Catalyst itself that remembers rows before, within a partition: what Spark asks
 * of a node of its plans, once, so that those below are about rows.
 *
 * <p>It is not deterministic to Spark, which therefore computes it where it stands: no filter moves
 * below it, and no sort below it is left out.
 */
abstract class StatefulExpression extends Expression implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Seq<Expression> arguments;

  StatefulExpression(Seq<Expression> arguments) {
    this.arguments = arguments;
  }

  /** Catalyst's sequence of some, each given as SQL. */
  static Seq<Expression> parsed(List<String> sql) {
    return sequence(
        sql.stream().<Expression>map(CatalystSqlParser$.MODULE$::parseExpression).toList());
  }

  /** Scala's form of a list. */
  static <T> Seq<T> sequence(List<T> elements) {
    return scala.collection.immutable.List.from(CollectionConverters.asScala(elements));
  }

  /** The same with other arguments. */
  abstract StatefulExpression with(Seq<Expression> arguments);

  final Column column() {
    return ClassicColumns.of(this);
  }

  final int size() {
    return arguments.size();
  }

  final Expression argument(int index) {
    return arguments.apply(index);
  }

  /** A field of the generated class. */
  static String state(CodegenContext context, String type, String name) {
    return context.addMutableState(
        type,
        name,
        context.addMutableState$default$3(),
        context.addMutableState$default$4(),
        context.addMutableState$default$5());
  }

  /** The code of the arguments, and then some more. */
  static Block code(List<ExprCode> arguments, String more) {
    return arguments.stream()
        .map(ExprCode::code)
        .reduce(block(""), Block::$plus)
        .$plus(block(more));
  }

  private static Block block(String code) {
    return new CodeBlock(sequence(List.of(code)), sequence(List.<JavaCode>of()));
  }

  /** The code of each argument. */
  final List<ExprCode> arguments(CodegenContext context) {
    return IntStream.range(0, size()).mapToObj(i -> argument(i).genCode(context)).toList();
  }

  /** A value that stays as it is when the next row overwrites the place that it is read from. */
  static String copied(DataType type, ExprCode value) {
    return CodeGenerator.isPrimitiveType(type)
        ? value.value().toString()
        : "(%s) InternalRow.copyValue(%s)".formatted(CodeGenerator.javaType(type), value.value());
  }

  @Override
  public final Seq<Expression> children() {
    return arguments;
  }

  @Override
  public final Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
    return with(children);
  }

  @Override
  public final boolean deterministic() {
    return false;
  }

  @Override
  public final boolean stateful() {
    return true;
  }

  // A node of Spark's trees is a product, by which it is printed, hashed and compared.

  @Override
  public final int productArity() {
    return 1;
  }

  @Override
  public final Object productElement(int index) {
    if (index != 0) {
      throw new IndexOutOfBoundsException(index);
    }
    return arguments;
  }

  @Override
  public final boolean canEqual(Object other) {
    return getClass().isInstance(other);
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof StatefulExpression that
        && getClass() == that.getClass()
        && arguments.equals(that.arguments);
  }

  @Override
  public final int hashCode() {
    return arguments.hashCode();
  }
}
