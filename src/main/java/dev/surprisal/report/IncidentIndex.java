package dev.surprisal.report;

import dev.surprisal.drift.finding.Finding;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which incident each finding of a report is evidence or an echo of; two findings may be equal. */
public final class IncidentIndex {

  private final Map<Finding, String> ids = new IdentityHashMap<>();

  /** Looks at the incidents of a report. */
  public IncidentIndex(Report report) {
    for (ReportedIncident incident : report.incidents()) {
      incident.incident().evidence().forEach(finding -> ids.put(finding, incident.id()));
      incident.incident().echoes().forEach(finding -> ids.put(finding, incident.id()));
    }
  }

  /** The id of a finding's incident, or null where it belongs to none. */
  public @Nullable String id(Finding finding) {
    return ids.get(finding);
  }
}
