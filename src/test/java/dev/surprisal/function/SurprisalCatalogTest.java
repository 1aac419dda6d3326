package dev.surprisal.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surprisal.SparkTest;
import org.apache.spark.sql.AnalysisException;
import org.junit.jupiter.api.Test;

class SurprisalCatalogTest extends SparkTest {

  @Test
  void namesOfFunctionsAreNotCaseSensitive() {
    assertThat(
            scalar(
                "SELECT surprisal.WINDOW_INDEX(5L,"
                    + " X'000000000000000000000000000000040000000000000009')"))
        .isEqualTo(1);
  }

  @Test
  void anUnknownFunctionIsAnAnalysisError() {
    assertThatThrownBy(() -> scalar("SELECT surprisal.no_such_function(1)"))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining("no_such_function");
  }
}
