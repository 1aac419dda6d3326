package dev.surprisal.catalyst;

import java.util.List;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.V2ExpressionUtils;
import org.apache.spark.sql.catalyst.expressions.aggregate.V2Aggregator;
import org.apache.spark.sql.connector.catalog.functions.AggregateFunction;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.errors.QueryCompilationErrors;
import org.apache.spark.sql.types.StructType;
import scala.Function1;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A catalog's function that is called like one of Spark's own. Spark has no promised way for that:
 * extensions inject functions of expressions, and a catalog's functions are none.
 *
 * @param function the function
 * @param summary what {@code DESCRIBE FUNCTION} prints
 * @param details what {@code DESCRIBE FUNCTION EXTENDED} prints below it
 */
public record BuiltinFunction(UnboundFunction function, String summary, String details) {

  /** Makes a session know the function by its bare name. */
  public void register(SparkSessionExtensions extensions) {
    Function1<Seq<Expression>, Expression> call = this::call;
    ExpressionInfo info =
        new ExpressionInfo(
            function.getClass().getName(), null, function.name(), summary, "\n" + details);
    extensions.injectFunction(new Tuple3<>(new FunctionIdentifier(function.name()), info, call));
  }

  private Expression call(Seq<Expression> arguments) {
    BoundFunction bound;
    try {
      bound = function.bind(types(CollectionConverters.asJava(arguments)));
    } catch (UnsupportedOperationException refused) {
      throw unchecked(
          QueryCompilationErrors.functionCannotProcessInputError(function, arguments, refused));
    }
    if (bound instanceof ScalarFunction<?> scalar) {
      return V2ExpressionUtils.resolveScalarFunction(scalar, arguments);
    }
    return aggregate((AggregateFunction<?, ?>) bound, arguments);
  }

  private static <S extends java.io.Serializable, R> Expression aggregate(
      AggregateFunction<S, R> function, Seq<Expression> arguments) {
    return new V2Aggregator<>(function, arguments, 0, 0);
  }

  private static StructType types(List<Expression> arguments) {
    StructType types = new StructType();
    for (int i = 0; i < arguments.size(); i++) {
      Expression argument = arguments.get(i);
      types = types.add("_" + i, argument.dataType(), argument.nullable());
    }
    return types;
  }

  /** Scala knows no checked exceptions, and so throws Spark's as they are. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> RuntimeException unchecked(Throwable throwable) throws E {
    throw (E) throwable;
  }
}
