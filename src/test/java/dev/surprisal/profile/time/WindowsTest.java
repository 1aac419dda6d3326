package dev.surprisal.profile.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the clocks of a place have shown is as the tz database has it. */
class WindowsTest {

  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  private static Instant at(String instant) {
    return Instant.parse(instant);
  }

  private static TimeRange range(String from, String to) {
    return new TimeRange(at(from), at(to));
  }

  /** From a date to another, both as the clocks of a zone show them. */
  private static TimeRange dates(String from, String to, ZoneId zone) {
    return new TimeRange(
        LocalDate.parse(from).atStartOfDay(zone).toInstant(),
        LocalDate.parse(to).atStartOfDay(zone).toInstant());
  }

  /** The windows of a current range, with a reference long before. */
  private static List<TimeRange> windows(TimeRange current, WindowLength length) {
    TimeRange reference = range("1950-01-01T00:00:00Z", "1950-01-01T00:01:00Z");
    List<TimeRange> all = new Windows(reference, current, length, 0).all();
    return all.subList(1, all.size());
  }

  private static List<Long> hours(List<TimeRange> windows) {
    return windows.stream().map(it -> Duration.between(it.from(), it.to()).toHours()).toList();
  }

  private static List<Long> days(List<TimeRange> windows) {
    return windows.stream().map(it -> Duration.between(it.from(), it.to()).toDays()).toList();
  }

  @Test
  void aFixedLengthIsCountedFromTheFirstInstantOf1970() {
    // 1970-01-01 was a Thursday, and 1997-05-01 is, 9,982 days later, a multiple of 7.
    assertThat(windows(range("1997-05-02T00:00:00Z", "1997-05-09T00:00:00Z"), length("7 days")))
        .containsExactly(
            range("1997-05-01T00:00:00Z", "1997-05-08T00:00:00Z"),
            range("1997-05-08T00:00:00Z", "1997-05-15T00:00:00Z"));
  }

  private static WindowLength length(String text) {
    return WindowLengths.parse(text, PARIS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7 days", "24 hours", "2 weeks", "90 minutes", "1 minute"})
  void aFixedLengthDoesNotHeedTheZone(String text) {
    assertThat(WindowLengths.parse(text, PARIS)).isEqualTo(WindowLengths.parse(text));
    assertThat(WindowLengths.parse(text)).isInstanceOf(FixedLength.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1 hour, HOUR, 1",
    "1 day, DAY, 1",
    "1 Week, WEEK, 1",
    "1 month, MONTH, 1",
    "3 MONTHS, MONTH, 3",
    "1 year, MONTH, 12",
    "2 Years, MONTH, 24"
  })
  void oneOfAUnitAndAnyNumberOfMonthsAreOfTheCalendar(
      String text, CalendarLength.Unit unit, int count) {
    assertThat(WindowLengths.parse(text, PARIS)).isEqualTo(new CalendarLength(count, unit, PARIS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 days", "day", "1 decade", "-1 day", "1.5 days", "1234567 days", ""})
  void refusesWhatIsNoLength(String text) {
    assertThatThrownBy(() -> WindowLengths.parse(text))
        .hasMessage(
            "Invalid window: "
                + text
                + " (must be a positive number and a unit: minutes, hours, days, weeks, months or"
                + " years, e.g. 7 days)");
  }

  @Test
  void aDayHas23Hours25HoursOr24() {
    assertThat(hours(windows(dates("2026-03-28", "2026-03-31", PARIS), length("1 day"))))
        .containsExactly(24L, 23L, 24L);
    assertThat(hours(windows(dates("2026-10-24", "2026-10-27", PARIS), length("1 day"))))
        .containsExactly(24L, 25L, 24L);
    assertThat(windows(dates("2026-03-29", "2026-03-30", PARIS), length("1 day")))
        .containsExactly(range("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"));
  }

  @Test
  void anHourThatIsShownTwiceIsTwoWindows() {
    // 02:00 to 03:00 on the clock, in summer time and then in winter time.
    assertThat(windows(range("2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z"), length("1 hour")))
        .containsExactly(
            range("2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z"),
            range("2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z"));
    assertThat(windows(dates("2026-10-25", "2026-10-26", PARIS), length("1 hour"))).hasSize(25);
    assertThat(windows(dates("2026-03-29", "2026-03-30", PARIS), length("1 hour"))).hasSize(23);
  }

  @Test
  void anHourIsThatOfTheClockWhereItsOffsetIsNoFullHour() {
    assertThat(
            windows(
                range("2026-05-04T06:45:00Z", "2026-05-04T06:46:00Z"),
                WindowLengths.parse("1 hour", ZoneId.of("Asia/Kolkata"))))
        .containsExactly(range("2026-05-04T06:30:00Z", "2026-05-04T07:30:00Z"));
  }

  @Test
  void anHourEndsWhereTheClockIsSetByHalfAnHour() {
    // Lord Howe Island: at 2026-04-04T15:00Z from 02:00 back to 01:30, at 15:30Z from 02:00 on
    // 4 October on to 02:30.
    WindowLength hour = WindowLengths.parse("1 hour", ZoneId.of("Australia/Lord_Howe"));
    assertThat(windows(range("2026-04-04T14:00:00Z", "2026-04-04T16:00:00Z"), hour))
        .containsExactly(
            range("2026-04-04T14:00:00Z", "2026-04-04T15:00:00Z"),
            range("2026-04-04T15:00:00Z", "2026-04-04T15:30:00Z"),
            range("2026-04-04T15:30:00Z", "2026-04-04T16:30:00Z"));
    assertThat(windows(range("2026-10-03T15:00:00Z", "2026-10-03T16:30:00Z"), hour))
        .containsExactly(
            range("2026-10-03T14:30:00Z", "2026-10-03T15:30:00Z"),
            range("2026-10-03T15:30:00Z", "2026-10-03T16:00:00Z"),
            range("2026-10-03T16:00:00Z", "2026-10-03T17:00:00Z"));
  }

  @Test
  void aDayBeginsAtOneWhereTheClockSkipsMidnight() {
    // São Paulo, 4 November 2018: 00:00 became 01:00.
    WindowLength day = WindowLengths.parse("1 day", ZoneId.of("America/Sao_Paulo"));
    assertThat(windows(range("2018-11-03T03:00:00Z", "2018-11-05T02:00:00Z"), day))
        .containsExactly(
            range("2018-11-03T03:00:00Z", "2018-11-04T03:00:00Z"),
            range("2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z"));
  }

  @Test
  void aDayThatTheClockGoesBackIntoAfterMidnightIsOver() {
    // St John's, 7 November 2010: 00:01 became 23:01 of the day before.
    WindowLength day = WindowLengths.parse("1 day", ZoneId.of("America/St_Johns"));
    List<TimeRange> windows = windows(range("2010-11-06T03:00:00Z", "2010-11-08T03:00:00Z"), day);
    assertThat(windows)
        .containsExactly(
            range("2010-11-06T02:30:00Z", "2010-11-07T02:30:00Z"),
            range("2010-11-07T02:30:00Z", "2010-11-08T03:30:00Z"));
    // 02:45Z is 23:15 of 6 November once more.
    assertThat(day.startOf(at("2010-11-07T02:45:00Z"))).isEqualTo(at("2010-11-07T02:30:00Z"));
    assertThat(day.endOf(at("2010-11-07T02:45:00Z"))).isEqualTo(at("2010-11-08T03:30:00Z"));
  }

  @Test
  void aDateThatNoClockShowedIsNoWindow() {
    // Samoa went from 29 to 31 December 2011.
    WindowLength day = WindowLengths.parse("1 day", ZoneId.of("Pacific/Apia"));
    assertThat(windows(range("2011-12-29T10:00:00Z", "2011-12-31T10:00:00Z"), day))
        .containsExactly(
            range("2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z"),
            range("2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z"));
  }

  @Test
  void aWeekBeginsOnMondayAlsoAcrossTheYear() {
    // 29 December 2025 is the Monday of week 1 of 2026.
    assertThat(windows(range("2026-01-01T00:00:00Z", "2026-01-06T00:00:00Z"), utc("1 week")))
        .containsExactly(
            range("2025-12-29T00:00:00Z", "2026-01-05T00:00:00Z"),
            range("2026-01-05T00:00:00Z", "2026-01-12T00:00:00Z"));
    assertThat(hours(windows(dates("2026-03-23", "2026-03-30", PARIS), length("1 week"))))
        .containsExactly(7 * 24 - 1L);
  }

  private static WindowLength utc(String text) {
    return WindowLengths.parse(text);
  }

  @Test
  void aMonthIsAsLongAsItIs() {
    assertThat(days(windows(range("2024-01-15T00:00:00Z", "2024-05-01T00:00:00Z"), utc("1 month"))))
        .containsExactly(31L, 29L, 31L, 30L);
    assertThat(windows(dates("2026-03-01", "2026-04-01", PARIS), length("1 month")))
        .containsExactly(range("2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z"));
  }

  @Test
  void threeMonthsAreAQuarterAlsoBefore1970() {
    assertThat(windows(range("2026-05-04T00:00:00Z", "2026-07-02T00:00:00Z"), utc("3 months")))
        .containsExactly(
            range("2026-04-01T00:00:00Z", "2026-07-01T00:00:00Z"),
            range("2026-07-01T00:00:00Z", "2026-10-01T00:00:00Z"));
    assertThat(utc("3 months").startOf(at("1969-12-31T23:59:59Z")))
        .isEqualTo(at("1969-10-01T00:00:00Z"));
  }

  private static Collection<ZoneId> zonesOfDifferentClocks() {
    Map<ZoneRules, ZoneId> zones = new HashMap<>();
    for (String id : ZoneId.getAvailableZoneIds()) {
      zones.putIfAbsent(ZoneId.of(id).getRules(), ZoneId.of(id));
    }
    return zones.values();
  }

  /** In years in which many zones set their clocks. */
  @ParameterizedTest
  @ValueSource(strings = {"1 hour", "1 day", "1 week", "1 month", "12 hours"})
  void windowsFollowEachOtherInEveryZone(String text) {
    TimeRange years =
        text.endsWith("hour")
            ? range("2011-10-25T00:00:00Z", "2011-11-10T00:00:00Z")
            : range("2006-01-01T00:00:00Z", "2013-01-01T00:00:00Z");
    for (ZoneId zone : zonesOfDifferentClocks()) {
      WindowLength length = WindowLengths.parse(text, zone);
      List<TimeRange> windows = windows(years, length);
      Instant from = windows.get(0).from();
      for (TimeRange window : windows) {
        Instant last = window.to().minusNanos(1);
        // Compared without AssertJ, which takes its time over a million windows.
        if (!window.from().equals(from)
            || !length.startOf(last).equals(from)
            || !length.endOf(last).equals(window.to())) {
          fail(zone + ": " + window + ", whose last instant is in a window from " + from);
        }
        from = window.to();
      }
    }
  }

  @Test
  void aDateIsOneWindowAndItsHoursToo() {
    TimeRange paris = dates("2026-03-01", "2026-11-01", PARIS);
    assertThat(windows(paris, length("1 day"))).hasSize(245);
    assertThat(windows(paris, length("1 hour"))).hasSize(245 * 24);
  }

  @Test
  void sharedWindowsAreCutBetweenTheRanges() {
    Windows windows =
        new Windows(
            dates("2026-01-01", "2026-03-10", PARIS),
            dates("2026-03-10", "2026-04-01", PARIS),
            length("1 month"),
            0);
    assertThat(windows.all()).hasSize(4);
    assertThat(windows.reference().to()).isEqualTo(at("2026-03-09T23:00:00Z"));
    assertThat(windows.all().get(3))
        .isEqualTo(range("2026-03-09T23:00:00Z", "2026-03-31T22:00:00Z"));
  }

  @Test
  void tellsTheLengthThatMakesTooManyWindows() {
    assertThatThrownBy(
            () -> windows(range("2000-01-01T00:00:00Z", "2003-01-01T00:00:00Z"), length("1 hour")))
        .hasMessageStartingWith(
            "Invalid window: 1 hour (must cut the ranges into at most 20000 windows, not 26307)");
  }

  @Test
  void slidingWindowsEndWithEachWindowAndStayInTheirRange() {
    Windows windows =
        new Windows(
            dates("2026-03-25", "2026-03-28", PARIS),
            dates("2026-03-28", "2026-04-01", PARIS),
            length("1 day"),
            3);
    assertThat(windows.sliding())
        .containsExactly(
            dates("2026-03-25", "2026-03-28", PARIS),
            dates("2026-03-28", "2026-03-31", PARIS),
            dates("2026-03-29", "2026-04-01", PARIS));
    assertThat(hours(windows.sliding())).containsExactly(72L, 71L, 71L);
  }

  @Test
  void thereAreNoSlidingWindowsWhereNoneAreAskedForOrFit() {
    TimeRange reference = dates("2026-03-25", "2026-03-28", PARIS);
    TimeRange current = dates("2026-03-28", "2026-04-01", PARIS);
    assertThat(new Windows(reference, current, length("1 day"), 0).sliding()).isEmpty();
    assertThat(new Windows(reference, current, length("1 day"), 5).sliding()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1 day, 28 days, 28",
    "1 day, 4 weeks, 28",
    "1 day, 48 hours, 2",
    "1 hour, 1 day, 24",
    "7 days, 4 weeks, 4",
    "1 week, 4 weeks, 4",
    "1 month, 12 months, 12",
    "3 months, 12 months, 4",
    "1 day, 36 hours, -1",
    "1 day, 1 month, -1",
    "1 month, 90 days, -1",
    "7 days, 10 days, -1"
  })
  void tellsHowManyWindowsAddUpToALength(String window, String longer, int windows) {
    assertThat(length(window).windowsIn(length(longer)))
        .isEqualTo(windows < 0 ? OptionalInt.empty() : OptionalInt.of(windows));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 hour",
        "1 day",
        "1 week",
        "1 month",
        "3 months",
        "7 days",
        "12 hours",
        "30 minutes"
      })
  void readsAsItIsWritten(String text) {
    assertThat(length(text)).hasToString(text);
  }

  @Test
  void rangesOfTwoDatasetsMayShareTheirTime() {
    TimeRange day =
        new TimeRange(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-02T00:00:00Z"));
    TimeRange reference = day.onSide(TimeRange.Side.REFERENCE);

    Windows windows = new Windows(reference, day, WindowLengths.parse("12 hours"), 2);

    assertThat(windows.all()).hasSize(4);
    assertThat(windows.onSide(TimeRange.Side.REFERENCE).all())
        .isEqualTo(windows.all().subList(0, 2))
        .allMatch(windows::isReference);
    assertThat(windows.onSide(TimeRange.Side.PREDICTIONS).all())
        .isEqualTo(windows.all().subList(2, 4))
        .noneMatch(windows::isReference);
    assertThat(windows.sliding()).containsExactly(reference, day);
  }

  @Test
  void allRowsWithoutATimeAreOneWindowWhateverItsLength() {
    TimeRange reference = TimeRange.always(TimeRange.Side.REFERENCE);
    TimeRange current = TimeRange.always(TimeRange.Side.PREDICTIONS);

    Windows windows = new Windows(reference, current, WindowLengths.parse("1 minute"), 0);

    assertThat(windows.all()).containsExactly(reference, current);
    assertThat(windows.isReference(reference)).isTrue();
    assertThat(windows.isReference(current)).isFalse();
  }
}
