package dev.surprisal.profile;

/** How complete a window's labels are. */
public enum WindowStatus {
  /** No label has arrived. */
  OPEN,
  /** Some labels have arrived. */
  PARTIAL,
  /** Every prediction that can have a label has one. */
  FINAL
}
