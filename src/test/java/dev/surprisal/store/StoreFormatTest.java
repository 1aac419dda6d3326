package dev.surprisal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.surprisal.tables.FormatSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoreFormatTest {

  private static final String KEY = "output.store.format";

  @ParameterizedTest
  @EnumSource
  void aFormatIsFoundByItsName(StoreFormat format) {
    assertThat(StoreFormat.of(new FormatSetting(KEY, format.label()))).isEqualTo(format);
  }

  @Test
  void anUnknownFormatIsAnError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoreFormat.of(new FormatSetting(KEY, "csv")))
        .withMessage(
            "Invalid output.store.format: csv (must be one of parquet, orc, delta, iceberg)");
  }
}
