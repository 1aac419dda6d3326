package dev.surprisal.job.notes;

import dev.surprisal.dataset.CheckedRows;
import dev.surprisal.dataset.RowColumn;
import dev.surprisal.dataset.source.InputProblem;
import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.dataset.source.ReadFailures;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.row.RowStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * Tells labels that count the classes from 1 where the last class never comes: each of them is the
 * index of a class, so that none is rejected, and all figures are of the class after the right one.
 *
 * <p>The first class never comes, and the predicted classes go with the labels less 1, and not with
 * the labels as they are. How often either agrees is compared with what it would be were labels and
 * predictions paired at random, a sum over a random permutation whose mean and variance are known:
 * W. Hoeffding, <a href="https://doi.org/10.1214/aoms/1177729545">A Combinatorial Central Limit
 * Theorem</a> (1951). So a class that is predicted often agrees with nothing by that alone.
 *
 * @param scoring what is asked of the rows
 * @param total the profile of all rows
 */
public record LabelsFromOne(Scoring scoring, Profile total) {

  /** So many standard deviations are no chance, however many datasets are looked at. */
  private static final double DEVIATIONS = 5;

  private static final int ROWS = 1_000;

  /** Classes written in the expression that names them. */
  private static final int MOST_CLASSES = 10;

  private static final String WHOLE = "\\+?\\d{1,9}(\\.0*)?";

  /**
   * Refuses such labels.
   *
   * @param rows the rows, some of which are read once more where the profile gives cause to
   * @throws InputRefusedException where they are such
   */
  public void requireNot(CheckedRows rows) {
    if (rows.softLabels() || !isLikely()) {
      return;
    }
    List<String> texts =
        ReadFailures.explaining(
            scoring,
            () ->
                rows
                    .predictions()
                    .where(RowColumn.STATUS.column().equalTo(RowStatus.SCORED.code()))
                    .select(RowColumn.LABEL_TEXT.column())
                    .takeAsList(ROWS)
                    .stream()
                    .map((Row row) -> String.valueOf(row.get(0)).strip())
                    .toList());
    // Names mean what they say, whatever the model makes of them.
    if (texts.stream().allMatch(text -> text.matches(WHOLE))) {
      boolean havePoints = texts.stream().anyMatch(text -> text.contains("."));
      throw new InputRefusedException(
          InputProblem.invalid(
              scoring.labelKey(),
              text(),
              describe(havePoints ? "cast(" + text() + " as double)" : text())));
    }
  }

  /** Whether the profile looks like it. */
  boolean isLikely() {
    double[][] rows = total.confusions();
    boolean areNumbered = scoring.classes().stream().anyMatch(name -> name.matches("[+-]?\\d.*"));
    if (areNumbered || rows.length < 3 || total.labels()[0] > 0) {
      return false;
    }
    double scale = Math.sqrt(total.scoredSize().effective() / total.scoredSize().weight());
    return agreeing(1) > agreeing(0)
        && scale * deviations(rows, 0) > DEVIATIONS
        && scale * deviations(rows, 1) > DEVIATIONS;
  }

  /** The rows whose predicted class is the label less so much. */
  private double agreeing(int less) {
    double[][] rows = total.confusions();
    double agreeing = 0;
    for (int label = less; label < rows.length; label++) {
      agreeing += rows[label][label - less];
    }
    return agreeing;
  }

  /**
   * How far a sum over the rows is above that of a random pairing, in its standard deviations: 1
   * for a row that agrees with its label less 1, and where it agrees as it is, less a weight.
   */
  private static double deviations(double[][] rows, double weight) {
    double[] labels = new double[rows.length];
    double[] predicted = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows.length; j++) {
        labels[i] += rows[i][j];
        predicted[j] += rows[i][j];
      }
    }
    double n = Arrays.stream(labels).sum();
    double[][] scores = centred(scores(rows.length, weight), labels, predicted, n);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows.length; j++) {
        sum += rows[i][j] * scores[i][j];
        squares += labels[i] * predicted[j] / n * scores[i][j] * scores[i][j];
      }
    }
    return squares > 0 ? sum / Math.sqrt(squares * n / (n - 1)) : 0;
  }

  private static double[][] scores(int classes, double weight) {
    double[][] scores = new double[classes][classes];
    for (int label = 0; label < classes; label++) {
      scores[label][label] = -weight;
      if (label > 0) {
        scores[label][label - 1] = 1;
      }
    }
    return scores;
  }

  /** The scores less what labels and predictions by themselves have of them. */
  private static double[][] centred(
      double[][] scores, double[] labels, double[] predicted, double n) {
    double[] ofLabel = new double[labels.length];
    double[] ofPrediction = new double[labels.length];
    double ofAll = 0;
    for (int i = 0; i < labels.length; i++) {
      for (int j = 0; j < labels.length; j++) {
        ofLabel[i] += scores[i][j] * predicted[j] / n;
        ofPrediction[j] += scores[i][j] * labels[i] / n;
        ofAll += scores[i][j] * labels[i] / n * predicted[j] / n;
      }
    }
    double[][] centred = new double[labels.length][labels.length];
    for (int i = 0; i < labels.length; i++) {
      for (int j = 0; j < labels.length; j++) {
        centred[i][j] = scores[i][j] - ofLabel[i] - ofPrediction[j] + ofAll;
      }
    }
    return centred;
  }

  private String text() {
    return String.valueOf(scoring.label());
  }

  private String describe(String number) {
    List<String> classes = scoring.classes();
    return String.format(
        Locale.ROOT,
        "label 0 (%s) never occurs, and the predicted class equals the label minus 1 in %,.0f of"
            + " %,.0f rows and the label itself in %,.0f: the labels appear to start at 1, the"
            + " classes at 0. Write %s: cast(%s as int) - 1. If labels do start at 0, name them:"
            + " \"element_at(array(%s), cast(%s as int) + 1)\"",
        classes.get(0),
        agreeing(1),
        total.scoredSize().weight(),
        agreeing(0),
        scoring.labelKey(),
        number,
        classes.stream()
                .limit(MOST_CLASSES)
                .map(name -> "'" + name.replace("'", "\\'") + "'")
                .collect(Collectors.joining(", "))
            + (classes.size() > MOST_CLASSES ? ", …" : ""),
        number);
  }
}
