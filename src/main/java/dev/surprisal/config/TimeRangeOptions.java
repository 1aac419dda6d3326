package dev.surprisal.config;

import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.WindowLength;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The time from {@code --from} to {@code --to}, which need not lie in the configured ranges. */
public final class TimeRangeOptions {

  private TimeRangeOptions() {}

  /**
   * Reads the options.
   *
   * @param config the configuration, in whose time zone they are read
   * @param from a date or timestamp; null for the start of the earlier range
   * @param to a date or timestamp; null for the end of the later range
   * @throws ConfigException where they are none, or there are too many windows between them
   */
  public static TimeRange of(Config config, @Nullable String from, @Nullable String to) {
    List<Problem> problems = new ArrayList<>();
    boolean ofOneDataset = config.referenceDataset() == null;
    boolean referenceFirst = config.reference().from().isBefore(config.current().from());
    TimeRange first = ofOneDataset && referenceFirst ? config.reference() : config.current();
    TimeRange last = ofOneDataset && !referenceFirst ? config.reference() : config.current();
    Instant start = instant("--from", from, first.from(), config, problems);
    Instant end = instant("--to", to, last.to(), config, problems);
    requireEnds(config, start, end, problems);
    if (problems.isEmpty()) {
      check(config, start, end, problems);
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new TimeRange(start, end);
  }

  /**
   * Reads one option.
   *
   * @param option its name
   * @param text a date or timestamp
   * @param config the configuration, in whose time zone it is read
   * @throws ConfigException where it is none
   */
  public static Instant instant(String option, String text, Config config) {
    List<Problem> problems = new ArrayList<>();
    Instant instant = instant(option, text, TimeRange.BEGINNING, config, problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return instant;
  }

  private static Instant instant(
      String option,
      @Nullable String text,
      Instant otherwise,
      Config config,
      List<Problem> problems) {
    if (text == null) {
      return otherwise;
    }
    return Instants.parse(text.strip(), config.timeZone())
        .orElseGet(
            () -> {
              problems.add(
                  Problem.invalid(
                      SourceLocation.NONE,
                      option,
                      text,
                      "must be a date or timestamp, e.g. 2026-05-31"));
              return otherwise;
            });
  }

  /** Where the configuration leaves the current range open, both ends must be given. */
  private static void requireEnds(
      Config config, Instant start, Instant end, List<Problem> problems) {
    if (config.predictions().timestamp() == null) {
      problems.add(
          new Problem(SourceLocation.NONE, "--from and --to require predictions.timestamp"));
      return;
    }
    if (start.equals(TimeRange.BEGINNING)) {
      problems.add(
          Problem.missing(SourceLocation.NONE, "--from", "required if current.from is not set"));
    }
    if (end.equals(TimeRange.END)) {
      problems.add(
          Problem.missing(SourceLocation.NONE, "--to", "required if current.to is not set"));
    }
  }

  private static void check(Config config, Instant start, Instant end, List<Problem> problems) {
    if (!start.isBefore(end)) {
      problems.add(
          Problem.invalid(
              SourceLocation.NONE, "--to", end.toString(), "must be after --from, " + start));
      return;
    }
    long windows = Duration.between(start, end).dividedBy(config.window().estimatedDuration()) + 1;
    if (windows > WindowLength.MAX_WINDOWS) {
      problems.add(
          Problem.invalid(
              SourceLocation.NONE,
              "--to",
              end.toString(),
              "must be at most "
                  + WindowLength.MAX_WINDOWS
                  + " windows after --from, not about "
                  + windows));
    }
  }
}
