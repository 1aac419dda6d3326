package dev.surprisal.drift.narrative;

import dev.surprisal.drift.attribution.Attribution;
import dev.surprisal.drift.attribution.Attribution.Part;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.format.Figures;
import dev.surprisal.format.Phrases;
import dev.surprisal.math.InformationUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The slices that a rise of a version's log loss comes from, in words, by the dimensions that tell
 * most.
 *
 * @param unit the unit of the attributions
 * @param attributions the attributions of the version's changes
 */
record Drivers(InformationUnit unit, List<Attribution> attributions) {

  private static final int MAX_NAMED = 3;

  /**
   * How much a slice's share of the change must exceed its share of the rows for it to be named as
   * its place: less than a quarter also comes of slices that all broke, some a little worse.
   */
  private static final double MIN_CONCENTRATION = 0.25;

  /** An improvement up to this share of the increase is a slight one. */
  private static final double SLIGHT = 0.1;

  Optional<String> sentence() {
    return attributions.stream()
        .filter(a -> a.comparison() == ComparisonKind.LOG_LOSS)
        .filter(a -> a.total() > 0 && a.parts().size() > 1)
        .max(Comparator.comparingDouble(Drivers::concentration))
        .map(this::drivers);
  }

  /** By how much a slice's share of the change exceeds its share of the rows, at most. */
  private static double concentration(Attribution attribution) {
    return attribution.parts().stream()
        .mapToDouble(part -> excess(attribution, part))
        .max()
        .orElseThrow();
  }

  private static double excess(Attribution attribution, Part part) {
    return part.contribution() / attribution.total() - part.currentRows() / rows(attribution);
  }

  private static double rows(Attribution attribution) {
    return attribution.parts().stream().mapToLong(Part::currentRows).sum();
  }

  private String drivers(Attribution attribution) {
    if (concentration(attribution) < MIN_CONCENTRATION) {
      return spread(attribution);
    }
    List<Part> drivers = named(attribution);
    double sum = drivers.stream().mapToDouble(Part::contribution).sum();
    boolean isWhole = sum >= attribution.total();
    String whole =
        isWhole
            ? "the whole increase"
            : Figures.percent(sum / attribution.total()) + " of the increase";
    return Phrases.list(drivers.stream().map(part -> name(attribution, part)).toList())
        + (drivers.size() == 1 ? " accounts for " : " account for ")
        + whole
        + " ("
        + Phrases.list(drivers.stream().map(part -> Figures.change(part.contribution())).toList())
        + " of "
        + Figures.change(attribution.total())
        + " "
        + unit.label()
        + (isWhole ? others(attribution, drivers) : "")
        + ").";
  }

  /** Those whose share of the change exceeds that of the rows, until they are all of it. */
  private static List<Part> named(Attribution attribution) {
    List<Part> byContribution =
        attribution.parts().stream()
            .filter(part -> part.contribution() > 0 && excess(attribution, part) > 0)
            .sorted(Comparator.comparingDouble(Part::contribution).reversed())
            .limit(MAX_NAMED)
            .toList();
    double sum = 0;
    List<Part> named = new ArrayList<>();
    for (Part part : byContribution) {
      if (sum >= attribution.total()) {
        break;
      }
      named.add(part);
      sum += part.contribution();
    }
    return named;
  }

  /** What the slices that are not named did, where the named ones did all of it or more. */
  private static String others(Attribution attribution, List<Part> named) {
    List<Part> others = attribution.parts().stream().filter(part -> !named.contains(part)).toList();
    double sum = others.stream().mapToDouble(Part::contribution).sum();
    if (others.isEmpty() || sum >= 0) {
      return "";
    }
    boolean improved =
        others.stream().allMatch(part -> part.within() <= 0 && part.contribution() <= 0);
    if (!improved) {
      return "; the other slices together " + Figures.change(sum);
    }
    return (others.size() == 1 ? "; the other slice improved" : "; the other slices improved")
        + (-sum <= SLIGHT * attribution.total() ? " slightly" : " by " + Figures.amount(-sum));
  }

  private static String name(Attribution attribution, Part part) {
    return part.slice().label()
        + " ("
        + Figures.percent(part.currentRows() / rows(attribution))
        + " of rows)";
  }

  private static String spread(Attribution attribution) {
    Part largest =
        attribution.parts().stream()
            .max(Comparator.comparingDouble(Part::contribution))
            .orElseThrow();
    return "No single slice explains the increase: the largest contribution is "
        + Figures.percent(largest.contribution() / attribution.total())
        + " from "
        + name(attribution, largest)
        + ".";
  }
}
