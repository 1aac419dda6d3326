package dev.surprisal.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TicksTest {

  @Test
  void valuesAreRoundAndHoldTheRange() {
    assertThat(texts(0.713, 0.982, AxisUnit.AMOUNT)).containsExactly("0.7", "0.8", "0.9", "1.0");
    assertThat(texts(0, 1_653, AxisUnit.COUNT))
        .containsExactly("0", "500", "1,000", "1,500", "2,000");
    assertThat(texts(0.61, 0.7, AxisUnit.SHARE))
        .containsExactly("60.0 %", "62.5 %", "65.0 %", "67.5 %", "70.0 %");
    assertThat(texts(-0.004, 0.011, AxisUnit.AMOUNT))
        .containsExactly("−0.005", "0.000", "0.005", "0.010", "0.015");
  }

  @Test
  void oneValueHasRoomAroundIt() {
    Ticks ticks = Ticks.of(0.5, 0.5, 4);

    assertThat(ticks.low()).isLessThan(0.5);
    assertThat(ticks.high()).isGreaterThan(0.5);
    assertThat(Ticks.of(0, 0, 4).values()).contains(0.0);
  }

  @Test
  void timesAreRoundAndTheYearIsSaidWhereItIsNew() {
    assertThat(times("2026-04-01T00:00:00Z", "2026-05-31T00:00:00Z"))
        .containsExactly("1 Apr 2026", "15 Apr", "29 Apr", "13 May", "27 May");
    assertThat(times("1996-12-01T00:00:00Z", "1998-12-06T00:00:00Z"))
        .containsExactly("Jan 1997", "Jul", "Jan 1998", "Jul");
    assertThat(times("2026-05-18T00:00:00Z", "2026-05-19T00:00:00Z"))
        .containsExactly("18 May", "06:00", "12:00", "18:00", "19 May");
  }

  private static List<String> texts(double least, double greatest, AxisUnit unit) {
    Ticks ticks = Ticks.of(least, greatest, 4);
    return ticks.values().stream().map(value -> unit.text(value, ticks)).toList();
  }

  private static Stream<String> times(String from, String to) {
    return TimeTicks.of(Instant.parse(from), Instant.parse(to), 6).stream()
        .map(TimeTicks.Tick::label);
  }
}
