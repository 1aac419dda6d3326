package dev.surprisal.drift.narrative;

import dev.surprisal.drift.classifier.Separation;
import dev.surprisal.drift.classifier.Separation.Carrier;
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.format.Words;
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
  public String of(Separation it) {
    Double area = it.area();
    ConfidenceInterval interval = it.interval();
    if (area == null || interval == null) {
      return tooFew(it);
    }
    boolean apart = interval.lower() > 0.5;
    String version = it.version() == null ? "" : " of version " + it.version();
    return "Current rows"
        + version
        + (apart ? " can be told" : " cannot be told")
        + " from reference rows by their columns"
        + (apart ? "" : " beyond chance")
        + ": AUC "
        + Words.amount(area)
        + between(interval)
        + usual(it.usual())
        + (apart ? divergence(it) + carried(it.carriers()) : "")
        + ".";
  }

  private String tooFew(Separation it) {
    return "Too few rows to tell current rows"
        + (it.version() == null ? "" : " of version " + it.version())
        + " from reference rows by their columns: "
        + Words.count(it.currentRows())
        + " and "
        + Words.count(it.referenceRows())
        + ", and each side needs "
        + Words.count(drift.minRows())
        + ".";
  }

  private String between(ConfidenceInterval interval) {
    return " (" + Words.level(drift.alpha()) + " interval " + ends(interval) + ")";
  }

  private static String ends(ConfidenceInterval interval) {
    return Words.amount(interval.lower()) + " to " + Words.amount(interval.upper());
  }

  private static String usual(@Nullable Double usual) {
    return usual == null
        ? ""
        : "; the earlier half of the reference from the later one: " + Words.amount(usual);
  }

  private String divergence(Separation it) {
    Double nats = it.divergence();
    ConfidenceInterval interval = it.divergenceInterval();
    return nats == null || interval == null
        ? ""
        : "; their KL divergence is at least "
            + Words.amount(unit.fromNats(nats))
            + " "
            + unit.label()
            + " ("
            + ends(interval.in(unit))
            + ")";
  }

  private static String carried(List<Carrier> carriers) {
    List<String> named =
        carriers.stream()
            .limit(MOST_NAMED)
            .flatMap(it -> named(it.column(), it.share()).stream())
            .toList();
    return named.isEmpty() ? "" : "; carried by " + Words.list(named);
  }

  private static List<String> named(String column, @Nullable Double share) {
    return share == null || share < NAMED
        ? List.of()
        : List.of(column + " (" + Words.percent(share) + ")");
  }
}
