package dev.surprisal.drift.incident;

import dev.surprisal.drift.comparison.ComparisonSet;
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.history.VersionHistory;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.cube.Cube;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The incidents of a run: what its findings that alert are evidence of.
 *
 * @param incidents the incidents, ongoing before recovered, the most severe kind first
 * @param outside the findings that alert and belong to none
 */
public record Incidents(List<Incident> incidents, List<Finding> outside) {

  /** None. */
  public static final Incidents NONE = new Incidents(List.of(), List.of());

  public Incidents {
    incidents = List.copyOf(incidents);
    outside = List.copyOf(outside);
  }

  /** Those that are still on. */
  public List<Incident> ongoing() {
    return incidents.stream().filter(it -> it.time().isOngoing()).toList();
  }

  /**
   * Finds them.
   *
   * @param policy what was judged by
   * @param unit the report's unit of information
   * @param comparisons all comparisons
   * @param cube all profiles
   * @param histories what the windows of each version show together
   * @param findings all findings
   */
  public static Incidents of(
      DriftPolicy policy,
      InformationUnit unit,
      ComparisonSet comparisons,
      Cube cube,
      Map<@Nullable String, VersionHistory> histories,
      List<Finding> findings) {
    Episodes episodes = Episodes.of(findings);
    if (episodes.all().isEmpty()) {
      return new Incidents(List.of(), episodes.strays());
    }
    Effects effects = new Effects(policy, comparisons, cube, episodes.windows());
    Causes causes = new Causes(episodes, effects, findings);
    IncidentBuilder builder =
        new IncidentBuilder(
            episodes.windows(), effects, new Shifts(comparisons, unit), histories, findings);
    List<Incident> incidents = causes.find().stream().map(builder::incident).sorted(ORDER).toList();
    return new Incidents(incidents, causes.outside());
  }

  private static final Comparator<Incident> ORDER =
      Comparator.comparing((Incident it) -> !it.time().isOngoing())
          .thenComparing(Comparator.comparing(Incident::kind).reversed())
          .thenComparing(Comparator.comparingInt(Incident::alerts).reversed())
          .thenComparing(Incident::slice)
          .thenComparing(it -> it.versions().toString())
          .thenComparing(it -> it.evidence().toString());
}
