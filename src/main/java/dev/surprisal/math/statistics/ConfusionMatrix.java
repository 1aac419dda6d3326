package dev.surprisal.math.statistics;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Rows by label and by predicted class, and the figures that are functions of these counts; no
 * unit. They are scikit-learn's with {@code zero_division=np.nan}: a figure whose denominator is 0,
 * such as the precision of a class that was never predicted, does not exist and is NaN, and a mean
 * over classes is over those that have the figure. So a class that is never predicted has no
 * precision, a recall of 0 and an F1 of 0.
 *
 * <p>Each figure is a smooth function of the shares π of the cells, so that that of a sample of n
 * rows has to first order the variance v/n, with v = Σ π g² − (Σ π g)² for the derivatives g by the
 * shares (the delta method; A. Agresti, Categorical Data Analysis, 2002, section 14.1). v is taken
 * with half a row more in each cell of a label that occurs (Jeffreys), since a figure of 0 or 1 is
 * not known for certain.
 *
 * @param rows the rows of each label by predicted class, at least 0; they need not be integers
 */
public record ConfusionMatrix(double[][] rows) {

  private static final double PRIOR = 0.5;

  private static final double FEWEST = 10;

  /** The counts of one class against the rest. */
  public enum OfClass {
    /** Of the rows that were predicted to be of a class, the share that is. */
    PRECISION,
    /** Of the rows of a class, the share that was predicted. */
    RECALL,
    /** Their harmonic mean, 2·TP / (2·TP + FP + FN). */
    F1;

    private double value(double both, double label, double predicted) {
      return switch (this) {
        case PRECISION -> both / predicted;
        case RECALL -> both / label;
        case F1 -> 2 * both / (label + predicted);
      };
    }
  }

  /** A figure of all classes. */
  public enum Figure {
    MACRO_PRECISION,
    /** The mean recall of the classes that have labels, which is also the balanced accuracy. */
    MACRO_RECALL,
    MACRO_F1,
    /** Weighted by the classes' labels, as the other two. */
    WEIGHTED_PRECISION,
    /** The accuracy. */
    WEIGHTED_RECALL,
    WEIGHTED_F1,
    /**
     * Matthews' correlation coefficient of labels and predicted classes, for more than two classes
     * R_K: J. Gorodkin, <a href="https://doi.org/10.1016/j.compbiolchem.2004.09.006">Comparing two
     * K-category assignments by a K-category correlation coefficient</a> (2004). From −1 to 1; NaN
     * where all rows have one label or all have one predicted class.
     */
    MCC;

    private boolean isWeighted() {
      return this == WEIGHTED_PRECISION || this == WEIGHTED_RECALL || this == WEIGHTED_F1;
    }

    private OfClass ofClass() {
      return switch (this) {
        case MACRO_PRECISION, WEIGHTED_PRECISION -> OfClass.PRECISION;
        case MACRO_RECALL, WEIGHTED_RECALL -> OfClass.RECALL;
        default -> OfClass.F1;
      };
    }
  }

  /** K. */
  public int classes() {
    return rows.length;
  }

  /** The rows of a class. */
  public double labels(int ofClass) {
    return Arrays.stream(rows[ofClass]).sum();
  }

  /** The rows that were predicted to be of a class. */
  public double predicted(int ofClass) {
    double sum = 0;
    for (double[] ofLabel : rows) {
      sum += ofLabel[ofClass];
    }
    return sum;
  }

  /** The rows of a class that were predicted to be. */
  public double correct(int ofClass) {
    return rows[ofClass][ofClass];
  }

  /** All rows. */
  public double total() {
    double sum = 0;
    for (double[] ofLabel : rows) {
      sum += Arrays.stream(ofLabel).sum();
    }
    return sum;
  }

  /** In another unit. */
  public ConfusionMatrix times(double unit) {
    double[][] scaled = new double[classes()][];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = Arrays.stream(rows[i]).map(count -> count * unit).toArray();
    }
    return new ConfusionMatrix(scaled);
  }

  /** A figure of one class against the rest, in [0, 1]; NaN where it does not exist. */
  public double value(OfClass figure, int ofClass) {
    return figure.value(correct(ofClass), labels(ofClass), predicted(ofClass));
  }

  /** A figure of all classes; NaN where it does not exist. */
  public double value(Figure figure) {
    Shares shares = new Shares(this);
    return figure == Figure.MCC ? shares.correlation() : shares.mean(figure, having(figure));
  }

  /** Which classes have the figure that one of all classes is a mean of. */
  private boolean[] having(Figure figure) {
    boolean[] having = new boolean[classes()];
    for (int i = 0; i < having.length; i++) {
      having[i] = !Double.isNaN(value(figure.ofClass(), i));
    }
    return having;
  }

  /** The variance of a row, of the figure of a class; NaN without the figure. */
  public double varianceOfRow(OfClass figure, int ofClass) {
    if (Double.isNaN(value(figure, ofClass))) {
      return Double.NaN;
    }
    Shares shares = new Shares(smoothed());
    return shares.variance((i, j) -> shares.derivative(figure, ofClass, i, j));
  }

  /**
   * The variance of a row, of a figure of all classes, by counts of independent rows; NaN without
   * the figure. That of {@link Figure#MACRO_PRECISION} is not known either where a class that has
   * labels was predicted by fewer than {@value #FEWEST} rows: in other samples it has a precision,
   * or none, and the mean is one over other classes.
   */
  public double varianceOfRow(Figure figure) {
    if (Double.isNaN(value(figure)) || figure == Figure.MACRO_PRECISION && !areAllPredicted()) {
      return Double.NaN;
    }
    Shares shares = new Shares(smoothed());
    return shares.variance(
        figure == Figure.MCC ? shares.ofCorrelation() : shares.ofMean(figure, having(figure)));
  }

  private boolean areAllPredicted() {
    boolean are = true;
    for (int i = 0; i < classes(); i++) {
      are &= labels(i) == 0 || predicted(i) >= FEWEST;
    }
    return are;
  }

  /** Half a row more where there could be one: a class without a label or a prediction has none. */
  private ConfusionMatrix smoothed() {
    double[][] more = new double[classes()][classes()];
    for (int j = 0; j < more.length; j++) {
      boolean isPredicted = predicted(j) > 0;
      for (int i = 0; i < more.length; i++) {
        more[i][j] = rows[i][j] + (isPredicted || i == j ? PRIOR : 0);
      }
    }
    for (int i = 0; i < more.length; i++) {
      if (labels(i) == 0) {
        more[i] = rows[i];
      }
    }
    return new ConfusionMatrix(more);
  }

  /** The derivative of a figure by the share of a cell. */
  @FunctionalInterface
  private interface Derivative {
    double of(int label, int predicted);
  }

  /** The same as shares of all rows, with their marginals. */
  private static final class Shares {

    private final double[][] cells;
    private final double[] labels;
    private final double[] predicted;

    Shares(ConfusionMatrix of) {
      int classes = of.classes();
      double total = of.total();
      this.cells = new double[classes][classes];
      this.labels = new double[classes];
      this.predicted = new double[classes];
      for (int i = 0; i < classes; i++) {
        for (int j = 0; j < classes; j++) {
          double share = of.rows[i][j] / total;
          cells[i][j] = share;
          labels[i] += share;
          predicted[j] += share;
        }
      }
    }

    private double value(OfClass figure, int of) {
      return figure.value(cells[of][of], labels[of], predicted[of]);
    }

    double mean(Figure figure, boolean[] having) {
      double sum = 0;
      for (int i = 0; i < cells.length; i++) {
        sum += having[i] ? weight(figure, i) * value(figure.ofClass(), i) : 0;
      }
      return sum / weights(figure, having);
    }

    private double weight(Figure figure, int of) {
      return figure.isWeighted() ? labels[of] : 1;
    }

    private double weights(Figure figure, boolean[] having) {
      return sum(i -> having[i] ? weight(figure, i) : 0);
    }

    double correlation() {
      double spread = spread(labels) * spread(predicted);
      return spread > 0 ? covariance() / Math.sqrt(spread) : Double.NaN;
    }

    private double covariance() {
      return sum(i -> cells[i][i] - labels[i] * predicted[i]);
    }

    /** 1 − Σ π², and not by rounding more than 0 where all is one class. */
    private double spread(double[] marginal) {
      for (double share : marginal) {
        if (share >= 1 - 1e-15) {
          return 0;
        }
      }
      return 1 - Arrays.stream(marginal).map(share -> share * share).sum();
    }

    private double sum(IntToDoubleFunction term) {
      double sum = 0;
      for (int i = 0; i < cells.length; i++) {
        sum += term.applyAsDouble(i);
      }
      return sum;
    }

    double derivative(OfClass figure, int of, int i, int j) {
      double both = i == of && j == of ? 1 : 0;
      double label = i == of ? 1 : 0;
      double prediction = j == of ? 1 : 0;
      return switch (figure) {
        case PRECISION -> (both - prediction * value(figure, of)) / predicted[of];
        case RECALL -> (both - label * value(figure, of)) / labels[of];
        case F1 ->
            (2 * both - (label + prediction) * value(figure, of)) / (labels[of] + predicted[of]);
      };
    }

    /** Of a mean over classes; a cell has a say in the figures of its label and its prediction. */
    Derivative ofMean(Figure figure, boolean[] having) {
      double mean = mean(figure, having);
      double all = weights(figure, having);
      return (i, j) -> {
        double ofLabel = having[i] ? partOf(figure, mean, i, i, j) : 0;
        double ofPrediction = i != j && having[j] ? partOf(figure, mean, j, i, j) : 0;
        return (ofLabel + ofPrediction) / all;
      };
    }

    private double partOf(Figure figure, double mean, int of, int i, int j) {
      double derivative = derivative(figure.ofClass(), of, i, j);
      return figure.isWeighted()
          ? labels[of] * derivative + (i == of ? value(figure.ofClass(), of) - mean : 0)
          : derivative;
    }

    Derivative ofCorrelation() {
      double ofLabels = spread(labels);
      double ofPredicted = spread(predicted);
      double correlation = correlation();
      double root = Math.sqrt(ofLabels * ofPredicted);
      return (i, j) ->
          ((i == j ? 1 : 0) - labels[j] - predicted[i]) / root
              + correlation * (labels[i] / ofLabels + predicted[j] / ofPredicted);
    }

    double variance(Derivative derivative) {
      double mean = 0;
      double squares = 0;
      for (int i = 0; i < cells.length; i++) {
        for (int j = 0; j < cells.length; j++) {
          if (cells[i][j] > 0) {
            double g = derivative.of(i, j);
            mean += cells[i][j] * g;
            squares += cells[i][j] * g * g;
          }
        }
      }
      return Math.max(0, squares - mean * mean);
    }
  }
}
