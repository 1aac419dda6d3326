package dev.surprisal.drift.incident;

import static dev.surprisal.drift.incident.Scenario.BOTH;
import static dev.surprisal.drift.incident.Scenario.CURRENT;
import static dev.surprisal.drift.incident.Scenario.GOLD;
import static dev.surprisal.drift.incident.Scenario.NORTH;
import static dev.surprisal.drift.incident.Scenario.REFERENCE;
import static dev.surprisal.drift.incident.Scenario.REGION;
import static dev.surprisal.drift.incident.Scenario.TIER;
import static dev.surprisal.drift.incident.Scenario.WEST;
import static dev.surprisal.drift.incident.Scenario.WEST_GOLD;
import static dev.surprisal.drift.incident.Scenario.day;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.drift.DriftResult;
import dev.surprisal.drift.finding.Family;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.incident.Scenario.Effect;
import dev.surprisal.drift.narrative.DescribedIncident;
import dev.surprisal.profile.cube.Slice;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Causes that are known become one incident each, at their place and time. */
class IncidentsTest {

  private static final List<List<String>> CROSSED = List.of(REGION, TIER, BOTH);
  private static final List<List<String>> APART = List.of(REGION, TIER);
  private static final int LAST = CURRENT - 1;

  private static Scenario scenario(long seed) {
    return new Scenario(seed, CROSSED);
  }

  private static List<Incident> incidents(DriftResult result) {
    return result.incidents().stream().map(DescribedIncident::incident).toList();
  }

  private static Incident only(DriftResult result) {
    assertThat(incidents(result)).as(result.incidents().toString()).hasSize(1);
    return incidents(result).get(0);
  }

  /** Grouping hides nothing. */
  private static void assertAllAlertsAreCounted(DriftResult result) {
    long alerts = result.findings().stream().filter(it -> it.state() == FindingState.ALERT).count();
    assertThat(incidents(result).stream().mapToInt(Incident::alerts).sum() + result.outside())
        .isEqualTo((int) alerts);
    assertThat(incidents(result)).allMatch(it -> it.alerts() > 0);
  }

  @Test
  void aSliceThatBreaksIsOneIncidentAndAllElseItsEcho() {
    DriftResult result = scenario(1).with(WEST, Effect.WRONG, 4, LAST).analyse();

    Incident incident = only(result);
    assertThat(incident.slice()).isEqualTo(WEST);
    assertThat(incident.kind()).isEqualTo(Family.PERFORMANCE);
    assertThat(incident.time().isOngoing()).isTrue();
    assertThat(incident.time().since()).isEqualTo(day(REFERENCE + 4));
    assertThat(incident.time().alerting()).isEqualTo(CURRENT - 4);
    assertThat(incident.scope().shareOfRows()).isEqualTo(0.25);
    assertThat(incident.scope().shareOfChange()).isBetween(0.9, 1.1);
    assertThat(incident.scope().isProven()).isTrue();
    assertThat(incident.scope().restIsQuiet()).isTrue();
    assertThat(incident.echoes()).isNotEmpty();
    assertThat(result.verdict().state()).isEqualTo(FindingState.ALERT);
    assertThat(result.incidents().get(0).headline())
        .isEqualTo("v1 degraded on region=west since 19 Jan 2026, ongoing (10 of 10 windows).");
    assertAllAlertsAreCounted(result);
  }

  @Test
  void whatHasRecoveredIsToldAndIsNoAlert() {
    DriftResult result = scenario(2).with(WEST, Effect.WRONG, 2, 7).analyse();

    Incident incident = only(result);
    assertThat(incident.time().isOngoing()).isFalse();
    assertThat(incident.time().since()).isEqualTo(day(REFERENCE + 2));
    assertThat(incident.time().until()).isEqualTo(day(REFERENCE + 7));
    assertThat(result.verdict().state()).isEqualTo(FindingState.OK);
    assertThat(result.verdict().versions().get(0).state()).isEqualTo(FindingState.OK);
    assertThat(result.verdict().sentence()).contains("recovered");
    assertAllAlertsAreCounted(result);
  }

  @Test
  void aCrossedSliceIsItsOwnPlace() {
    Incident incident =
        only(scenario(3).rows(300).with(WEST_GOLD, Effect.WRONG, 3, LAST).analyse());

    assertThat(incident.slice()).isEqualTo(WEST_GOLD);
  }

  /** By itself it alerts in fewer windows than the slice around it, which it is all of. */
  @Test
  void aCrossedSliceIsFoundWhereTheSliceAroundItIsLouder() {
    long found =
        LongStream.range(20, 30)
            .mapToObj(seed -> scenario(seed).rows(300).with(WEST_GOLD, Effect.WRONG, 5, LAST))
            .map(it -> incidents(it.analyse()))
            .filter(it -> it.size() == 1 && it.get(0).slice().equals(WEST_GOLD))
            .count();

    assertThat(found).isGreaterThanOrEqualTo(9);
  }

  @Test
  void whatIsEverywhereHasNoPlace() {
    DriftResult result = scenario(4).with(Slice.ALL, Effect.WRONG, 5, LAST).analyse();

    Incident incident = only(result);
    assertThat(incident.slice()).isEqualTo(Slice.ALL);
    assertThat(incident.allRows()).isNull();
    assertAllAlertsAreCounted(result);
  }

  @Test
  void withoutCrossedCellsAnEchoIsTakenByItsSizeAndSaysSo() {
    Incident incident = only(new Scenario(5, APART).with(WEST, Effect.WRONG, 4, LAST).analyse());

    assertThat(incident.slice()).isEqualTo(WEST);
    assertThat(incident.scope().isProven()).isFalse();
  }

  @Test
  void twoCausesAreTwoIncidents() {
    DriftResult result =
        scenario(6)
            .rows(300)
            .with(NORTH, Effect.COLUMN, 2, LAST)
            .with(GOLD, Effect.WRONG, 7, LAST)
            .analyse();

    assertThat(incidents(result))
        .extracting(it -> it.kind() + " " + it.slice().label())
        .containsExactlyInAnyOrder("INPUTS region=north", "PERFORMANCE tier=gold");
    assertAllAlertsAreCounted(result);
  }

  /** The rest without either is loud because of the other, and is not called quiet. */
  @Test
  void twoSlicesThatBreakTogetherAreTwoPlaces() {
    DriftResult result =
        scenario(11).with(WEST, Effect.WRONG, 4, LAST).with(NORTH, Effect.WRONG, 4, LAST).analyse();

    assertThat(incidents(result))
        .extracting(Incident::slice)
        .containsExactlyInAnyOrder(WEST, NORTH);
    assertThat(incidents(result)).noneMatch(it -> it.scope().restIsQuiet());
    assertAllAlertsAreCounted(result);
  }

  @Test
  void inputsThatMoveWithTheModelAreItsSuspect() {
    Incident incident =
        only(
            scenario(7)
                .with(WEST, Effect.COLUMN, 6, LAST)
                .with(WEST, Effect.WRONG, 6, LAST)
                .analyse());

    assertThat(incident.slice()).isEqualTo(WEST);
    assertThat(incident.kind()).isEqualTo(Family.PERFORMANCE);
    assertThat(incident.suspect()).isEqualTo(Family.INPUTS);
  }

  /** Whoever is not woken today is woken too late. */
  @Test
  void aCollapseInTheLastWindowNeedsNoSecondOne() {
    DriftResult result = scenario(8).rows(300).with(WEST, Effect.WRONG, LAST, LAST).analyse();

    Incident incident = only(result);
    assertThat(incident.time().isOngoing()).isTrue();
    assertThat(incident.time().since()).isEqualTo(day(REFERENCE + LAST));
  }

  @Test
  void oneOddWindowIsNone() {
    DriftResult result = scenario(9).rows(300).with(WEST, Effect.WRONG, 5, 5).analyse();

    assertThat(incidents(result)).isEmpty();
    assertThat(result.outside()).isPositive();
    assertThat(result.verdict().state()).isEqualTo(FindingState.OK);
    assertAllAlertsAreCounted(result);
  }

  /** Grouping hides nothing: what no incident has is counted in the verdict. */
  @Test
  void anOddWindowBesideAnIncidentIsSaid() {
    DriftResult result =
        scenario(9)
            .rows(300)
            .with(WEST, Effect.WRONG, 5, 5)
            .with(Slice.ALL, Effect.COLUMN, 8, LAST)
            .analyse();

    assertThat(incidents(result)).hasSize(1);
    assertThat(result.outside()).isPositive();
    assertThat(result.verdict().sentence())
        .contains(" checks alerting, " + result.outside() + " in no incident)");
    assertAllAlertsAreCounted(result);
  }

  @Test
  void whatComesBackIsTheSameIncident() {
    Incident incident =
        only(
            scenario(10)
                .with(WEST, Effect.WRONG, 1, 3)
                .with(WEST, Effect.WRONG, 9, LAST)
                .analyse());

    assertThat(incident.time().stretches()).hasSize(2);
    assertThat(incident.time().isOngoing()).isTrue();
  }

  @Test
  void quietRunsHaveNone() {
    long loud =
        LongStream.range(100, 120)
            .filter(seed -> !scenario(seed).analyse().incidents().isEmpty())
            .count();

    assertThat(loud).isLessThanOrEqualTo(1);
  }
}
