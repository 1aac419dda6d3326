package dev.surprisal.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.SparkTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * However Spark evaluates a call, it gives the same bits: in generated code, for a whole stage or
 * for a projection, interpreted, or folded into a constant at planning.
 */
class EvaluationTest extends SparkTest {

  private static final String ROWS = " FROM evaluation_test";

  private static final String WHOLE_STAGE = "spark.sql.codegen.wholeStage";
  private static final String FACTORY = "spark.sql.codegen.factoryMode";

  private static final Map<String, String> GENERATED =
      Map.of(WHOLE_STAGE, "true", FACTORY, "CODEGEN_ONLY");
  private static final Map<String, String> BY_PROJECTION =
      Map.of(WHOLE_STAGE, "false", FACTORY, "CODEGEN_ONLY");
  private static final Map<String, String> INTERPRETED =
      Map.of(WHOLE_STAGE, "false", FACTORY, "NO_CODEGEN");

  private static final List<String> FORMS = List.of("", "_float", "_dense", "_sparse");

  /** With zeros, with what no float holds exactly, and with what is no distribution. */
  private static final List<List<@Nullable Double>> VALUES =
      List.of(
          List.of(0.25, 0.5, 0.25),
          List.of(0.5, 0.0, 0.5),
          List.of(0.1, 0.2, 0.7),
          List.of(0.5, 0.25),
          List.of(0.5, -0.5, 1.0),
          Arrays.asList(0.5, null, 0.5));

  private static final List<String> MEASURES =
      List.of(
          "cross_entropy",
          "kl_divergence",
          "js_divergence",
          "js_distance",
          "brier",
          "psi",
          "hellinger",
          "total_variation");

  private static final List<String> OF_LABEL = MEASURES.subList(0, 5);
  private static final List<String> WITH_BASE =
      List.of("cross_entropy", "kl_divergence", "js_divergence", "js_distance", "psi");

  /** The calls of one query each; more columns, and Spark would generate no code for the stage. */
  static Stream<List<String>> calls() {
    return Stream.of(
            Stream.of(ofForms("entropy(p%s)"), ofForms("entropy(p%s, 2)")),
            Stream.of("softmax", "normalize", "is_distribution").map(f -> ofForms(f + "(p%s)")),
            MEASURES.stream().map(function -> ofPairs(function + "(p%s, q%s)")),
            WITH_BASE.stream().map(function -> ofPairs(function + "(p%s, q%s, 2)")),
            OF_LABEL.stream().map(function -> ofForms(function + "(label, q%s)")),
            WITH_BASE.subList(0, 4).stream().map(f -> ofForms(f + "(label, q%s, 2)")),
            Stream.of(ofForms("gaussian_kl(p%1$s, q%1$s, q%1$s, p%1$s)")),
            Stream.of(List.of("gaussian_kl(label, half, half, 2)")),
            Stream.of(List.of("log_loss(label, q)", "log_loss(q, q_float, 2)", "count(*)")),
            Stream.of(List.of("log_loss(label, q) FILTER (WHERE is_distribution(q))")),
            Stream.of(List.of("kl_divergence_of_counts(id, 60 - id)")),
            Stream.of(List.of("hex(profile(label, q_dense, 3))")))
        .flatMap(queries -> queries);
  }

  @BeforeAll
  static void rowsThatPlanningCannotFold() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < VALUES.size(); i++) {
      for (int j = 0; j < VALUES.size(); j++) {
        Stream<@Nullable Object> values = Stream.concat(forms(i), forms(j));
        Stream<@Nullable Object> others = Stream.of((long) rows.size(), i == j ? null : j - 1, 0.5);
        rows.add(RowFactory.create(Stream.concat(others, values).toArray()));
      }
    }
    rows.add(RowFactory.create(new Object[3 + 2 * FORMS.size()]));
    StructType schema =
        new StructType()
            .add("id", DataTypes.LongType)
            .add("label", DataTypes.IntegerType)
            .add("half", DataTypes.DoubleType);
    for (String name : List.of("p", "q")) {
      schema =
          schema
              .add(name, DataTypes.createArrayType(DataTypes.DoubleType))
              .add(name + "_float", DataTypes.createArrayType(DataTypes.FloatType))
              .add(name + "_dense", SQLDataTypes.VectorType())
              .add(name + "_sparse", SQLDataTypes.VectorType());
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark().sparkContext());
    spark()
        .createDataFrame(context.parallelize(rows, 2), schema)
        .createOrReplaceTempView("evaluation_test");
  }

  private static Stream<@Nullable Object> forms(int i) {
    List<@Nullable Double> values = VALUES.get(i);
    double[] dense = values.stream().mapToDouble(x -> x == null ? Double.NaN : x).toArray();
    return Stream.of(
        values.toArray(),
        values.stream().map(x -> x == null ? null : x.floatValue()).toArray(),
        Vectors.dense(dense),
        Vectors.dense(dense).toSparse());
  }

  @ParameterizedTest
  @MethodSource("calls")
  void everyWayGivesTheSameBits(List<String> calls) {
    String query = "SELECT " + String.join(", ", calls) + ROWS;
    List<String> generated = with(GENERATED, () -> result(query));
    assertThat(with(BY_PROJECTION, () -> result(query))).isEqualTo(generated);
    assertThat(with(INTERPRETED, () -> result(query))).isEqualTo(generated);
  }

  @Test
  void theWaysAreNotTheSame() {
    String explain = "EXPLAIN SELECT kl_divergence(p, q)" + ROWS;
    assertThat(with(GENERATED, () -> result(explain)).toString()).contains("*(1) Project");
    assertThat(with(BY_PROJECTION, () -> result(explain)).toString())
        .contains("Project")
        .doesNotContain("*(1)");
  }

  @Test
  void whatIsConstantIsFolded() {
    assertThat(result("EXPLAIN SELECT js_divergence(array(1D, 0D), array(0D, 1D), 2) AS bits"))
        .asString()
        .contains("[1.0 AS bits#")
        .doesNotContain("invoke");
  }

  @ParameterizedTest
  @FieldSource("MEASURES")
  void aConstantHasTheBitsOfAColumn(String function) {
    for (String type : List.of("double", "float")) {
      String call = function + "(cast(%s AS array<" + type + ">), cast(%s AS array<" + type + ">))";
      String constants =
          VALUES.stream()
              .flatMap(p -> VALUES.stream().map(q -> call.formatted(literal(p), literal(q))))
              .collect(Collectors.joining(", "));
      assertThat(result("SELECT explode(array(" + constants + "))"))
          .isEqualTo(result("SELECT " + call.formatted("p", "q") + ROWS + " WHERE id IS NOT NULL"));
    }
  }

  private static List<String> with(Map<String, String> settings, Supplier<List<String>> query) {
    settings.forEach((key, value) -> spark().conf().set(key, value));
    try {
      return query.get();
    } finally {
      settings.keySet().forEach(key -> spark().conf().unset(key));
    }
  }

  private static String literal(List<@Nullable Double> values) {
    return values.stream()
        .map(x -> x == null ? "NULL" : x + "D")
        .collect(Collectors.joining(", ", "array(", ")"));
  }

  private static List<String> ofForms(String call) {
    return FORMS.stream().map(form -> call.formatted(form)).toList();
  }

  private static List<String> ofPairs(String call) {
    return FORMS.stream().flatMap(p -> FORMS.stream().map(q -> call.formatted(p, q))).toList();
  }

  /** The rows as text, which tells one double from every other. */
  private static List<String> result(String query) {
    return spark().sql(query).collectAsList().stream().map(row -> row.mkString(" ")).toList();
  }
}
