package dev.surprisal.drift.classifier;

/**
 * How current rows are told from reference rows by all columns together.
 *
 * @param rows the rows that are sampled of each version and side at most
 * @param folds the parts that the sample is cut into; a row is scored by what was learnt of the
 *     other parts, at least 2
 * @param trees the trees that are learnt for each part
 * @param seed chooses the sample, what the trees see and how columns are shuffled
 */
public record ClassifierPolicy(int rows, int folds, int trees, long seed) {

  /** 20,000 rows a side, five folds, fifty trees. */
  public static final ClassifierPolicy DEFAULT = new ClassifierPolicy(20_000, 5, 50, 1);

  /** Checks the bounds. */
  public ClassifierPolicy {
    requireAtLeast("rows", rows, 100);
    requireAtLeast("folds", folds, 2);
    requireAtLeast("trees", trees, 1);
  }

  private static void requireAtLeast(String key, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "Invalid classifier." + key + ": " + value + " (must be at least " + least + ")");
    }
  }
}
