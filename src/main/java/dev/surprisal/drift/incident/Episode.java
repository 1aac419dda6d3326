package dev.surprisal.drift.incident;

import dev.surprisal.drift.finding.Finding;
import dev.surprisal.profile.cube.Slice;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch in which one series alerts, with at most two quiet judged windows in between.
 *
 * @param version the model's version, or null where the model has none
 * @param slice the rows
 * @param check what is checked
 * @param alerts its findings that alert, those of windows first
 * @param first the index of the first window that alerts; −1 of one that no window shows by itself
 * @param last the index of the last one; −1 likewise
 * @param windows how many windows alert
 * @param isOngoing whether one of the last two judged windows alerts
 */
public record Episode(
    @Nullable String version,
    Slice slice,
    Check check,
    List<Finding> alerts,
    int first,
    int last,
    int windows,
    boolean isOngoing) {

  public Episode {
    alerts = List.copyOf(alerts);
  }

  /** Whether only the whole range shows it, and no window by itself. */
  public boolean isGradual() {
    return first < 0;
  }

  /** The windows from its first to its last; all of them where it is gradual. */
  BitSet extent(int all) {
    BitSet extent = new BitSet(all);
    extent.set(isGradual() ? 0 : first, isGradual() ? all : last + 1);
    return extent;
  }
}
