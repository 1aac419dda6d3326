package dev.surprisal.profile.sketch;

/**
 * Which stratum a row is in: rows of one predicted class and about the same confidence. With more
 * than {@value #MOST_CLASSES} classes, rows of about the same confidence, whatever the class.
 *
 * <p>Their bins of the confidence are {@link ShareBins}, from the least confidence that there can
 * be; with more than {@value #FINE_CLASSES} classes fewer, to bound the state.
 */
public final class StratumBins {

  private static final int MOST_CLASSES = 16;
  private static final int FINE_CLASSES = 4;

  /** Between the bins of more classes. */
  private static final double[] COARSE = {0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.99, 0.999};

  private final int[] bins;
  private final int perClass;
  private final int classes;

  private StratumBins(int modelClasses) {
    this.classes = modelClasses <= MOST_CLASSES ? modelClasses : 1;
    this.bins = new int[ShareBins.COUNT];
    for (int i = 0; i < bins.length; i++) {
      bins[i] = isCoarse(modelClasses) ? coarse(i) : Math.max(0, i - first(modelClasses));
    }
    this.perClass = bins[bins.length - 1] + 1;
  }

  /** Those of a number of classes. */
  public static StratumBins of(int classes) {
    return new StratumBins(classes);
  }

  /** The strata of a number of classes. */
  public static int count(int classes) {
    if (isCoarse(classes)) {
      return classes * (COARSE.length + 1);
    }
    int bins = ShareBins.COUNT - first(classes);
    return classes <= MOST_CLASSES ? classes * bins : bins;
  }

  private static boolean isCoarse(int classes) {
    return classes > FINE_CLASSES && classes <= MOST_CLASSES;
  }

  private static int first(int classes) {
    return ShareBins.of(1.0 / classes);
  }

  private static int coarse(int bin) {
    int coarse = 0;
    for (double bound : COARSE) {
      coarse += bin >= ShareBins.of(bound) ? 1 : 0;
    }
    return coarse;
  }

  /** The stratum of a predicted class and a bin of the confidence. */
  public int index(int predicted, int bin) {
    return bins[bin] + (classes == 1 ? 0 : perClass * predicted);
  }

  /** The strata of a class; a stratum of one class and that of another may share a confidence. */
  public int perClass() {
    return perClass;
  }
}
