package dev.surprisal.drift.comparison;

import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.SampleSize;
import org.jspecify.annotations.Nullable;

/** One way to compare current rows with the reference. */
public interface Comparison {

  /** What is compared. */
  ComparisonKind kind();

  /** The column compared, or null where it is none. */
  default @Nullable String subject() {
    return null;
  }

  /** The rows of a profile that have something to compare. */
  SampleSize size(Profile profile);

  /** Whether a reference can be compared with at all, however many rows there are. */
  default boolean isPossible(Sample reference) {
    return true;
  }

  /** Whether there are effective rows enough on either side to judge. */
  default boolean isEnough(double before, double after, long minRows) {
    return Math.min(before, after) >= minRows;
  }

  /**
   * What to hold current rows against. Called once for many windows.
   *
   * @param before the rows to compare with, enough of them to judge
   * @param reference the reference, whose windows tell how much windows usually differ
   */
  FittedReference against(Sample before, Sample reference);

  /** What to hold current rows against, where that is the reference. */
  default FittedReference against(Sample reference) {
    return against(reference, reference);
  }
}
