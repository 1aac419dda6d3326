package dev.surprisal.math.statistics;

/**
 * The result of a statistical test.
 *
 * <p>All NaN where the data allow no test: a missing figure, never a number that reads as fine.
 *
 * @param statistic the test statistic; its meaning is the test's
 * @param degreesOfFreedom those of the statistic's distribution; NaN where it has none
 * @param pValue the probability of a statistic at least as extreme if there is no difference
 */
public record TestResult(double statistic, double degreesOfFreedom, double pValue) {
  /** The result where the data allow no test. */
  public static final TestResult UNDEFINED = new TestResult(Double.NaN, Double.NaN, Double.NaN);

  public TestResult {
    if (pValue < 0 || pValue > 1) {
      throw new IllegalArgumentException(
          "Invalid p-value: %s (must be between 0 and 1)".formatted(pValue));
    }
  }

  /** Whether the data allowed the test. */
  public boolean isDefined() {
    return !Double.isNaN(pValue);
  }

  /** The result of a statistic that follows χ² if there is no difference. */
  static TestResult ofChiSquared(double statistic, double degreesOfFreedom) {
    // A single cell cannot differ from itself.
    double pValue = degreesOfFreedom == 0 ? 1.0 : ChiSquared.survival(statistic, degreesOfFreedom);
    return new TestResult(statistic, degreesOfFreedom, pValue);
  }
}
