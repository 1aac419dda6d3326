package dev.surprisal.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A class with 1 % of the rows, of which the model finds seven in ten, and later three. */
class MinorityTest {

  private static final int REFERENCE = 10;
  private static final int DAYS = 20;

  private static Series series(int foundLater) {
    List<Series.WindowProfile> windows = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      boolean isReference = day < REFERENCE;
      int found = isReference ? 14 : foundLater;
      Profile rows =
          Rows.rows()
              .scored(found + day % 2, 1, 0.8)
              .scored(20 - found - day % 2, 1, 0.1)
              .scored(4, 0, 0.2)
              .scored(1_976, 0, 0.992)
              .profile();
      windows.add(new Series.WindowProfile(range(day), isReference, rows));
    }
    return new Series("v1", Slice.ALL, sum(windows, true), sum(windows, false), windows, List.of());
  }

  private static TimeRange range(int day) {
    Instant from = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(86_400L * day);
    return new TimeRange(from, from.plusSeconds(86_400));
  }

  private static Profile sum(List<Series.WindowProfile> windows, boolean reference) {
    return Profile.sum(
        Rows.LAYOUT,
        windows.stream()
            .filter(window -> window.reference() == reference)
            .map(Series.WindowProfile::profile));
  }

  private static List<ComparisonKind> alerting(DriftPolicy policy, int foundLater) {
    DriftAnalysis analysis =
        new DriftAnalysis(policy, InformationUnit.NATS, List.of("no", "yes"), List.of());
    return Trials.judged(List.of(analysis.compare(series(foundLater)))).stream()
        .filter(it -> it.state() == FindingState.ALERT)
        .map(Trials.Judged::kind)
        .distinct()
        .toList();
  }

  @Test
  void itsLossIsFoundByItsRecallAlone() {
    assertThat(alerting(DriftPolicy.DEFAULT, 6)).containsExactly(ComparisonKind.CLASS_RECALL);
    assertThat(alerting(DriftPolicy.DEFAULT, 14)).isEmpty();
  }
}
