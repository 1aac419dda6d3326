package dev.surprisal.job;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Names runs so that their names sort by time and two runs of the same second differ. */
final class RunId {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private RunId() {}

  /** Whether a run is dated before another, in whole seconds. */
  static boolean isDatedBefore(String run, String other) {
    return second(run).compareTo(second(other)) < 0;
  }

  private static String second(String run) {
    return run.substring(0, Math.max(0, run.lastIndexOf('-')));
  }

  static String at(Instant start) {
    return SECONDS.format(start)
        + String.format(Locale.ROOT, "-%04x", new SecureRandom().nextInt(1 << 16));
  }
}
