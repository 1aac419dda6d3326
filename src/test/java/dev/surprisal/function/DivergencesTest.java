package dev.surprisal.function;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.SparkTest;
import dev.surprisal.function.binding.UsageFunction;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method calls the function of its name with its arguments in their order. */
class DivergencesTest extends SparkTest {

  private static final Dataset<Row> ROW =
      spark()
          .sql(
              "SELECT array(0.25D, 0.75D) AS p, array(0.5D, 0.5D) AS q, 1 AS label, 3L AS"
                  + " reference, 4L AS current, array(1D, 2D) AS logits, array(1D, 3D) AS weights,"
                  + " 0.5D AS mean_p, 2D AS sd_p, 1.5D AS mean_q, 3D AS sd_q,"
                  + " surprisal.profile_merge(NULL) AS state");

  static Stream<Method> methods() {
    return Arrays.stream(Divergences.class.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aMethodIsTheFunctionOfItsName(Method method) throws ReflectiveOperationException {
    Object[] arguments =
        Arrays.stream(method.getParameters())
            .map(parameter -> argument(parameter.getName(), parameter.getType()))
            .toArray();
    String sql =
        Arrays.stream(arguments)
            .map(argument -> argument instanceof String text ? "'" + text + "'" : "" + argument)
            .collect(Collectors.joining(", ", snakeCase(method.getName()) + "(", ")"));
    Row direct = ROW.select((Column) method.invoke(null, arguments)).head();
    assertThat(direct).isEqualTo(ROW.selectExpr("surprisal." + sql).head());
  }

  private static Object argument(String name, Class<?> type) {
    if (type.equals(Column.class)) {
      return col(snakeCase(name));
    }
    if (type.equals(String.class)) {
      return "log_loss";
    }
    return type.equals(double.class) ? (Object) 2.0 : (Object) 2;
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  @Test
  void everyDocumentedFunctionHasAMethod() {
    assertThat(methods().map(method -> snakeCase(method.getName())).distinct())
        .containsExactlyInAnyOrderElementsOf(
            SurprisalCatalog.documented().stream().map(UsageFunction::name).toList());
  }

  @Test
  void columnsComposeWithOthers() {
    Row row =
        ROW.select(
                Divergences.crossEntropy(col("p"), col("q"), 2)
                    .minus(Divergences.entropy(col("p"), 2))
                    .minus(Divergences.klDivergence(col("p"), col("q"), 2))
                    .plus(lit(0)))
            .head();
    // H(p, q) − H(p) = D(p‖q)
    assertThat(row.getDouble(0)).isBetween(-1e-15, 1e-15);
  }
}
