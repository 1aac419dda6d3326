package dev.surprisal.profile.time;

/** How complete a window's labels are. */
public enum WindowStatus {
  /** No label has arrived. */
  OPEN,
  /** Some labels have arrived, and others are waited for. */
  PARTIAL,
  /** Every prediction that can have a label has one, or the others are not waited for any more. */
  FINAL;

  /**
   * The status by the labels.
   *
   * @param scored the valid predictions with a label
   * @param awaited those without one that is still waited for
   */
  public static WindowStatus of(long scored, long awaited) {
    if (scored == 0) {
      return OPEN;
    }
    return awaited > 0 ? PARTIAL : FINAL;
  }
}
