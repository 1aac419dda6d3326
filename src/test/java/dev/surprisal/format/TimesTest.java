package dev.surprisal.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.profile.time.TimeRange;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times as people read them. */
class TimesTest {

  @Test
  void anInstantIsADateWhereItIsMidnight() {
    assertThat(Times.instant(Instant.parse("1997-06-05T00:00:00Z"))).isEqualTo("5 Jun 1997");
    assertThat(Times.instant(Instant.parse("1969-12-31T06:30:00Z")))
        .isEqualTo("31 Dec 1969 06:30 UTC");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-05-18T00:00:00Z | 2026-05-19T00:00:00Z | 18 May 2026 | on 18 May 2026",
        "1997-05-05T00:00:00Z | 1997-05-12T00:00:00Z | week of 5 May 1997 |"
            + " in the week of 5 May 1997",
        "2026-05-01T00:00:00Z | 2026-06-01T00:00:00Z | May 2026 | in May 2026",
        "2026-01-01T00:00:00Z | 2027-01-01T00:00:00Z | 2026 | in 2026",
        "2026-02-02T00:00:00Z | 2026-03-30T00:00:00Z | 2 Feb to 29 Mar 2026 |"
            + " from 2 Feb to 29 Mar 2026",
        "2026-05-01T00:00:00Z | 2026-05-31T00:00:00Z | 1 to 30 May 2026 | from 1 to 30 May 2026",
        "2025-12-20T00:00:00Z | 2026-01-06T00:00:00Z | 20 Dec 2025 to 5 Jan 2026 |"
            + " from 20 Dec 2025 to 5 Jan 2026",
        "2026-05-18T06:00:00Z | 2026-05-18T07:00:00Z | 18 May 2026 06:00 to 07:00 UTC |"
            + " from 18 May 2026 06:00 to 07:00 UTC",
        "2026-05-17T22:00:00Z | 2026-05-18T22:00:00Z |"
            + " 17 May 2026 22:00 to 18 May 2026 22:00 UTC |"
            + " from 17 May 2026 22:00 to 18 May 2026 22:00 UTC",
        "0001-01-01T00:00:00Z | 2026-05-18T00:00:00Z | before 18 May 2026 | before 18 May 2026",
        "2026-05-18T00:00:00Z | +10000-01-01T00:00:00Z | since 18 May 2026 | since 18 May 2026",
      })
  void rangesAreNamedAsPeopleNameThem(Instant from, Instant to, String range, String during) {
    TimeRange it = new TimeRange(from, to);

    assertThat(Times.range(it)).isEqualTo(range);
    assertThat(Times.during(it)).isEqualTo(during);
  }

  @Test
  void whatHasNoTimeIsAllRows() {
    TimeRange always = TimeRange.always(TimeRange.Side.PREDICTIONS);

    assertThat(Times.range(always)).isEqualTo("all rows");
    assertThat(Times.during(always)).isEqualTo("over all rows");
  }

  @Test
  void windowsHaveACadence() {
    Instant from = Instant.parse("2026-05-01T00:00:00Z");

    assertThat(Times.cadence(new TimeRange(from, Instant.parse("2026-05-08T00:00:00Z"))))
        .isEqualTo("weekly ");
    assertThat(Times.cadence(new TimeRange(from, Instant.parse("2026-05-10T00:00:00Z")))).isEmpty();
  }
}
