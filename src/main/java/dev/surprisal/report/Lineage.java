package dev.surprisal.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands among the runs of an output.
 *
 * @param position its rows
 * @param base the run that its incidents are compared with: the last one on earlier rows; null
 *     where there is none
 * @param gone the incidents of that run that this one does not have
 */
public record Lineage(
    KnownRun.Position position, @Nullable KnownRun base, List<KnownIncident> gone) {

  public Lineage {
    gone = List.copyOf(gone);
  }
}
