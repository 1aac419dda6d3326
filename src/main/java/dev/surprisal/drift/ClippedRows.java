package dev.surprisal.drift;

import dev.surprisal.profile.Profile;
import java.util.List;
import java.util.Map;

/**
 * What rows did whose label had a probability of 0, or one below the floor: a few of them, at 34
 * nats each, can be all of a rise of the log loss, which then says nothing of the other rows.
 */
final class ClippedRows {

  private static final String ROWS = "current_clipped_rows";
  private static final String PART = "clipped_part";

  /** From this share of a rise on, it is theirs. */
  private static final double MOST = 0.5;

  private ClippedRows() {}

  /** Their number on both sides, and what they did to the mean, in nats; nothing without any. */
  static List<Measure> measures(Profile before, Profile after) {
    return before.clipped() + after.clipped() == 0
        ? List.of()
        : List.of(
            Measure.number("reference_clipped_rows", before.clipped()),
            Measure.number(ROWS, after.clipped()),
            Measure.information(PART, after.clippedPart() - before.clippedPart()));
  }

  /**
   * Where they carry a rise, a sentence that says so, with a space before it; else nothing.
   *
   * @param measures those of the comparison, information in the unit
   * @param rise the effect in the unit
   * @param rows the current rows
   * @param unit the unit of information
   */
  static String sentence(Map<String, Double> measures, double rise, long rows, String unit) {
    Double part = measures.get(PART);
    Double clipped = measures.get(ROWS);
    if (part == null || clipped == null || !(rise > 0) || !(part >= MOST * rise)) {
      return "";
    }
    long number = Math.round(clipped);
    String who =
        " "
            + Words.count(number)
            + " of "
            + Words.count(rows, "row")
            + " whose label had probability 0 (clipped) "
            + (number == 1 ? "accounts" : "account")
            + " for ";
    return part <= rise
        ? who + Words.amount(part) + " of " + Words.amount(rise) + " " + unit + "."
        : who
            + "the whole increase: they add "
            + Words.amount(part)
            + " "
            + unit
            + ", the other rows took off "
            + Words.amount(part - rise)
            + ".";
  }
}
