package dev.surprisal.drift;

import dev.surprisal.profile.Profile;
import org.jspecify.annotations.Nullable;

/** One way to compare current rows with the reference. */
interface Comparison {

  /** What is compared. */
  ComparisonKind kind();

  /** The column compared, or null where it is none. */
  @Nullable String subject();

  /** The rows of a profile that have something to compare. */
  long rows(Profile profile);

  /**
   * What to hold current rows against. Called once for many windows.
   *
   * @param reference the reference, with rows on which to judge
   */
  Yardstick against(Sample reference);
}
