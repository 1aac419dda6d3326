package dev.surprisal.drift;

import dev.surprisal.drift.attribution.Attribution;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.narrative.DescribedIncident;
import dev.surprisal.drift.narrative.Verdict;
import java.util.List;

/**
 * All that the comparison with the reference came to.
 *
 * @param verdict what it came to as a whole
 * @param findings all comparisons, in this order: by version, set of dimensions, slice, comparison
 *     and column, and last by window, the whole current range first
 * @param incidents what those that alert are evidence of, ongoing ones first
 * @param outside how many findings that alert belong to no incident
 * @param attributions the change of the log loss by slice, by version and set of dimensions
 */
public record DriftResult(
    Verdict verdict,
    List<Finding> findings,
    List<DescribedIncident> incidents,
    int outside,
    List<Attribution> attributions) {

  /** Copies the lists. */
  public DriftResult {
    findings = List.copyOf(findings);
    incidents = List.copyOf(incidents);
    attributions = List.copyOf(attributions);
  }
}
