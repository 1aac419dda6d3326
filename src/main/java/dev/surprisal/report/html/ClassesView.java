package dev.surprisal.report.html;

import dev.surprisal.format.Figures;
import dev.surprisal.math.statistics.PrecisionRecallCurve;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.report.MetricIndex;
import dev.surprisal.report.MetricValue;
import dev.surprisal.report.chart.Drawing;
import dev.surprisal.report.chart.PrecisionRecallChart;
import dev.surprisal.report.picture.VersionPicture;
import dev.surprisal.report.picture.VersionPicture.ClassCurve;
import dev.surprisal.report.picture.VersionPicture.Confusions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which class is taken for which, and how good the model is at each.
 *
 * @param matrices the confusion matrix of both sides; none for more classes than a screen has room
 *     for
 * @param confusions the confusions whose share moved most, where there are no matrices
 * @param curves precision by recall
 * @param rows the classes
 * @param left how many classes are left out
 */
record ClassesView(
    List<Matrix> matrices,
    List<ConfusionRow> confusions,
    List<Curve> curves,
    List<ClassRow> rows,
    int left) {

  private static final int MATRIX = 8;
  private static final int ROWS = 20;
  private static final int CONFUSIONS = 10;

  /** A confusion matrix of one side. */
  record Matrix(String name, List<String> classes, List<MatrixRow> rows) {}

  /** The rows of a label, by predicted class. */
  record MatrixRow(String label, List<MatrixCell> cells) {}

  /** A share of the rows of a label; {@code shade} is 0 to 100. */
  record MatrixCell(String share, String rows, long shade, boolean isCorrect) {}

  /** A label taken for another class, as a share of the label's rows. */
  record ConfusionRow(String label, String predicted, String before, String after) {}

  /** The precision–recall curve of a class; {@code average} is the average precision. */
  record Curve(String name, String average, Drawing drawing) {}

  /** A class; figures are of the reference and of the current range. */
  record ClassRow(
      String name, String precision, String recall, String f1, String support, double change) {}

  /** Precision, recall and their harmonic mean of a class, and its labels; NaN where undefined. */
  private record Scores(double precision, double recall, double f1, double support) {}

  static @Nullable ClassesView of(
      VersionPicture picture, List<String> classes, MetricIndex metrics) {
    Confusions counts = picture.confusions();
    if (counts.after().isEmpty()) {
      return null;
    }
    List<ClassRow> rows = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      rows.add(
          row(
              classes.get(i),
              scores(metrics, MetricValue.Scope.REFERENCE, picture, classes, i),
              scores(metrics, MetricValue.Scope.CURRENT, picture, classes, i)));
    }
    boolean fits = classes.size() <= MATRIX;
    List<ClassRow> shown =
        rows.size() <= ROWS
            ? rows
            : rows.stream()
                .sorted(Comparator.comparingDouble(it -> -it.change()))
                .limit(ROWS)
                .toList();
    return new ClassesView(
        fits
            ? List.of(
                matrix("Reference", classes, counts.before()),
                matrix("Current", classes, counts.after()))
            : List.of(),
        fits ? List.of() : confusions(classes, counts),
        picture.curves().stream().map(it -> curve(it, picture, metrics)).toList(),
        shown,
        rows.size() - shown.size());
  }

  private static Curve curve(ClassCurve curve, VersionPicture picture, MetricIndex metrics) {
    String average =
        both(
            averagePrecision(metrics, MetricValue.Scope.REFERENCE, picture, curve.ofClass()),
            averagePrecision(metrics, MetricValue.Scope.CURRENT, picture, curve.ofClass()));
    String label =
        "Precision by recall of class "
            + curve.ofClass()
            + ", current range and reference; average precision "
            + average
            + ".";
    return new Curve(
        curve.ofClass(),
        average,
        new PrecisionRecallChart(label, points(curve.before()), points(curve.after())).draw());
  }

  private static double averagePrecision(
      MetricIndex metrics, MetricValue.Scope scope, VersionPicture picture, String ofClass) {
    return published(metrics, scope, picture, ofClass, "class_average_precision", Double.NaN);
  }

  private static List<PrecisionRecallChart.Point> points(List<PrecisionRecallCurve.Point> points) {
    return points.stream()
        .map(it -> new PrecisionRecallChart.Point(it.recall(), it.precision()))
        .toList();
  }

  /** The published figures of the class where there are any; else those of the confusions. */
  private static Scores scores(
      MetricIndex metrics,
      MetricValue.Scope scope,
      VersionPicture picture,
      List<String> classes,
      int of) {
    List<List<Double>> counts =
        scope == MetricValue.Scope.REFERENCE
            ? picture.confusions().before()
            : picture.confusions().after();
    double correct = counts.get(of).get(of);
    double support = sum(counts.get(of));
    double predicted = counts.stream().mapToDouble(row -> row.get(of)).sum();
    double precision =
        published(metrics, scope, picture, classes.get(of), "class_precision", correct / predicted);
    double recall =
        published(metrics, scope, picture, classes.get(of), "class_recall", correct / support);
    double f1 =
        published(
            metrics,
            scope,
            picture,
            classes.get(of),
            "class_f1",
            2 * correct / (support + predicted));
    return new Scores(precision, recall, f1, support);
  }

  private static double published(
      MetricIndex metrics,
      MetricValue.Scope scope,
      VersionPicture picture,
      String ofClass,
      String name,
      double otherwise) {
    Double found = metrics.value(scope, picture.version(), Slice.ALL, name, ofClass);
    return found == null ? otherwise : found;
  }

  private static ClassRow row(String name, Scores before, Scores after) {
    double change = Math.abs(after.f1() - before.f1());
    return new ClassRow(
        name,
        both(before.precision(), after.precision()),
        both(before.recall(), after.recall()),
        both(before.f1(), after.f1()),
        Figures.count(Math.round(before.support()))
            + " → "
            + Figures.count(Math.round(after.support())),
        Double.isNaN(change) ? 0 : change);
  }

  private static String both(double before, double after) {
    return share(before) + " → " + share(after);
  }

  private static String share(double value) {
    return Double.isNaN(value) ? Figures.NONE : Figures.percent(value);
  }

  private static Matrix matrix(String name, List<String> classes, List<List<Double>> counts) {
    List<MatrixRow> rows = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      double all = sum(counts.get(label));
      List<MatrixCell> cells = new ArrayList<>();
      for (int predicted = 0; predicted < classes.size(); predicted++) {
        double share = counts.get(label).get(predicted) / all;
        cells.add(
            new MatrixCell(
                share(share),
                Figures.count(Math.round(counts.get(label).get(predicted))),
                Double.isNaN(share) ? 0 : Math.round(100 * share),
                label == predicted));
      }
      rows.add(new MatrixRow(classes.get(label), cells));
    }
    return new Matrix(name, classes, rows);
  }

  private static List<ConfusionRow> confusions(List<String> classes, Confusions counts) {
    record Moved(int label, int predicted, double before, double after) {

      double size() {
        double moved = Math.abs(after - before);
        return Double.isNaN(moved) ? 0 : moved;
      }
    }
    List<Moved> moved = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      double before = sum(counts.before().get(label));
      double after = sum(counts.after().get(label));
      for (int predicted = 0; predicted < classes.size(); predicted++) {
        if (label != predicted) {
          moved.add(
              new Moved(
                  label,
                  predicted,
                  counts.before().get(label).get(predicted) / before,
                  counts.after().get(label).get(predicted) / after));
        }
      }
    }
    return moved.stream()
        .sorted(Comparator.comparingDouble(it -> -it.size()))
        .limit(CONFUSIONS)
        .map(
            it ->
                new ConfusionRow(
                    classes.get(it.label()),
                    classes.get(it.predicted()),
                    share(it.before()),
                    share(it.after())))
        .toList();
  }

  private static double sum(List<Double> row) {
    return row.stream().mapToDouble(it -> it).sum();
  }
}
