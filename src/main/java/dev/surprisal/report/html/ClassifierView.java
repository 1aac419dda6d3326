package dev.surprisal.report.html;

import dev.surprisal.drift.classifier.Separation;
import dev.surprisal.format.Figures;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.report.Classifier;
import dev.surprisal.report.FindingLabels;
import dev.surprisal.report.Report;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows of how well current rows are told from reference rows, in words.
 *
 * @param rows the rows that are sampled of a side at most
 * @param versions the versions
 */
record ClassifierView(String rows, List<VersionView> versions) {

  private static final int COLUMNS_SHOWN = 15;

  /**
   * One version.
   *
   * @param version its name
   * @param sentence the figures in a sentence
   * @param area the area under the ROC curve and its interval
   * @param usual that within the reference
   * @param pValue its p-value
   * @param divergence the bound of the divergence and its interval
   * @param sampled the sampled rows of both sides
   * @param columns what carries it
   * @param left how many columns are left out
   */
  record VersionView(
      String version,
      String sentence,
      String area,
      String usual,
      String pValue,
      String divergence,
      String sampled,
      List<ColumnRow> columns,
      int left) {}

  /** One column; {@code percent} is its share in numbers, for a bar. */
  record ColumnRow(String column, String drop, String share, double percent) {}

  static @Nullable ClassifierView of(Report report) {
    Classifier classifier = report.classifier();
    return classifier == null
        ? null
        : new ClassifierView(
            Figures.count(classifier.policy().rows()),
            classifier.separations().stream().map(it -> version(it, report.unit())).toList());
  }

  private static VersionView version(Classifier.Described told, InformationUnit unit) {
    Separation it = told.figures();
    Double divergence = it.divergence();
    ConfidenceInterval interval = it.divergenceInterval();
    return new VersionView(
        FindingLabels.version(it.version()),
        told.sentence(),
        Figures.amount(it.area()) + between(it.interval()),
        Figures.amount(it.usual()),
        Figures.probability(it.pValue()),
        divergence == null || interval == null
            ? Figures.NONE
            : Figures.amount(unit.fromNats(divergence))
                + " "
                + unit.label()
                + between(interval.in(unit)),
        Figures.count(it.currentRows()) + " / " + Figures.count(it.referenceRows()),
        it.carriers().stream().limit(COLUMNS_SHOWN).map(ClassifierView::column).toList(),
        Math.max(0, it.carriers().size() - COLUMNS_SHOWN));
  }

  private static String between(@Nullable ConfidenceInterval interval) {
    return interval == null ? "" : " (" + FindingLabels.interval(interval) + ")";
  }

  private static ColumnRow column(Separation.Carrier it) {
    Double share = it.share();
    return new ColumnRow(
        it.column(),
        Figures.amount(it.drop()),
        Figures.percent(share),
        share == null ? 0 : 100 * share);
  }
}
