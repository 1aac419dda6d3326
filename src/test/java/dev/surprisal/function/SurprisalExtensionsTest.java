package dev.surprisal.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surprisal.SparkTest;
import org.apache.spark.sql.AnalysisException;
import org.junit.jupiter.api.Test;

/** The functions without the catalog's prefix. */
class SurprisalExtensionsTest extends SparkTest {

  /** As Spark 4 and as Spark 3 spell it. */
  private static final String STATIC_INVOKE = "static_?invoke\\(";

  private static final String ROWS =
      " FROM (SELECT id, id % 2 AS y, array(0.25D, 0.75D) AS q FROM range(10))";

  @Test
  void aScalarFunctionIsCalledFromGeneratedCode() {
    assertThat(row("EXPLAIN SELECT kl_divergence(y, q, 2)" + ROWS).getString(0))
        .containsPattern(STATIC_INVOKE);
  }

  @Test
  void anAggregateTakesGroupsFiltersAndDistinctRows() {
    assertThat(scalar("SELECT log_loss(y, q, 2)" + ROWS + " GROUP BY y ORDER BY y LIMIT 1"))
        .isEqualTo(2.0);
    assertThat(scalar("SELECT log_loss(y, q, 2) FILTER (WHERE y = 0)" + ROWS)).isEqualTo(2.0);
    assertThat(scalar("SELECT kl_divergence_of_counts(DISTINCT y, id - id)" + ROWS))
        .isEqualTo(Double.NaN);
  }

  @Test
  void theAnalysisTellsWhichArgumentIsWrong() {
    assertThatThrownBy(() -> scalar("SELECT kl_divergence(array('a'), q)" + ROWS))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining("Invalid argument p of kl_divergence: array<string> (must be");
    assertThatThrownBy(() -> scalar("SELECT log_loss(y)" + ROWS))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining(
            "Invalid arguments of log_loss: 1 (must be log_loss(label, q [, base]))");
  }

  @Test
  void theJobsOwnFunctionsNeedThePrefix() {
    assertThatThrownBy(() -> scalar("SELECT window_index(5L, X'0000000000000000')"))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining("window_index");
  }
}
