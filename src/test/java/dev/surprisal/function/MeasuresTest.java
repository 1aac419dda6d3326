package dev.surprisal.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.SparkTest;
import dev.surprisal.math.Divergence;
import dev.surprisal.math.Entropy;
import dev.surprisal.math.Scores;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scalar measures through SQL: the same figure from every form of the same distribution. */
class MeasuresTest extends SparkTest {

  /** As Spark 4 and as Spark 3 spell it. */
  private static final String STATIC_INVOKE = "static_?invoke\\(";

  private static final String VIEW = "measures_test";

  // Exact in single precision too, and with a zero, so that the sparse form differs.
  private static final double[] P = {0.25, 0, 0.5, 0.25};
  private static final double[] Q = {0.125, 0.375, 0.25, 0.25};

  /** The functions of two distributions, and the arithmetic that each is to call. */
  private static final Map<String, ToDoubleBiFunction<double[], double[]>> PAIRS =
      Map.of(
          "cross_entropy", Entropy::crossEntropy,
          "kl_divergence", Divergence::kullbackLeibler,
          "js_divergence", Divergence::jensenShannon,
          "js_distance", Divergence::jensenShannonDistance,
          "psi", Divergence::populationStabilityIndex,
          "hellinger", Divergence::hellinger,
          "total_variation", Divergence::totalVariation,
          "brier", Scores::brier);

  private static final List<String> OF_LABEL =
      List.of("cross_entropy", "kl_divergence", "js_divergence", "js_distance", "brier");

  static Stream<String> pairs() {
    return PAIRS.keySet().stream();
  }

  static Stream<String> ofLabel() {
    return OF_LABEL.stream();
  }

  @BeforeAll
  static void oneRowOfEveryForm() {
    StructType schema =
        new StructType()
            .add("p", DataTypes.createArrayType(DataTypes.DoubleType))
            .add("q", DataTypes.createArrayType(DataTypes.DoubleType))
            .add("p_dense", SQLDataTypes.VectorType())
            .add("q_dense", SQLDataTypes.VectorType())
            .add("p_sparse", SQLDataTypes.VectorType())
            .add("nothing", SQLDataTypes.VectorType());
    Row row =
        RowFactory.create(
            P,
            Q,
            Vectors.dense(P),
            Vectors.dense(Q),
            Vectors.sparse(4, new int[] {0, 2, 3}, new double[] {0.25, 0.5, 0.25}),
            null);
    Dataset<Row> rows = spark().createDataFrame(List.of(row), schema);
    rows.selectExpr(
            "*",
            "1D AS id",
            "cast(p AS array<float>) AS p_float",
            "cast(q AS array<float>) AS q_float",
            "array(0.25D, NULL, 0.5D, 0.25D) AS p_hole",
            "array(0.25F, NULL, 0.5F, 0.25F) AS p_float_hole")
        .createOrReplaceTempView(VIEW);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void everyFormOfTheSameDistributionsGivesTheSameFigure(String function) {
    double expected = arithmetic(function).applyAsDouble(P, Q);
    for (String p : List.of("p", "p_float", "p_dense", "p_sparse")) {
      for (String q : List.of("q", "q_float", "q_dense")) {
        assertThat(figure(function, p, q)).as(p + ", " + q).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ofLabel")
  void aClassIndexIsItsOneHotDistribution(String function) {
    double expected =
        arithmetic(function)
            .applyAsDouble(new double[] {0, 0, 1, 0}, new double[] {0, 0, 0.5, 0.5});
    String q = "array(0D, 0D, 0.5D, 0.5D)";
    for (String label : List.of("2", "2S", "2Y", "2L")) {
      assertThat(figure(function, label, q)).isCloseTo(expected, within(1e-15));
    }
    assertThat(figure(function, "2", "cast(" + q + " AS array<float>)"))
        .isEqualTo(figure(function, "2", q));
    assertThat(figure(function, "2", "p_dense")).isEqualTo(figure(function, "2", "p"));
    assertThat(figure(function, "2", "p_sparse")).isEqualTo(figure(function, "2", "p"));
  }

  @ParameterizedTest
  @MethodSource("ofLabel")
  void aClassThatTheDistributionDoesNotHaveIsNotANumber(String function) {
    for (String label : List.of("-1", "4", "4294967296L")) {
      assertThat(figure(function, label, "q")).as(label).isNaN();
      assertThat(figure(function, label, "q_float")).as(label).isNaN();
      assertThat(figure(function, label, "q_dense")).as(label).isNaN();
    }
    assertThat(value(function, "cast(NULL AS int)", "q")).isNull();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void nullInNullOut(String function) {
    for (String nothing :
        List.of("NULL", "cast(NULL AS array<float>)", "cast(NULL AS array<double>)", "nothing")) {
      for (String q : List.of("q", "q_float", "q_dense")) {
        assertThat(value(function, nothing, q)).as(nothing + ", " + q).isNull();
        assertThat(value(function, q, nothing)).as(q + ", " + nothing).isNull();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void whatIsNotADistributionIsNotANumber(String function) {
    for (String bad :
        List.of(
            "p_hole",
            "p_float_hole",
            "array(0.5D, 0.5D)",
            "cast(array() AS array<double>)",
            "array(-0.25D, 0.5D, 0.5D, 0.25D)",
            "array(double('NaN'), 0D, 0.5D, 0.5D)",
            "array(double('Infinity'), 0D, 0D, 0D)",
            "array(1D, 1D, 1D, 1D)")) {
      assertThat(figure(function, bad, "q")).as(bad + ", q").isNaN();
      assertThat(figure(function, "q", bad)).as("q, " + bad).isNaN();
    }
  }

  @Test
  void entropyOfEveryForm() {
    // 2 · ¼ log₂ 4 + ½ log₂ 2
    for (String p : List.of("p", "p_float", "p_dense", "p_sparse")) {
      assertThat(figure("entropy", p, "2")).as(p).isEqualTo(1.5);
      assertThat(figure("entropy", p)).as(p).isEqualTo(Entropy.entropy(P));
    }
    assertThat(value("entropy", "NULL")).isNull();
    assertThat(value("entropy", "nothing")).isNull();
    assertThat(figure("entropy", "p_hole")).isNaN();
  }

  @Test
  void theBaseIsTheUnit() {
    for (String function : List.of("cross_entropy", "kl_divergence", "js_divergence", "psi")) {
      double nats = figure(function, "q", "q_float", "exp(1D)");
      assertThat(figure(function, "q", "q_float")).isCloseTo(nats, within(1e-15));
      assertThat(figure(function, "q", "q_dense", "2"))
          .isCloseTo(figure(function, "q", "q", "4") * 2, within(1e-15));
    }
    // A distance is the root of the divergence in that base.
    assertThat(figure("js_distance", "p", "q", "2"))
        .isCloseTo(Math.sqrt(Divergence.jensenShannon(P, Q) / Math.log(2)), within(1e-15));
  }

  @Test
  void aBaseThatIsNoneIsNotANumber() {
    for (String base : List.of("1", "0", "-2", "0.5", "double('NaN')", "double('Infinity')")) {
      assertThat(figure("kl_divergence", "p", "q", base)).as(base).isNaN();
    }
    assertThat(value("kl_divergence", "p", "q", "NULL")).isNull();
  }

  @Test
  void infinityIsAFigure() {
    assertThat(figure("kl_divergence", "q", "p")).isInfinite();
    assertThat(figure("cross_entropy", "1", "p_sparse")).isInfinite();
  }

  @Test
  void divergenceOfNormalDistributionsTakesEveryForm() {
    // ln(σ_q/σ_p) + (σ_p² + (μ_p − μ_q)²)/2σ_q² − ½
    double one = Math.log(2) + (1 + 0.25) / 8 - 0.5;
    assertThat(figure("gaussian_kl", "0.5", "1", "1", "2")).isCloseTo(one, within(1e-15));
    String numbers = "array(0.5D, 0.5D), array(1D, 1D), array(1D, 1D), array(2D, 2D)";
    assertThat(figure("gaussian_kl", numbers)).isCloseTo(2 * one, within(1e-15));
    assertThat(figure("gaussian_kl", numbers, "2")).isCloseTo(2 * one / Math.log(2), within(1e-15));
    assertThat(figure("gaussian_kl", numbers.replace("D", "F"))).isCloseTo(2 * one, within(1e-15));
    assertThat(figure("gaussian_kl", numbers.replaceFirst("D", "F").replaceFirst("D", "F")))
        .isCloseTo(2 * one, within(1e-15));
    assertThat(figure("gaussian_kl", "p_sparse", "q_dense", "q_dense", "q_dense"))
        .isEqualTo(figure("gaussian_kl", "p", "q", "q", "q"));
    assertThat(plan("gaussian_kl", "0.5", "1", "id", "2")).containsPattern(STATIC_INVOKE);
  }

  @Test
  void normalDistributionsThatAreNoneHaveNoDivergence() {
    assertThat(figure("gaussian_kl", "0", "0", "0", "1")).isNaN();
    assertThat(figure("gaussian_kl", "0", "1", "0", "-1")).isNaN();
    assertThat(figure("gaussian_kl", "p", "p", "q", "q")).isNaN();
    assertThat(figure("gaussian_kl", "array(1D)", "q", "q", "q")).isNaN();
    assertThat(figure("gaussian_kl", "p_hole", "q", "q", "q")).isNaN();
    assertThat(value("gaussian_kl", "NULL", "1", "0", "1")).isNull();
    assertThat(value("gaussian_kl", "nothing", "p_dense", "q_dense", "q_dense")).isNull();
    assertThatThrownBy(() -> value("gaussian_kl", "p", "1", "q", "q"))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining(
            "Invalid argument sd_p of gaussian_kl: double (must be array<double>, as mean_p is)");
  }

  @Test
  void softmaxAndNormalizeTakeEveryForm() {
    for (String p : List.of("p", "p_float", "p_dense", "p_sparse")) {
      assertThat(list("normalize", p)).containsExactly(0.25, 0.0, 0.5, 0.25);
      assertThat(list("softmax", p)).hasSize(4).allMatch(share -> share > 0);
    }
    assertThat(value("softmax", "nothing")).isNull();
    assertThat(value("normalize", "NULL")).isNull();
    assertThat(list("softmax", "p_hole")).hasSize(4).allMatch(x -> x.isNaN());
    assertThat(list("normalize", "array(0, 0)")).hasSize(2).allMatch(x -> x.isNaN());
  }

  @Test
  void isDistributionTakesEveryForm() {
    for (String p : List.of("p", "p_float", "p_dense", "p_sparse")) {
      assertThat(value("is_distribution", p)).isEqualTo(true);
    }
    assertThat(value("is_distribution", "p_hole")).isEqualTo(false);
    assertThat(value("is_distribution", "nothing")).isNull();
  }

  @Test
  void theAnalysisTellsWhichArgumentIsWrong() {
    assertThatThrownBy(() -> value("kl_divergence", "p", "'q'"))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining(
            "Invalid argument q of kl_divergence: string (must be array<double>, array<float> or"
                + " an MLlib vector)");
    assertThatThrownBy(() -> value("cross_entropy", "2.0", "q"))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining(
            "Invalid argument p of cross_entropy: decimal(2,1) (must be array<double>,"
                + " array<float>, an MLlib vector or bigint)");
    assertThatThrownBy(() -> value("psi", "p", "q", "'bits'"))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining("Invalid argument base of psi: string (must be double)");
    assertThatThrownBy(() -> value("entropy", "array('a')"))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining(
            "Invalid argument p of entropy: array<string> (must be array<double>");
  }

  @Test
  void theAnalysisTellsHowManyArgumentsThereMustBe() {
    assertThatThrownBy(() -> value("kl_divergence", "p"))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining(
            "Invalid arguments of kl_divergence: 1 (must be kl_divergence(p, q [, base]))");
    assertThatThrownBy(() -> value("hellinger", "p", "q", "2"))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining("Invalid arguments of hellinger: 3 (must be hellinger(p, q))");
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void generatedCodeCallsAStaticMethod(String function) {
    for (String q : List.of("q", "q_float", "q_dense")) {
      assertThat(plan(function, "p_dense", q)).containsPattern(STATIC_INVOKE);
    }
  }

  @Test
  void aVectorBecomesAnArrayInGeneratedCode() {
    assertThat(list("vector_to_array", "p_sparse")).containsExactly(0.25, 0.0, 0.5, 0.25);
    assertThat(list("vector_to_array", "p_dense")).containsExactly(0.25, 0.0, 0.5, 0.25);
    assertThat(value("vector_to_array", "nothing")).isNull();
    assertThat(plan("vector_to_array", "p_dense")).containsPattern(STATIC_INVOKE);
  }

  private static ToDoubleBiFunction<double[], double[]> arithmetic(String function) {
    return Objects.requireNonNull(PAIRS.get(function));
  }

  private static String call(String function, String... arguments) {
    return Stream.of(arguments)
        .collect(Collectors.joining(", ", "surprisal." + function + "(", ")"));
  }

  private static String plan(String function, String... arguments) {
    return row("EXPLAIN SELECT " + call(function, arguments) + " FROM " + VIEW).getString(0);
  }

  private static @Nullable Object value(String function, String... arguments) {
    return scalar("SELECT " + call(function, arguments) + " FROM " + VIEW);
  }

  private static double figure(String function, String... arguments) {
    return (double) Objects.requireNonNull(value(function, arguments));
  }

  private static List<Double> list(String function, String... arguments) {
    return row("SELECT " + call(function, arguments) + " FROM " + VIEW).getList(0);
  }
}
