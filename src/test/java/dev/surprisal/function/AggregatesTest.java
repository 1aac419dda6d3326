package dev.surprisal.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.SparkTest;
import dev.surprisal.math.Divergence;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The aggregates through SQL: exact, and the same figure in whatever order the rows come. */
class AggregatesTest extends SparkTest {

  private static final String ROWS = "aggregates_test";

  private static final List<String> AGGREGATES =
      List.of(
          "surprisal.log_loss(label, q)",
          "surprisal.log_loss(p, q_float)",
          "surprisal.kl_divergence_of_counts(id % 97, id % 89)",
          "surprisal.kl_divergence_of_counts(array(id % 7, 1), array(1, id % 5))",
          "hex(surprisal.profile(label, q))",
          "hex(surprisal.profile(p, q_float, 3))");

  @BeforeAll
  static void rowsOfEveryKind() {
    spark()
        .range(0, 2_000, 1, 3)
        .selectExpr(
            "id",
            "cast(id * 31 % 3 AS int) AS label",
            "surprisal.normalize(array(1 + id % 13, 1 + id * 7 % 11, 1 + id * 5 % 17)) AS q",
            "surprisal.normalize(array(id % 5, 1 + id % 4, id % 3)) AS p")
        .selectExpr("*", "cast(q AS array<float>) AS q_float")
        .createOrReplaceTempView(ROWS);
  }

  @Test
  void logLossIsTheMeanOfTheCrossEntropies() {
    double mean = figure("avg(surprisal.cross_entropy(label, q))", ROWS);
    assertThat(figure("surprisal.log_loss(label, q)", ROWS)).isCloseTo(mean, within(1e-14));
    assertThat(figure("surprisal.log_loss(label, q, 2)", ROWS))
        .isCloseTo(mean / Math.log(2), within(1e-14));
    assertThat(figure("surprisal.log_loss(p, q)", ROWS))
        .isCloseTo(figure("avg(surprisal.cross_entropy(p, q))", ROWS), within(1e-14));
  }

  @Test
  void logLossRaisesAZeroToTheFloor() {
    // MLlib's and scikit-learn's: −ln 1e-15
    assertThat(figure("surprisal.log_loss(0, array(0D, 1D))", "(SELECT 1)"))
        .isCloseTo(34.538776394910684, within(1e-14));
  }

  @Test
  void logLossPassesOverNullsAndHidesNoInvalidRow() {
    String nulls = "VALUES (0, array(0.5D, 0.5D)), (NULL, array(1D, 0D)), (1, NULL) AS t(y, q)";
    assertThat(figure("surprisal.log_loss(y, q)", nulls)).isCloseTo(Math.log(2), within(1e-15));
    assertThat(value("surprisal.log_loss(y, q)", "(SELECT * FROM " + nulls + " LIMIT 0)")).isNull();
    for (String bad : List.of("(2, array(0.5D, 0.5D))", "(0, array(1D, 1D))", "(0, array())")) {
      String rows = "VALUES (0, array(0.5D, 0.5D)), " + bad + " AS t(y, q)";
      assertThat(figure("surprisal.log_loss(y, q)", rows)).as(bad).isNaN();
    }
    String bad = "VALUES (0, array(0.5D, 0.5D)), (0, array(1D, 1D)) AS t(y, q)";
    assertThat(figure("surprisal.log_loss(y, q) FILTER (WHERE surprisal.is_distribution(q))", bad))
        .isCloseTo(Math.log(2), within(1e-15));
  }

  @Test
  void basesThatDifferFromRowToRowHaveNoFigure() {
    String rows = "VALUES (2), (4) AS t(base)";
    assertThat(figure("surprisal.log_loss(0, array(0.5, 0.5), base)", rows)).isNaN();
    assertThat(figure("surprisal.log_loss(0, array(0.5, 0.5), 1)", "(SELECT 1)")).isNaN();
  }

  @Test
  void divergenceOfCountsIsThatOfSmoothedShares() {
    // (10 + ½, 20 + ½, 0 + ½) / 31½ and (12 + ½, 16 + ½, 2 + ½) / 31½
    double[] p = {10.5 / 31.5, 20.5 / 31.5, 0.5 / 31.5};
    double[] q = {12.5 / 31.5, 16.5 / 31.5, 2.5 / 31.5};
    double expected = Divergence.kullbackLeibler(p, q);
    String call = "surprisal.kl_divergence_of_counts(r, c)";
    assertThat(figure(call, "VALUES (10, 12), (20, 16), (NULL, 2) AS t(r, c)"))
        .isCloseTo(expected, within(1e-15));
    assertThat(
            figure(
                call,
                "VALUES (array(4, 20, 0), array(12, 9, 2)), (array(6, 0, 0), NULL),"
                    + " (NULL, array(0, 7, NULL)) AS t(r, c)"))
        .isCloseTo(expected, within(1e-15));
  }

  @Test
  void divergenceOfCountsWithoutAPseudocountIsThatOfShares() {
    String rows = "VALUES (1, 1), (1, 3) AS t(r, c)";
    // log₂(2/√3), as ½ log₂(½/¼) + ½ log₂(½/¾)
    assertThat(figure("surprisal.kl_divergence_of_counts(r, c, 2, 0)", rows))
        .isCloseTo(Math.log(2 / Math.sqrt(3)) / Math.log(2), within(1e-15));
    assertThat(
            figure(
                "surprisal.kl_divergence_of_counts(r, c, 2, 0)",
                "VALUES (1, 1), (1, 0) AS t(r, c)"))
        .isInfinite();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(1, -1), (2, 3)",
        "(0, 1), (0, 2)",
        "(5, 0), (6, 0)",
        "(array(1, 2), array(1, 2, 3))",
        "(array(1, 2), array(1, 2)), (array(1, 2, 3), array(1, 2, 3))",
        "(array(9223372036854775807), array(1)), (array(1), array(1))"
      })
  void countsThatAreNoneHaveNoDivergence(String counts) {
    String rows = "VALUES " + counts + " AS t(r, c)";
    assertThat(figure("surprisal.kl_divergence_of_counts(r, c)", rows)).isNaN();
  }

  @Test
  void noCountsHaveNoDivergence() {
    assertThat(
            value(
                "surprisal.kl_divergence_of_counts(id, id)",
                "(SELECT * FROM " + ROWS + " LIMIT 0)"))
        .isNull();
    assertThatThrownBy(() -> value("surprisal.kl_divergence_of_counts(id, q)", ROWS))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining(
            "Invalid argument current of kl_divergence_of_counts: array<double> (must be bigint or"
                + " array<bigint>)");
    assertThatThrownBy(() -> value("surprisal.kl_divergence_of_counts(id, array(id))", ROWS))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining(
            "Invalid argument current of kl_divergence_of_counts: array<bigint> (must be bigint,"
                + " as reference is)");
  }

  @Test
  void theOrderOfTheRowsAndTheirPartitionsDoNotMatter() {
    for (String aggregate : AGGREGATES) {
      Object expected = value(aggregate, ROWS);
      assertThat(expected).as(aggregate).isNotNull();
      for (int partitions : new int[] {1, 2, 7, 40}) {
        spark()
            .table(ROWS)
            .repartition(partitions, functions.expr("hash(id, " + partitions + ")"))
            .sortWithinPartitions(functions.expr("hash(id)"))
            .createOrReplaceTempView("aggregates_test_shuffled");
        assertThat(value(aggregate, "aggregates_test_shuffled"))
            .as(aggregate + " in " + partitions)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void aggregatesWorkBesideOthersAndByGroups() {
    List<Double> losses =
        spark()
            .sql(
                "SELECT label, surprisal.log_loss(label, q) AS loss, count(*) AS n FROM "
                    + ROWS
                    + " GROUP BY label ORDER BY label")
            .select("loss")
            .as(org.apache.spark.sql.Encoders.DOUBLE())
            .collectAsList();
    assertThat(losses).hasSize(3).allMatch(loss -> loss > 0);
  }

  @Test
  void aProfileHasTheFiguresOfItsRows() {
    assertThat(metric("profile(label, q)", "log_loss", ROWS))
        .isEqualTo(figure("surprisal.log_loss(label, q)", ROWS));
    assertThat(metric("profile(p, q, 3)", "kl_divergence", ROWS))
        .isCloseTo(figure("avg(surprisal.kl_divergence(p, q))", ROWS), within(1e-13));
    assertThat(metric("profile(label, q)", "no such metric", ROWS)).isNaN();
    assertThat(figure("surprisal.profile_metric(X'00', 'log_loss')", "(SELECT 1)")).isNaN();
  }

  @Test
  void mergedProfilesAreThatOfAllRows() {
    String parts =
        "(SELECT surprisal.profile(label, q) AS state FROM " + ROWS + " GROUP BY id % 11)";
    assertThat(value("hex(surprisal.profile_merge(state))", parts))
        .isEqualTo(value("hex(surprisal.profile(label, q))", ROWS));
  }

  @Test
  void profilesThatDoNotFitGiveNone() {
    String parts =
        "(SELECT surprisal.profile(0, array(0.5, 0.5)) AS state UNION ALL"
            + " SELECT surprisal.profile(0, array(0.5, 0.5, 0)))";
    assertThat(value("surprisal.profile_merge(state)", parts)).isNull();
    for (String bytes : List.of("X''", "X'00'", "'v1;classes=2'", "'v1;classes=2;zero=clip:1;'")) {
      assertThat(value("surprisal.profile_merge(cast(" + bytes + " AS binary))", "(SELECT 1)"))
          .as(bytes)
          .isNull();
    }
    assertThat(value("surprisal.profile_merge(NULL)", "(SELECT 1)")).isNull();
  }

  @Test
  void aProfileNeedsOneNumberOfClassesOrIsTold() {
    String rows = "VALUES (0, array(0.5D, 0.5D)), (1, array(0.5D, 0.25D, 0.25D)) AS t(y, q)";
    assertThat(value("surprisal.profile(y, q)", rows)).isNull();
    assertThat(metric("profile(y, q, 2)", "log_loss", rows)).isCloseTo(Math.log(2), within(1e-15));
    assertThat(value("surprisal.profile(y, q, 1)", rows)).isNull();
    assertThat(value("surprisal.profile(y, array(1D), 2)", rows)).isNotNull();
    assertThat(value("surprisal.profile(y, array(1D))", rows)).isNull();
  }

  @Test
  void aProfileCountsWhatIsNotValid() {
    String rows =
        "VALUES (1, NULL), (1, array(0.5D, double('NaN'))), (1, array(-1D, 2D)), (1, array(1D,"
            + " 1D)), (1, array(1D, double('Infinity'))), (2, array(0.5D, 0.5D)), (NULL,"
            + " array(0.5D, 0.5D)), (0, array(0.5D, 0.5D)) AS t(y, q)";
    assertThat(metric("profile(y, q)", "log_loss", rows)).isCloseTo(Math.log(2), within(1e-15));
    assertThat(metric("profile(y, q)", "label_coverage", rows)).isEqualTo(0.5);
  }

  private static double metric(String profile, String metric, String from) {
    return figure("surprisal.profile_metric(surprisal." + profile + ", '" + metric + "')", from);
  }

  private static @Nullable Object value(String expression, String from) {
    return scalar("SELECT " + expression + " FROM " + from);
  }

  private static double figure(String expression, String from) {
    return (double) Objects.requireNonNull(value(expression, from));
  }
}
