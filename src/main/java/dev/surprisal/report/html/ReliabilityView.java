package dev.surprisal.report.html;

import dev.surprisal.format.Figures;
import dev.surprisal.math.statistics.Normal;
import dev.surprisal.report.chart.Drawing;
import dev.surprisal.report.chart.Reliability;
import dev.surprisal.report.picture.VersionPicture;
import dev.surprisal.report.picture.VersionPicture.ConfidenceBin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reliability diagram of a version.
 *
 * @param drawing the diagram
 * @param rows the same as a table
 */
record ReliabilityView(Drawing drawing, List<BinRow> rows) {

  /** The level of the consistency band is 95 %. */
  private static final double Z = Normal.quantile(0.975);

  /** Fewer rows say nothing of a share. */
  private static final double LEAST_ROWS = 10;

  /** The current rows of some confidence. */
  record BinRow(String confidence, String accuracy, String band, String rows) {}

  static @Nullable ReliabilityView of(VersionPicture picture) {
    List<ConfidenceBin> after = picture.calibration().after();
    if (after.isEmpty()) {
      return null;
    }
    List<Reliability.Bin> now = bins(after);
    String label =
        "Reliability diagram: accuracy by confidence, current range and reference; "
            + now.stream().filter(it -> !isInside(it)).count()
            + " of "
            + now.size()
            + " current bins outside the consistency band.";
    return new ReliabilityView(
        new Reliability(label, bins(picture.calibration().before()), now).draw(),
        after.stream()
            .filter(it -> it.rows() >= LEAST_ROWS)
            .map(it -> row(it, bin(it, 1)))
            .toList());
  }

  private static boolean isInside(Reliability.Bin it) {
    return it.accuracy() >= it.low() && it.accuracy() <= it.high();
  }

  private static List<Reliability.Bin> bins(List<ConfidenceBin> bins) {
    double all = bins.stream().mapToDouble(ConfidenceBin::rows).sum();
    return bins.stream().filter(it -> it.rows() >= LEAST_ROWS).map(it -> bin(it, all)).toList();
  }

  /**
   * The share of correct rows that a calibrated model has with 95 % probability: c ± z √(c(1−c)/n).
   * J. Bröcker and L. A. Smith, <a href="https://doi.org/10.1175/WAF993.1">Increasing the
   * Reliability of Reliability Diagrams</a> (2007).
   */
  private static Reliability.Bin bin(ConfidenceBin it, double all) {
    double margin = Z * Math.sqrt(it.confidence() * (1 - it.confidence()) / it.rows());
    return new Reliability.Bin(
        it.confidence(),
        it.accuracy(),
        Math.max(0, it.confidence() - margin),
        Math.min(1, it.confidence() + margin),
        it.rows() / all);
  }

  private static BinRow row(ConfidenceBin it, Reliability.Bin bin) {
    return new BinRow(
        Figures.percent(it.confidence()),
        Figures.percent(it.accuracy()),
        Figures.interval(Figures.percent(bin.low()), Figures.percent(bin.high())),
        Figures.count(Math.round(it.rows())));
  }
}
