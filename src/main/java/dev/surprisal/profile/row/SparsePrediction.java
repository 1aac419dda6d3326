package dev.surprisal.profile.row;

import java.util.Arrays;

/**
 * A prediction that names the probabilities of some classes; the others share what remains evenly.
 *
 * @param indices the classes that it names, ascending
 * @param values their probabilities
 */
public record SparsePrediction(int[] indices, double[] values) {

  /** What adding a probability may miss by. */
  static final double ROUNDING = 0x1p-52;

  /** Checks the lengths. */
  public SparsePrediction {
    if (indices.length != values.length) {
      throw new IllegalArgumentException(
          "Invalid prediction: "
              + values.length
              + " values (must be one for each of "
              + indices.length
              + " classes)");
    }
  }

  /** Σ q of the named classes. */
  double named() {
    double named = 0;
    for (double value : values) {
      named += value;
    }
    return named;
  }

  /**
   * The same, or shares of the sum, where the named classes have more than 1, or all classes not.
   */
  SparsePrediction whole(int classes) {
    double named = named();
    boolean isShort = indices.length < classes && named <= 1;
    if (isShort || Math.abs(named - 1) <= values.length * ROUNDING) {
      return this;
    }
    double[] shares = new double[values.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = values[i] / named;
    }
    return new SparsePrediction(indices, shares);
  }

  /** The probability of each class that is not named; a sum above 1 by rounding leaves none. */
  public double rest(int classes) {
    int others = classes - indices.length;
    return others == 0 ? 0 : Math.max(0, 1 - named()) / others;
  }

  /** The probability of a class. */
  double probability(int index, double rest) {
    int at = Arrays.binarySearch(indices, index);
    return at >= 0 ? values[at] : rest;
  }

  /** The least class that is not named; their number where all are. */
  int firstOther() {
    int first = 0;
    while (first < indices.length && indices[first] == first) {
      first++;
    }
    return first;
  }

  /** All of it. */
  public double[] dense(int classes) {
    double[] dense = new double[classes];
    Arrays.fill(dense, rest(classes));
    for (int i = 0; i < indices.length; i++) {
      dense[indices[i]] = values[i];
    }
    return dense;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SparsePrediction prediction
        && Arrays.equals(indices, prediction.indices)
        && Arrays.equals(values, prediction.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(indices) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "SparsePrediction[" + Arrays.toString(indices) + ", " + Arrays.toString(values) + "]";
  }
}
