package dev.surprisal.tables.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.surprisal.tables.FormatSetting;
import dev.surprisal.tables.SparkFiles;
import org.junit.jupiter.api.Test;

class OutputTablesTest {

  private static final String KEY = "output.tables.format";

  @Test
  void aKindOfTableHasItsLibrary() {
    assertThat(OutputTables.library(new FormatSetting(KEY, "orc"))).isInstanceOf(SparkFiles.class);
  }

  @Test
  void anUnknownKindIsAnError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OutputTables.library(new FormatSetting(KEY, "papyrus")))
        .withMessage(
            "Invalid output.tables.format: papyrus (must be one of parquet, orc, delta, iceberg)");
  }
}
