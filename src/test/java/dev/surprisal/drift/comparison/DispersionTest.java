package dev.surprisal.drift.comparison;

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
    assertThat(Dispersion.of(7.9, 2, FIVE_WINDOWS).betweenWindows()).isEqualTo(0);
  }

  @Test
  void isZeroWhereThereAreTooFewWindowsToTell() {
    assertThat(Dispersion.of(1000, 2, new double[] {100, 100, 100, 100}).betweenWindows())
        .isEqualTo(0);
  }

  /** One window of 100 rows against five: r = σ²(1/100 + 1/500), c = 1 + 1/5. */
  @Test
  void ofWindowsOfOneSizeItIsTheTTestOfTheirMeans() {
    for (double meanSquare : new double[] {1, 2, 2.01, 250}) {
      double ofRows = 2 * (1 / 100.0 + 1 / 500.0);
      Dispersion dispersion = Dispersion.of(4 * meanSquare, 2, FIVE_WINDOWS);
      MeanDifference.Part part = dispersion.part(ofRows, 1.2);
      MeanDifference difference =
          new MeanDifference(1, new MeanDifference.Part(ofRows, Double.POSITIVE_INFINITY), part);

      assertThat(difference.variance())
          .isCloseTo(Math.max(2, meanSquare) * (1 / 100.0 + 1 / 500.0), within(1e-12));
      assertThat(difference.degreesOfFreedom()).isCloseTo(4, within(1e-9));
    }
  }

  @Test
  void smallerCurrentWindowsHangLessOnTheReferences() {
    double ofRows = 2 * (1 / 10.0 + 1 / 500.0);
    MeanDifference.Part part = Dispersion.of(4 * 3, 2, FIVE_WINDOWS).part(ofRows, 1.2);

    assertThat(part.variance()).isCloseTo(1.2 / 100, within(1e-12));
    assertThat(part.degreesOfFreedom()).isEqualTo(4);
    assertThat(part.estimated()).isCloseTo(3 * 1.2 / 100, within(1e-12));
  }

  /** Nobody knows how windows of 10,000 rows differ from five of 100. */
  @Test
  void largerCurrentWindowsAreAsUncertainAsTheReferences() {
    double ofRows = 2 * (1 / 10_000.0 + 1 / 500.0);
    MeanDifference.Part part = Dispersion.of(4 * 2, 2, FIVE_WINDOWS).part(ofRows, 1.2);

    assertThat(ofRows + part.variance()).isCloseTo(2 * 1.2 / 100, within(1e-12));
  }
}
