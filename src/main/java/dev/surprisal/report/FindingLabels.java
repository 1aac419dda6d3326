package dev.surprisal.report;

import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.InsufficientWindows;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.drift.limit.LimitedFigure;
import dev.surprisal.format.Figures;
import dev.surprisal.format.Phrases;
import dev.surprisal.format.Times;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.time.TimeRange;
import org.jspecify.annotations.Nullable;

/** What the parts of a finding are called on the page and in the terminal. */
public final class FindingLabels {

  private FindingLabels() {}

  /** The window of a finding, or what the whole range is called. */
  public static String span(Finding finding, String whole) {
    TimeRange window = finding.window();
    if (window == null) {
      return whole;
    }
    InsufficientWindows folded = finding.folded();
    String windows =
        folded == null
            ? ""
            : Figures.count(folded.count()) + " of " + Figures.count(folded.of()) + " windows, ";
    String sliding = finding.span() == Span.SLIDING_WINDOW ? " (sliding)" : "";
    return windows + Times.range(window) + sliding;
  }

  public static String version(@Nullable String version) {
    return version == null ? "(no version)" : version;
  }

  /**
   * What a finding compares: {@code log loss}, {@code column distribution of pages}, {@code limit
   * (min) of accuracy}.
   */
  public static String check(Finding finding) {
    if (finding.comparison().isLimit()) {
      String bound = finding.comparison() == ComparisonKind.LIMIT_MIN ? "min" : "max";
      return "limit (" + bound + ") of " + LimitedFigure.words(String.valueOf(finding.subject()));
    }
    String words = Phrases.words(finding.comparison().label());
    return finding.subject() == null ? words : words + " of " + finding.subject();
  }

  /** An effect, which bears its sign where it is a change. */
  public static String effect(Finding finding, @Nullable Double effect) {
    return finding.comparison().isLimit() ? Figures.amount(effect) : Figures.change(effect);
  }

  /** An effect with its unit; a ratio has none. */
  public static String effectInUnit(Finding finding) {
    String effect = effect(finding, finding.effect());
    boolean named = finding.effect() != null && !finding.unit().equals("ratio");
    return named ? effect + " " + finding.unit() : effect;
  }

  /** The ends of an interval. */
  public static String interval(ConfidenceInterval interval) {
    return Figures.interval(interval.lower(), interval.upper());
  }
}
