package dev.surprisal.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.dataset.inspect.Extent;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the time of the predictions is cut. */
class RangeInferenceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Sixty days: days, thirty to either side.
        "2026-04-01T00:00:00Z|2026-05-30T23:59:59Z|200000|1 day"
            + "|{from: 2026-04-01, to: 2026-05-01}|{from: 2026-05-01, to: 2026-05-31}",
        // Eight days: 192 hours of two rows each are none to compare, and a week is too long.
        "2026-01-01T00:00:00Z|2026-01-08T23:00:00Z|400|1 day"
            + "|{from: 2026-01-01, to: 2026-01-05}|{from: 2026-01-05, to: 2026-01-09}",
        // The same with many rows: hours.
        "2026-01-01T00:00:00Z|2026-01-08T23:00:00Z|4000000|1 hour"
            + "|{from: 2026-01-01, to: 2026-01-05}|{from: 2026-01-05, to: 2026-01-09}",
        // Two years: weeks, from Monday, 2 December 1996, on.
        "1996-12-02T00:00:00Z|1998-11-29T23:30:00Z|70000|1 week"
            + "|{from: 1996-12-02, to: 1997-12-01}|{from: 1997-12-01, to: 1998-11-30}",
        // Five years: months.
        "2021-01-01T00:00:00Z|2025-12-31T23:30:00Z|70000|1 month"
            + "|{from: 2021-01-01, to: 2023-07-01}|{from: 2023-07-01, to: 2026-01-01}",
        // Four minutes, in parts of a day.
        "2026-01-01T10:00:00Z|2026-01-01T10:03:30Z|70000|1 minute"
            + "|{from: 2026-01-01T10:00:00, to: 2026-01-01T10:02:00}"
            + "|{from: 2026-01-01T10:02:00, to: 2026-01-01T10:04:00}",
        // All at once.
        "2026-01-01T10:00:00Z|2026-01-01T10:00:00Z|70000|1 day"
            + "|{from: TODO, to: TODO}|{from: TODO, to: TODO}",
        // A stray timestamp says nothing of a history.
        "2026-01-01T10:00:00Z|9999-12-31T00:00:00Z|70000|1 day"
            + "|{from: TODO, to: TODO}|{from: TODO, to: TODO}",
      })
  void timeIsCutIntoWholeWindowsOfManyRows(
      Instant first, Instant last, long rows, String window, String reference, String current) {
    assertThat(RangeInference.entries(new Extent(first, last, rows)))
        .extracting(Entry::value)
        .containsExactly(window, reference, current);
  }
}
