package dev.surprisal.report.html;

import dev.surprisal.drift.comparison.SliceDisagreement;
import dev.surprisal.format.Figures;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.Disagreement;
import dev.surprisal.report.Challenger;
import dev.surprisal.report.FindingLabels;
import dev.surprisal.report.Report;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far predictions are from those of the second set of this name. */
record ChallengerView(String name, List<Row> rows) {

  /** Those of one version and slice; {@code percent} is its divergence beside the greatest. */
  record Row(
      String version,
      String slice,
      String jsDivergence,
      double percent,
      String interval,
      String klDivergence,
      String classDiffers,
      String compared,
      String missing,
      String invalid) {}

  static @Nullable ChallengerView of(Report report) {
    Challenger challenger = report.challenger();
    if (challenger == null) {
      return null;
    }
    double greatest =
        challenger.disagreements().stream()
            .mapToDouble(it -> it.of().jsDivergence().mean())
            .filter(mean -> mean > 0)
            .max()
            .orElse(1);
    return new ChallengerView(
        challenger.name(),
        challenger.disagreements().stream().map(it -> row(it, greatest, report.unit())).toList());
  }

  private static Row row(SliceDisagreement it, double greatest, InformationUnit unit) {
    Disagreement of = it.of();
    double js = of.jsDivergence().mean();
    ConfidenceInterval interval = it.jsInterval();
    return new Row(
        FindingLabels.version(it.version()),
        it.slice().label(),
        Figures.amount(unit.fromNats(js)),
        js > 0 ? 100 * js / greatest : 0,
        interval == null ? "" : FindingLabels.interval(interval.in(unit)),
        Figures.amount(unit.fromNats(of.klDivergence())),
        Figures.percent(of.classDiffers()),
        Figures.count(Math.round(of.compared())),
        Figures.count(Math.round(of.missing())),
        Figures.count(Math.round(of.invalid())));
  }
}
