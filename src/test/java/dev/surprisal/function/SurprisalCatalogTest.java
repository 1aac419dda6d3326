package dev.surprisal.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surprisal.SparkTest;
import org.apache.spark.sql.AnalysisException;
import org.junit.jupiter.api.Test;

class SurprisalCatalogTest extends SparkTest {

  @Test
  void namesOfFunctionsAreNotCaseSensitive() {
    assertThat(scalar("SELECT surprisal.WINDOW_INDEX(5L, array(0L, 4L, 9L))")).isEqualTo(1);
  }

  @Test
  void anUnknownFunctionIsAnAnalysisError() {
    assertThatThrownBy(() -> scalar("SELECT surprisal.no_such_function(1)"))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining("no_such_function");
  }
}
