package dev.surprisal.drift.narrative;

import dev.surprisal.drift.attribution.Attribution;
import dev.surprisal.drift.attribution.Attribution.Part;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.format.Words;
import dev.surprisal.math.InformationUnit;
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

  Optional<String> sentence() {
    return attributions.stream()
        .filter(a -> a.comparison() == ComparisonKind.LOG_LOSS)
        .filter(a -> a.total() > 0 && a.parts().size() > 1)
        .max(Comparator.comparingDouble(Drivers::concentration))
        .map(this::drivers);
  }

  /** By how much a slice's share of the change exceeds its share of the rows, at most. */
  private static double concentration(Attribution attribution) {
    return excess(attribution, most(attribution));
  }

  private static Part most(Attribution attribution) {
    return attribution.parts().stream()
        .max(Comparator.comparingDouble(part -> excess(attribution, part)))
        .orElseThrow();
  }

  private static double excess(Attribution attribution, Part part) {
    return part.contribution() / attribution.total() - part.currentRows() / rows(attribution);
  }

  private static double rows(Attribution attribution) {
    return attribution.parts().stream().mapToLong(Part::currentRows).sum();
  }

  private String drivers(Attribution attribution) {
    double rows = rows(attribution);
    if (concentration(attribution) < MIN_CONCENTRATION) {
      return spread(attribution, most(attribution));
    }
    List<String> drivers =
        attribution.parts().stream()
            .filter(part -> part.contribution() > 0)
            .limit(MAX_NAMED)
            .map(
                part ->
                    Words.amount(part.contribution())
                        + " "
                        + unit.label()
                        + " where "
                        + part.slice().label()
                        + " ("
                        + Words.percent(part.currentRows() / rows)
                        + " of the rows)")
            .toList();
    return "Of this, " + Words.list(drivers) + ".";
  }

  private static String spread(Attribution attribution, Part most) {
    return "No slice stands out: the most is "
        + Words.percent(most.contribution() / attribution.total())
        + " of this where "
        + most.slice().label()
        + ", "
        + Words.percent(most.currentRows() / rows(attribution))
        + " of the rows.";
  }
}
