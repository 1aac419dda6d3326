package dev.surprisal.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DispersionTest {

  private static final double[] FIVE_WINDOWS = {100, 100, 100, 100, 100};

  /** Σ n_w (x̄_w − x̄)² = 100 · 10 = 1000; expected 4 σ² = 8; N − Σn²/N = 400. */
  @Test
  void isWhatTheWindowsVaryBeyondTheirRows() {
    assertThat(Dispersion.of(1000, 2, FIVE_WINDOWS).betweenWindows())
        .isCloseTo((1000.0 - 8) / 400, within(1e-15));
  }

  @Test
  void isZeroWhereTheRowsExplainTheWindows() {
    assertThat(Dispersion.of(7.9, 2, FIVE_WINDOWS)).isEqualTo(Dispersion.NONE);
  }

  @Test
  void isZeroWhereThereAreTooFewWindowsToTell() {
    assertThat(Dispersion.of(1000, 2, new double[] {100, 100, 100, 100}).betweenWindows())
        .isEqualTo(0);
  }
}
