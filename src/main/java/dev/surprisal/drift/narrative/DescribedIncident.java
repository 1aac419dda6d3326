package dev.surprisal.drift.narrative;

import dev.surprisal.drift.incident.Incident;
import java.util.List;

/**
 * An incident in words.
 *
 * @param incident the incident
 * @param headline what broke, where, since when and whether it is still on, in one sentence
 * @param details how bad it is, what moved with it and what did not, a sentence each
 */
public record DescribedIncident(Incident incident, String headline, List<String> details) {

  public DescribedIncident {
    details = List.copyOf(details);
  }

  /** All of it. */
  public String sentence() {
    return headline + " " + String.join(" ", details);
  }
}
