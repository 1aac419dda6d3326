package dev.surprisal.math.continuous;

import dev.surprisal.math.CompensatedSum;

/**
 * The Cholesky factor L of a covariance Σ = LLᵀ: lower triangular, with a positive diagonal.
 *
 * <p>G. Golub and C. Van Loan, Matrix Computations, 4th edition (2013), section 4.2.
 */
final class Cholesky {
  /** How far apart two elements that should be equal may be, as a share of their variances. */
  private static final double ASYMMETRY = 1e-10;

  private final double[][] lower;

  private Cholesky(double[][] lower) {
    this.lower = lower;
  }

  /**
   * Factors a covariance.
   *
   * @param name what the matrix is called in a message
   * @throws IllegalArgumentException if it is not square, not symmetric, not finite or not positive
   *     definite
   */
  static Cholesky of(String name, double[][] covariance) {
    requireSymmetric(name, covariance);
    int d = covariance.length;
    double[][] lower = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        CompensatedSum sum = new CompensatedSum();
        sum.add(covariance[i][j]);
        for (int k = 0; k < j; k++) {
          sum.addProduct(-lower[i][k], lower[j][k]);
        }
        double rest = sum.value();
        if (i == j) {
          requirePositive(name, i, rest, covariance[i][i]);
        }
        lower[i][j] = i == j ? Math.sqrt(rest) : rest / lower[j][j];
      }
    }
    return new Cholesky(lower);
  }

  int dimension() {
    return lower.length;
  }

  double[] row(int i) {
    return lower[i];
  }

  /** ln det Σ. */
  double logDeterminant() {
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < lower.length; i++) {
      sum.add(2 * Math.log(lower[i][i]));
    }
    return sum.value();
  }

  /** The solution x of Lx = b, for b whose first {@code from} elements are 0. */
  double[] solve(double[] b, int from) {
    double[] x = new double[b.length];
    for (int i = from; i < b.length; i++) {
      CompensatedSum sum = new CompensatedSum();
      sum.add(b[i]);
      for (int k = from; k < i; k++) {
        sum.addProduct(-lower[i][k], x[k]);
      }
      x[i] = sum.value() / lower[i][i];
    }
    return x;
  }

  private static void requirePositive(String name, int i, double pivot, double variance) {
    // What is left of a variance below its own rounding is no variance.
    if (!(pivot > Math.ulp(variance))) {
      throw new IllegalArgumentException(
          ("Invalid %s: not positive definite (pivot %d is %s; remove variables that others"
                  + " determine, or add a small variance to the diagonal)")
              .formatted(name, i, pivot));
    }
  }

  private static void requireSymmetric(String name, double[][] matrix) {
    if (matrix.length == 0) {
      throw new IllegalArgumentException(
          "Invalid %s: no rows (must have at least one)".formatted(name));
    }
    for (int i = 0; i < matrix.length; i++) {
      if (matrix[i].length != matrix.length) {
        throw new IllegalArgumentException(
            "Invalid %s: row %d has %d of %d elements (must be square)"
                .formatted(name, i, matrix[i].length, matrix.length));
      }
    }
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j <= i; j++) {
        double scale = Math.sqrt(Math.abs(matrix[i][i])) * Math.sqrt(Math.abs(matrix[j][j]));
        if (!(Math.abs(matrix[i][j] - matrix[j][i]) <= ASYMMETRY * scale)) {
          throw new IllegalArgumentException(
              "Invalid %s: elements (%d, %d) and (%d, %d) are %s and %s (must be finite and equal)"
                  .formatted(name, i, j, j, i, matrix[i][j], matrix[j][i]));
        }
      }
    }
  }
}
