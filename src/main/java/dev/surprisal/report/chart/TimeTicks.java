package dev.surprisal.report.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A horizontal axis of time, UTC: ticks at round hours, days, months or years. */
final class TimeTicks {

  /** One tick. */
  record Tick(Instant at, String label) {}

  /** A distance of ticks: so many of a unit, which about takes so long. */
  private record Step(int count, ChronoUnit unit, Duration length) {

    static Step of(int count, ChronoUnit unit) {
      return new Step(count, unit, unit.getDuration().multipliedBy(count));
    }
  }

  /** A locale's names may change with the Java that is used. */
  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  private static final List<Step> STEPS =
      List.of(
          Step.of(1, ChronoUnit.HOURS),
          Step.of(3, ChronoUnit.HOURS),
          Step.of(6, ChronoUnit.HOURS),
          Step.of(12, ChronoUnit.HOURS),
          Step.of(1, ChronoUnit.DAYS),
          Step.of(2, ChronoUnit.DAYS),
          Step.of(7, ChronoUnit.DAYS),
          Step.of(14, ChronoUnit.DAYS),
          Step.of(1, ChronoUnit.MONTHS),
          Step.of(2, ChronoUnit.MONTHS),
          Step.of(3, ChronoUnit.MONTHS),
          Step.of(6, ChronoUnit.MONTHS),
          Step.of(1, ChronoUnit.YEARS),
          Step.of(2, ChronoUnit.YEARS),
          Step.of(5, ChronoUnit.YEARS),
          Step.of(10, ChronoUnit.YEARS),
          Step.of(100, ChronoUnit.YEARS));

  private TimeTicks() {}

  /**
   * The ticks of a stretch of time.
   *
   * @param from its start
   * @param to its end
   * @param most how many, at most
   */
  static List<Tick> of(Instant from, Instant to, int most) {
    Duration length = Duration.between(from, to);
    Step step =
        STEPS.stream()
            .filter(it -> length.dividedBy(most).compareTo(it.length()) <= 0)
            .findFirst()
            .orElse(STEPS.get(STEPS.size() - 1));
    List<Tick> ticks = new ArrayList<>();
    LocalDateTime end = LocalDateTime.ofInstant(to, ZoneOffset.UTC);
    LocalDateTime at = first(LocalDateTime.ofInstant(from, ZoneOffset.UTC), step);
    LocalDateTime before = null;
    while (!at.isAfter(end)) {
      ticks.add(new Tick(at.toInstant(ZoneOffset.UTC), label(at, before, step.unit())));
      before = at;
      at = at.plus(step.count(), step.unit());
    }
    return ticks;
  }

  private static LocalDateTime first(LocalDateTime from, Step step) {
    LocalDateTime at =
        switch (step.unit()) {
          case HOURS -> from.truncatedTo(ChronoUnit.DAYS);
          case DAYS -> from.truncatedTo(ChronoUnit.DAYS);
          case MONTHS -> from.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1);
          default ->
              from.truncatedTo(ChronoUnit.DAYS)
                  .withDayOfYear(1)
                  .withYear(Math.floorDiv(from.getYear(), step.count()) * step.count());
        };
    while (at.isBefore(from)) {
      at = at.plus(step.count(), step.unit());
    }
    return at;
  }

  private static String label(LocalDateTime at, @Nullable LocalDateTime before, ChronoUnit unit) {
    String year = before == null || before.getYear() != at.getYear() ? " " + at.getYear() : "";
    return switch (unit) {
      case HOURS ->
          before == null || !before.toLocalDate().equals(at.toLocalDate())
              ? day(at)
              : at.toLocalTime().toString();
      case DAYS -> day(at) + year;
      case MONTHS -> month(at) + year;
      default -> "" + at.getYear();
    };
  }

  private static String day(LocalDateTime at) {
    return at.getDayOfMonth() + " " + month(at);
  }

  private static String month(LocalDateTime at) {
    return MONTHS.get(at.getMonthValue() - 1);
  }
}
