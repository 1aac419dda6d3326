package dev.surprisal.drift.incident;

import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Family;
import dev.surprisal.drift.finding.Finding;
import org.jspecify.annotations.Nullable;

/**
 * What is checked, whatever the rows.
 *
 * @param kind what is compared
 * @param subject the column, or the figure that has a limit; null where it is neither
 */
public record Check(ComparisonKind kind, @Nullable String subject) {

  /** What a finding checks. */
  public static Check of(Finding finding) {
    return new Check(finding.comparison(), finding.subject());
  }

  Family family() {
    return kind.family();
  }

  /** Reads {@code column_numeric:pages}. */
  public String label() {
    return kind.label() + (subject == null ? "" : ":" + subject);
  }
}
