package dev.surprisal.report.html;

import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.format.Figures;
import dev.surprisal.format.Phrases;
import dev.surprisal.report.chart.Bars;
import dev.surprisal.report.chart.Drawing;
import dev.surprisal.report.chart.Histogram;
import dev.surprisal.report.chart.Histogram.EdgeText;
import dev.surprisal.report.picture.Distribution;
import dev.surprisal.report.picture.Distribution.Bin;
import dev.surprisal.report.picture.Distribution.Form;
import dev.surprisal.report.picture.VersionPicture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A distribution of the reference beside a later one.
 *
 * @param name what is distributed
 * @param badge what its comparison came to; null where there was none
 * @param effect how far it moved, in words
 * @param histogram the picture of numbers; null of names
 * @param rows the names with their shares; none of numbers
 */
record DistributionView(
    String name,
    @Nullable Badge badge,
    String effect,
    @Nullable Drawing histogram,
    List<NameRow> rows) {

  /** A name with both shares. */
  record NameRow(String name, Drawing bars, String before, String after) {}

  /** Those of classes and confidence. */
  static List<DistributionView> ofModel(VersionPicture of, States states) {
    List<DistributionView> views = new ArrayList<>();
    views.add(view(of.labels(), finding(of, states, ComparisonKind.LABEL_DISTRIBUTION, null)));
    views.add(
        view(
            of.predicted(),
            finding(of, states, ComparisonKind.PREDICTED_CLASS_DISTRIBUTION, null)));
    views.add(
        view(of.confidence(), finding(of, states, ComparisonKind.CONFIDENCE_DISTRIBUTION, null)));
    return views.stream().filter(it -> it.histogram() != null || !it.rows().isEmpty()).toList();
  }

  /** Those of columns, the most severe first. */
  static List<DistributionView> ofColumns(VersionPicture of, States states) {
    record Known(Distribution distribution, @Nullable Finding finding) {

      int severity() {
        return finding == null ? -1 : finding.state().ordinal();
      }
    }
    return of.columns().stream()
        .filter(it -> !it.bins().isEmpty())
        .map(
            it ->
                new Known(
                    it, finding(of, states, ComparisonKind.COLUMN_DISTRIBUTION, it.subject())))
        .sorted(
            Comparator.comparingInt((Known it) -> -it.severity())
                .thenComparingDouble(it -> -it.distribution().distance()))
        .map(it -> view(it.distribution(), it.finding()))
        .toList();
  }

  private static @Nullable Finding finding(
      VersionPicture of, States states, ComparisonKind comparison, @Nullable String subject) {
    return states.whole(comparison, subject, of.version()).orElse(null);
  }

  static DistributionView view(Distribution it, @Nullable Finding finding) {
    String name = it.form() == Form.NAMES ? Phrases.capitalized(it.subject()) : it.subject();
    String missing =
        it.missingBefore() == 0 && it.missingAfter() == 0
            ? ""
            : "missing "
                + Figures.percent(it.missingBefore())
                + " → "
                + Figures.percent(it.missingAfter());
    String effect =
        finding == null || finding.effect() == null
            ? ""
            : "D = " + Figures.amount(finding.effect()) + " " + finding.unit();
    return new DistributionView(
        name,
        finding == null ? null : Badge.of(finding.state(), ""),
        effect.isEmpty() || missing.isEmpty() ? effect + missing : effect + "; " + missing,
        it.form() == Form.NAMES || it.bins().isEmpty() ? null : histogram(it),
        it.form() == Form.NAMES ? rows(it) : List.of());
  }

  private static List<NameRow> rows(Distribution it) {
    double most = 0;
    for (Bin bin : it.bins()) {
      most = Math.max(most, Math.max(bin.before(), bin.after()));
    }
    List<NameRow> rows = new ArrayList<>();
    for (Bin bin : it.bins()) {
      rows.add(
          new NameRow(
              bin.name(),
              Bars.pair(bin.before(), bin.after(), most),
              Figures.percent(bin.before()),
              Figures.percent(bin.after())));
    }
    return rows;
  }

  private static Drawing histogram(Distribution it) {
    List<Bin> bins = it.bins();
    return new Histogram(
            label(it),
            bins.stream().map(Bin::before).toList(),
            bins.stream().map(Bin::after).toList(),
            it.form() == Form.VALUES,
            texts(it))
        .draw();
  }

  /** Reads {@code Distribution of pages, 1 to 12: …}. */
  private static String label(Distribution it) {
    Bin most = it.bins().get(0);
    for (Bin bin : it.bins()) {
      if (Math.abs(bin.after() - bin.before()) > Math.abs(most.after() - most.before())) {
        most = bin;
      }
    }
    String range =
        it.form() == Form.VALUES
            ? Figures.exactly(most.lower())
            : Figures.interval(number(it, most.lower()), number(it, most.upper()));
    return "Distribution of "
        + it.subject()
        + ", reference and current. Largest difference at "
        + range
        + ": "
        + Figures.percent(most.before())
        + " → "
        + Figures.percent(most.after())
        + " of rows.";
  }

  private static String number(Distribution it, double value) {
    double extent = it.bins().get(it.bins().size() - 1).upper() - it.bins().get(0).lower();
    return Math.abs(value) < extent * 1e-9 ? "0" : Figures.number(value, extent / 8);
  }

  private static List<EdgeText> texts(Distribution it) {
    List<Bin> bins = it.bins();
    int last = bins.size() - 1;
    List<EdgeText> texts = new ArrayList<>();
    if (it.form() == Form.VALUES) {
      int step = Math.max(1, (bins.size() + 5) / 6);
      for (int i = 0; i <= last; i += step) {
        texts.add(new EdgeText(i + 0.5, Figures.exactly(bins.get(i).lower())));
      }
      return texts;
    }
    texts.add(new EdgeText(0, (it.isCutBelow() ? "≤ " : "") + number(it, bins.get(0).lower())));
    if (bins.size() > 4) {
      int middle = bins.size() / 2;
      texts.add(new EdgeText(middle, number(it, bins.get(middle).lower())));
    }
    texts.add(
        new EdgeText(
            bins.size(), (it.isCutAbove() ? "≥ " : "") + number(it, bins.get(last).upper())));
    return texts;
  }
}
