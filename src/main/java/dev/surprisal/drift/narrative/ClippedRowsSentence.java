package dev.surprisal.drift.narrative;

import dev.surprisal.drift.comparison.ClippedRows;
import dev.surprisal.drift.finding.MeasureKey;
import dev.surprisal.format.Figures;
import java.util.Map;

/** Puts into words what {@link ClippedRows} did to a log loss. */
public final class ClippedRowsSentence {

  /** From this share of a rise on, it is theirs. */
  private static final double MOST = 0.5;

  private ClippedRowsSentence() {}

  /**
   * Where they carry a rise, a sentence that says so, with a space before it; else nothing.
   *
   * @param measures those of the comparison, information in the unit
   * @param rise the effect in the unit
   * @param rows the current rows
   * @param unit the unit of information
   */
  public static String of(Map<MeasureKey, Double> measures, double rise, long rows, String unit) {
    Double part = measures.get(MeasureKey.CLIPPED_PART);
    Double clipped = measures.get(MeasureKey.CURRENT_CLIPPED_ROWS);
    if (part == null || clipped == null || !(rise > 0) || !(part >= MOST * rise)) {
      return "";
    }
    long number = Math.round(clipped);
    String who =
        " "
            + Figures.count(number)
            + " of "
            + Figures.count(rows, "row")
            + " with probability 0 for the observed class (clipped) "
            + (number == 1 ? "accounts" : "account")
            + " for ";
    String parts = Figures.change(part) + " of " + Figures.change(rise) + " " + unit;
    return part <= rise
        ? who + parts + "."
        : who
            + "the whole increase ("
            + parts
            + "; the other rows together "
            + Figures.change(rise - part)
            + ").";
  }
}
