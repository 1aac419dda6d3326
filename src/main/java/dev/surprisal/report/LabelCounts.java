package dev.surprisal.report;

/**
 * What became of the rows of a label dataset that are no prediction's only label.
 *
 * @param repeated scored predictions whose label had been given more than once
 * @param withoutPrediction labels that belong to no prediction read
 */
public record LabelCounts(long repeated, long withoutPrediction) {

  /** Where labels stand beside predictions. */
  public static final LabelCounts NONE = new LabelCounts(0, 0);
}
