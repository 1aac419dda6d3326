package dev.surprisal.catalyst;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeGenerator;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.expressions.codegen.FalseLiteral$;
import org.apache.spark.sql.catalyst.util.TypeUtils;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.Seq;

/**
 * {@code run_place(key…)}: the number of a row, from 1, within the run of rows of equal keys that
 * it stands in; nulls are equal. A bigint, never null.
 *
 * <p>Over rows that lie together by key and are sorted by it, it is {@code row_number()} of a
 * window by the key, without the window: Spark's operator stands outside generated code and sets up
 * its frames anew for each key, of which there may be as many as rows. What a window asks for, that
 * all rows of a key are in one partition and in order, is here up to who calls.
 */
public final class RunningRowNumber extends StatefulExpression {

  private static final long serialVersionUID = 1L;

  private transient long place;
  private transient @Nullable Object @Nullable [] run;

  private RunningRowNumber(Seq<Expression> keys) {
    super(keys);
  }

  /** The places of a dataset's rows by keys, each given as SQL. */
  public static Column of(List<String> keys) {
    return new RunningRowNumber(parsed(keys)).column();
  }

  @Override
  StatefulExpression with(Seq<Expression> keys) {
    return new RunningRowNumber(keys);
  }

  @Override
  public String nodeName() {
    return "run_place";
  }

  @Override
  public DataType dataType() {
    return DataTypes.LongType;
  }

  @Override
  public boolean nullable() {
    return false;
  }

  @Override
  public Object eval(InternalRow row) {
    @Nullable Object[] keys = new @Nullable Object[size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = InternalRow.copyValue(argument(i).eval(row));
    }
    place = run != null && isRunOf(keys, run) ? place + 1 : 1;
    run = keys;
    return place;
  }

  private boolean isRunOf(@Nullable Object[] keys, @Nullable Object[] others) {
    return IntStream.range(0, size())
        .allMatch(i -> areEqual(argument(i).dataType(), keys[i], others[i]));
  }

  private static boolean areEqual(DataType type, @Nullable Object key, @Nullable Object other) {
    return key == null || other == null
        ? key == other
        : TypeUtils.getInterpretedOrdering(type).compare(key, other) == 0;
  }

  @Override
  public ExprCode doGenCode(CodegenContext context, ExprCode result) {
    String count = state(context, "long", "runPlace");
    context.addPartitionInitializationStatement(count + " = 0L;");
    List<ExprCode> keys = arguments(context);
    List<Remembered> run =
        IntStream.range(0, size())
            .mapToObj(i -> Remembered.in(context, argument(i).dataType(), keys.get(i)))
            .toList();
    String more =
        """

        if (%1$s > 0L%2$s) {
          %1$s++;
        } else {
          %1$s = 1L;
          %3$s
        }
        final long %4$s = %1$s;
        """
            .formatted(
                count,
                run.stream().map(it -> it.isEqual(context)).collect(Collectors.joining()),
                run.stream().map(Remembered::remember).collect(Collectors.joining("\n  ")),
                result.value());
    return result.copy(code(keys, more), FalseLiteral$.MODULE$, result.value());
  }

  /**
   * A key of the run in generated code.
   *
   * @param type the type
   * @param key the row's key
   * @param field the field that has the run's
   * @param isNull the field that tells whether that is null
   */
  private record Remembered(DataType type, ExprCode key, String field, String isNull) {

    static Remembered in(CodegenContext context, DataType type, ExprCode key) {
      return new Remembered(
          type,
          key,
          state(context, CodeGenerator.javaType(type), "runKey"),
          state(context, "boolean", "runKeyIsNull"));
    }

    String isEqual(CodegenContext context) {
      return " && %1$s == %2$s && (%1$s || %3$s)"
          .formatted(key.isNull(), isNull, context.genEqual(type, key.value().toString(), field));
    }

    String remember() {
      return "%1$s = %2$s; if (!%1$s) { %3$s = %4$s; }"
          .formatted(isNull, key.isNull(), field, copied(type, key));
    }
  }
}
