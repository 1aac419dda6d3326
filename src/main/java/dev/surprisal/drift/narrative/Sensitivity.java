package dev.surprisal.drift.narrative;

import dev.surprisal.drift.comparison.Dispersion;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.ComparisonKind.Alarm;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.MeasureKey;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.format.Figures;
import dev.surprisal.format.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What could have been found in a version, so that {@link FindingState#OK} never stands for "could
 * not have known".
 *
 * <p>Of each comparison of all rows the least effect is known that would alert by itself, with
 * these rows and windows. People care about a tenth of a nat of log loss and five points of
 * accuracy. Where a smaller change could alert, nothing is said; where neither would alert five
 * times as large, nothing is known of the model.
 */
final class Sensitivity {

  private static final double NOTABLE_LOSS = 0.1;
  private static final double NOTABLE_SHARE = 0.05;
  private static final double GROSS = 5;

  private final List<Finding> ranges;
  private final double nats;

  /**
   * Takes the findings of a version on all of its rows.
   *
   * @param ofAllRows the findings
   * @param nats the length of a nat in the findings' unit
   */
  Sensitivity(List<Finding> ofAllRows, double nats) {
    this.ranges =
        ofAllRows.stream()
            .filter(
                f ->
                    f.span() == Span.RANGE
                        && f.measures().containsKey(MeasureKey.LEAST_ALERTING_EFFECT))
            .toList();
    this.nats = nats;
  }

  /** Whether neither a gross rise of the log loss nor a gross fall of accuracy could be found. */
  boolean isBlind() {
    List<Finding> performance =
        ranges.stream().filter(f -> f.comparison().isPerformance()).toList();
    return !performance.isEmpty() && performance.stream().allMatch(f -> relative(f) > GROSS);
  }

  /** What could not have been found, and what the reference has too few windows to tell. */
  Optional<String> sentence() {
    List<String> sentences = new ArrayList<>();
    unseen().ifPresent(sentences::add);
    fewWindows().ifPresent(sentences::add);
    return sentences.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", sentences));
  }

  private Optional<String> unseen() {
    List<String> changes =
        ranges.stream()
            .filter(f -> f.comparison().isPerformance() && relative(f) > 1)
            .map(Sensitivity::change)
            .toList();
    return changes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "With " + windows(ranges.get(0)) + ", " + Phrases.list(changes) + " cannot alert.");
  }

  private static String change(Finding finding) {
    double least = least(finding);
    ComparisonKind kind = finding.comparison();
    return kind.words()
        + (kind.alarm() == Alarm.ON_RISE ? " increases below " : " drops below ")
        + (kind.isInformation()
            ? Figures.amount(least) + " " + finding.unit()
            : Figures.points(least));
  }

  private static String windows(Finding finding) {
    int windows = windowsOf(finding);
    return Figures.count(windows, "reference window")
        + (windows == 0
            ? ""
            : " of about " + Figures.rounded(finding.referenceRows() / windows) + " rows");
  }

  private Optional<String> fewWindows() {
    return ranges.stream()
        .filter(f -> windowsOf(f) < Dispersion.MIN_WINDOWS)
        .findFirst()
        .map(
            f ->
                "The reference has "
                    + Figures.count(windowsOf(f), "window")
                    + "; at least "
                    + Dispersion.MIN_WINDOWS
                    + " are needed to estimate between-window variance. p-values and intervals"
                    + " reflect sampling noise only, and column shifts are capped at a warning.");
  }

  private double relative(Finding finding) {
    boolean isInformation = finding.comparison().isInformation();
    return least(finding) / (isInformation ? NOTABLE_LOSS * nats : NOTABLE_SHARE);
  }

  private static double least(Finding finding) {
    return Objects.requireNonNull(finding.measures().get(MeasureKey.LEAST_ALERTING_EFFECT));
  }

  private static int windowsOf(Finding finding) {
    return Objects.requireNonNull(finding.measures().get(MeasureKey.REFERENCE_WINDOWS)).intValue();
  }
}
