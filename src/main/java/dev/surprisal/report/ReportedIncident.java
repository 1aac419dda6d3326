package dev.surprisal.report;

import dev.surprisal.drift.incident.Incident;
import dev.surprisal.drift.narrative.DescribedIncident;
import dev.surprisal.profile.time.TimeRange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * An incident as a report tells of it.
 *
 * @param id names it in every report that has it
 * @param described what it is, in figures and in words
 */
public record ReportedIncident(String id, DescribedIncident described) {

  /** Digits of an id: among a thousand incidents of a model two alike are one in 10⁸. */
  private static final int DIGITS = 12;

  /**
   * An incident of a model. Its id is that of the next run, too, as long as the model, the kind,
   * the versions, the place and the first window are the same.
   */
  public static ReportedIncident of(String model, DescribedIncident described) {
    Incident incident = described.incident();
    TimeRange since = incident.time().since();
    List<String> parts =
        List.of(
            model,
            incident.kind().label(),
            incident.versions().toString(),
            incident.slice().dimensions().toString(),
            incident.slice().values().toString(),
            since == null ? "" : since.from().toString());
    return new ReportedIncident(hash(String.join("\n", parts)), described);
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The incident itself. */
  public Incident incident() {
    return described.incident();
  }

  /** Whether it is still on. */
  public boolean isOngoing() {
    return incident().time().isOngoing();
  }
}
