package dev.surprisal.report.html;

import dev.surprisal.drift.attribution.Attribution;
import dev.surprisal.drift.attribution.Attribution.Part;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.format.Figures;
import dev.surprisal.format.Times;
import dev.surprisal.report.FindingOrder;
import dev.surprisal.report.Report;
import dev.surprisal.report.chart.Bars;
import dev.surprisal.report.chart.Drawing;
import dev.surprisal.report.picture.VersionPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The change of a version's log loss as a waterfall over the slices of one set of dimensions.
 *
 * @param title by what, how much, since when
 * @param steps the slices' contributions, which add up to the total
 * @param total the total
 * @param totalBar its bar
 * @param split mix and within
 */
record WaterfallView(String title, List<Step> steps, String total, Drawing totalBar, String split) {

  private static final int STEPS = 10;
  private static final double NOTHING = 1e-3;

  /** One slice's contribution; {@code rows} are its current and reference rows. */
  record Step(
      String slice, Drawing bar, String contribution, String mix, String within, String rows) {}

  /** Those of a version: since it changed where it did, else over the whole current range. */
  static List<WaterfallView> of(
      Report report, @Nullable String version, @Nullable VersionPicture picture) {
    VersionPicture.Since since = picture == null ? null : picture.since();
    if (since != null && !since.attributions().isEmpty()) {
      String when = "since " + Times.instant(since.window().from());
      return FindingOrder.sortedSplits(since.attributions()).stream()
          .map(it -> view(it, when))
          .toList();
    }
    return FindingOrder.sortedSplits(report.attribution()).stream()
        .filter(it -> Objects.equals(it.version(), version))
        .filter(it -> it.comparison() == ComparisonKind.LOG_LOSS)
        .map(it -> view(it, "over the whole current range"))
        .toList();
  }

  private static WaterfallView view(Attribution it, String when) {
    List<Part> parts = it.parts().subList(0, Math.min(STEPS, it.parts().size()));
    List<Part> left = it.parts().subList(parts.size(), it.parts().size());
    double rest = left.stream().mapToDouble(Part::contribution).sum();
    double low = Math.min(0, it.total());
    double high = Math.max(0, it.total());
    double at = 0;
    for (double step :
        Stream.concat(parts.stream().map(Part::contribution), Stream.of(rest)).toList()) {
      at += step;
      low = Math.min(low, at);
      high = Math.max(high, at);
    }
    List<Step> steps = new ArrayList<>();
    at = 0;
    for (Part part : parts) {
      steps.add(step(part, at, low, high, it.total()));
      at += part.contribution();
    }
    if (!left.isEmpty()) {
      steps.add(
          new Step(
              Figures.count(left.size(), "other slice"),
              Bars.step(at, at + rest, low, high),
              change(rest, it.total()),
              change(left.stream().mapToDouble(Part::mix).sum(), it.total()),
              change(left.stream().mapToDouble(Part::within).sum(), it.total()),
              ""));
    }
    return new WaterfallView(
        "By " + String.join(" × ", it.dimensions()) + ", " + when + ": " + inUnit(it, it.total()),
        steps,
        Figures.change(it.total()),
        Bars.step(0, it.total(), low, high),
        "mix " + change(it.mix(), it.total()) + ", within " + change(it.within(), it.total()));
  }

  private static String inUnit(Attribution it, double value) {
    return Figures.change(value) + " " + it.unit();
  }

  /** What is nothing beside the total is not told to the last digit. */
  private static String change(double value, double total) {
    boolean isNothing = value != 0 && Math.abs(value) < Math.abs(total) * NOTHING;
    return isNothing ? "≈ 0" : Figures.change(value);
  }

  private static Step step(Part part, double from, double low, double high, double total) {
    return new Step(
        part.slice().label(),
        Bars.step(from, from + part.contribution(), low, high),
        change(part.contribution(), total),
        change(part.mix(), total),
        change(part.within(), total),
        Figures.count(part.currentRows()) + " / " + Figures.count(part.referenceRows()));
  }
}
