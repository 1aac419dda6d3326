package dev.surprisal.profile.section;

import dev.surprisal.math.FixedPoint;
import dev.surprisal.profile.row.RowFigures;
import dev.surprisal.profile.sketch.ShareBins;

/**
 * The section of the scored rows by confidence, in {@link ShareBins}: how many there are, in how
 * many the most probable class happened, and Σ of their confidence.
 */
public final class CalibrationBins extends Section {

  public static final SectionType TYPE =
      SectionType.always("calibration", 1, (spec, offsets) -> new CalibrationBins(offsets));

  private final int correct;

  private CalibrationBins(StateOffsets offsets) {
    super(offsets, new Size(2 * ShareBins.COUNT, 0, ShareBins.COUNT));
    this.correct = counts + ShareBins.COUNT;
  }

  @Override
  public void scored(RowCounter counter, long[] state, RowTerms terms) {
    int bin = terms.confidenceBin;
    RowFigures row = terms.row;
    counter.tally(state, counts + bin);
    counter.share(state, sums + FixedPoint.LONGS * bin, row.confidence, terms.confidence);
    if (row.label == row.winner) {
      counter.tally(state, correct + bin);
    }
  }

  /** The rows whose most probable class happened. */
  public long correct(long[] state) {
    long rows = 0;
    for (int i = correct; i < correct + ShareBins.COUNT; i++) {
      rows += state[i];
    }
    return rows;
  }

  /** Where the rows by bin begin. */
  public int rows() {
    return counts;
  }

  /** Where the correct rows by bin begin. */
  public int correct() {
    return correct;
  }

  /** Σ of the confidence of each bin. */
  public double[] confidence(long[] state) {
    double[] of = new double[ShareBins.COUNT];
    for (int i = 0; i < of.length; i++) {
      of[i] = FixedPoint.sumOfShares(state, sums + FixedPoint.LONGS * i);
    }
    return of;
  }
}
