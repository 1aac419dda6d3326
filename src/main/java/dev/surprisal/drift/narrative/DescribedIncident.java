package dev.surprisal.drift.narrative;

import dev.surprisal.drift.incident.Acknowledgement;
import dev.surprisal.drift.incident.Incident;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incident in words.
 *
 * @param incident the incident
 * @param headline what broke, where, since when and whether it is still on, in one sentence
 * @param details how bad it is, what moved with it and what did not, a sentence each
 * @param acknowledgement what people said of it; null where they said nothing
 */
public record DescribedIncident(
    Incident incident,
    String headline,
    List<String> details,
    @Nullable Acknowledgement acknowledgement) {

  public DescribedIncident {
    details = List.copyOf(details);
  }

  /** One that people have said nothing of. */
  public DescribedIncident(Incident incident, String headline, List<String> details) {
    this(incident, headline, details, null);
  }

  /** The same, which people know of. */
  public DescribedIncident acknowledged(@Nullable Acknowledgement known) {
    return new DescribedIncident(incident, headline, details, known);
  }

  /** Whether it is on and nobody has said that it may wait: what the verdict follows. */
  public boolean isOpen() {
    return incident.time().isOngoing() && acknowledgement == null;
  }

  /** All of it. */
  public String sentence() {
    return headline + " " + String.join(" ", details);
  }
}
