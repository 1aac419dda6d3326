package dev.surprisal.drift.narrative;

import dev.surprisal.drift.classifier.Separation;
import dev.surprisal.drift.classifier.Separation.Carrier;
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.format.Figures;
import dev.surprisal.format.Phrases;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.math.statistics.ConfidenceInterval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts into words how well current rows can be told from reference rows. */
public record SeparationSentence(DriftPolicy drift, InformationUnit unit) {

  /** Columns that carry less are not named. */
  private static final double NAMED = 0.1;

  private static final int MOST_NAMED = 3;

  /** The sentence. */
  public String sentence(Separation it) {
    Double area = it.area();
    ConfidenceInterval interval = it.interval();
    if (area == null || interval == null) {
      return tooFew(it);
    }
    boolean apart = interval.lower() > 0.5;
    String figures =
        " (AUC "
            + Figures.amount(area)
            + ", "
            + level()
            + Figures.interval(interval.lower(), interval.upper())
            + withinReference(it.usual())
            + ").";
    return (apart
            ? "Domain classifier separates current from reference rows"
            : "Domain classifier finds no significant difference between current and reference"
                + " rows")
        + ofVersion(it)
        + figures
        + (apart ? divergence(it) + columns(it.carriers()) : "");
  }

  private static String ofVersion(Separation it) {
    return it.version() == null ? "" : " of " + it.version();
  }

  private String tooFew(Separation it) {
    return "Domain classifier not run"
        + (it.version() == null ? "" : " for " + it.version())
        + ": "
        + Figures.count(it.currentRows())
        + " current and "
        + Figures.count(it.referenceRows())
        + " reference rows, minimum is "
        + Figures.count(drift.minRows())
        + " each (drift.min_rows).";
  }

  private String level() {
    return Figures.level(drift.alpha()) + " CI ";
  }

  private static String withinReference(@Nullable Double area) {
    return area == null ? "" : "; earlier vs. later half of the reference: " + Figures.amount(area);
  }

  private String divergence(Separation it) {
    Double nats = it.divergence();
    ConfidenceInterval interval = it.divergenceInterval();
    if (nats == null || interval == null) {
      return "";
    }
    ConfidenceInterval inUnit = interval.in(unit);
    return " KL divergence is at least "
        + Figures.amount(unit.fromNats(nats))
        + " "
        + unit.label()
        + " ("
        + level()
        + Figures.interval(inUnit.lower(), inUnit.upper())
        + ").";
  }

  private static String columns(List<Carrier> carriers) {
    List<String> named =
        carriers.stream()
            .limit(MOST_NAMED)
            .flatMap(it -> named(it.column(), it.share()).stream())
            .toList();
    return named.isEmpty() ? "" : " Main columns: " + Phrases.list(named) + ".";
  }

  private static List<String> named(String column, @Nullable Double share) {
    return share == null || share < NAMED
        ? List.of()
        : List.of(column + " (" + Figures.percent(share) + ")");
  }
}
