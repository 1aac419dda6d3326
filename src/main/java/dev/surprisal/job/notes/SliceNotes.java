package dev.surprisal.job.notes;

import dev.surprisal.format.Figures;
import dev.surprisal.profile.cube.OtherSlices;
import java.util.List;

/** Reports sets of dimensions of which not every slice is reported. */
public final class SliceNotes {

  private SliceNotes() {}

  /**
   * Makes the notes.
   *
   * @param others the sets
   * @param limit the slices of a set that are kept apart
   */
  public static List<String> of(List<OtherSlices> others, int limit) {
    return others.stream().map(it -> note(it, limit)).toList();
  }

  private static String note(OtherSlices it, int limit) {
    return "Slices by "
        + String.join(" x ", it.dimensions())
        + ": "
        + Figures.count(it.shown())
        + " reported individually; the rest, up to "
        + Figures.count(it.most())
        + " per window and version ("
        + Figures.count(it.rows())
        + " of "
        + Figures.count(it.total())
        + " rows), are merged into slice other (limits.slices is "
        + Figures.count(limit)
        + ").";
  }
}
