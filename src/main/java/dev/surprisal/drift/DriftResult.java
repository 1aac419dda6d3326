package dev.surprisal.drift;

import dev.surprisal.drift.attribution.Attribution;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.narrative.Verdict;
import java.util.List;

/**
 * All that the comparison with the reference came to.
 *
 * @param verdict what it came to as a whole
 * @param findings all comparisons, in this order: by version, set of dimensions, slice, comparison
 *     and column, and last by window, the whole current range first
 * @param attributions the change of the log loss by slice, by version and set of dimensions
 */
public record DriftResult(Verdict verdict, List<Finding> findings, List<Attribution> attributions) {

  /** Copies the lists. */
  public DriftResult {
    findings = List.copyOf(findings);
    attributions = List.copyOf(attributions);
  }
}
