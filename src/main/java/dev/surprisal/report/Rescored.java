package dev.surprisal.report;

import dev.surprisal.format.Figures;
import java.util.List;

/**
 * What became of the windows that the report before told of.
 *
 * @param previous the identifier of that report's run
 * @param changes the windows profiled anew since then and not the same, by time and version
 */
public record Rescored(String previous, List<Change> changes) {

  /** Copies the changes. */
  public Rescored {
    changes = List.copyOf(changes);
  }

  /**
   * One window of one version.
   *
   * @param before what the report before told
   * @param after what this one tells
   */
  public record Change(WindowFigure before, WindowFigure after) {

    /** By how much the log loss moved, in nats; 0 where one of the two does not exist. */
    public double size() {
      Double moved = Figures.difference(before.logLoss(), after.logLoss());
      return moved == null ? 0 : Math.abs(moved);
    }
  }
}
