package dev.surprisal.report;

import static dev.surprisal.drift.incident.Scenario.BOTH;
import static dev.surprisal.drift.incident.Scenario.CURRENT;
import static dev.surprisal.drift.incident.Scenario.REFERENCE;
import static dev.surprisal.drift.incident.Scenario.REGION;
import static dev.surprisal.drift.incident.Scenario.TIER;
import static dev.surprisal.drift.incident.Scenario.WEST;
import static dev.surprisal.drift.incident.Scenario.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.surprisal.drift.DriftResult;
import dev.surprisal.drift.finding.Family;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.incident.Acknowledgement;
import dev.surprisal.drift.incident.Scenario;
import dev.surprisal.drift.incident.Scenario.Effect;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.report.KnownRun.Position;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a run of every day says of incidents that it told of the day before. */
class IncidentRegisterTest {

  private static final String MODEL = "shop";
  private static final Instant NOW = Instant.parse("2026-02-01T06:00:00Z");
  private static final int LAST = CURRENT - 1;

  private record Told(DriftResult result, List<ReportedIncident> incidents, KnownRun run) {

    /** The one at the place; a window may be odd without a cause elsewhere. */
    ReportedIncident west() {
      List<ReportedIncident> there =
          incidents.stream().filter(it -> it.incident().slice().equals(WEST)).toList();
      assertThat(there).as(incidents.toString()).hasSize(1);
      return there.get(0);
    }
  }

  private static Scenario scenario() {
    return new Scenario(1, List.of(REGION, TIER, BOTH));
  }

  private static Told run(
      Scenario scenario, int days, @Nullable Told before, Acknowledgement... said) {
    KnownRun base = before == null ? null : before.run();
    IncidentRegister register = new IncidentRegister(MODEL, base, List.of(said), NOW);
    DriftResult result = scenario.until(days).analyse(register::acknowledged);
    List<ReportedIncident> incidents = register.reported(result.incidents());
    Position position = new Position(MODEL, day(REFERENCE + days).from(), 1);
    return new Told(
        result,
        incidents,
        new KnownRun(
            "run-" + days,
            position,
            base == null ? null : base.id(),
            incidents.stream().map(KnownIncident::of).toList()));
  }

  @Test
  void isNewOnceThenGoesOnUnderTheSameIdThenHasRecovered() {
    Scenario scenario = scenario().with(WEST, Effect.WRONG, 3, 7);

    Told quiet = run(scenario, 3, null);
    Told first = run(scenario, 5, quiet);
    Told second = run(scenario, 6, first);
    Told recovered = run(scenario, 11, second);
    Told after = run(scenario, 12, recovered);

    assertThat(quiet.incidents()).isEmpty();
    assertThat(first.west().change()).isEqualTo(IncidentChange.NEW);
    assertThat(first.west().isNews()).isTrue();
    assertThat(second.west().change()).isEqualTo(IncidentChange.UNCHANGED);
    assertThat(second.west().isNews()).isFalse();
    assertThat(second.west().id()).isEqualTo(first.west().id());
    assertThat(recovered.west().change()).isEqualTo(IncidentChange.RECOVERED);
    assertThat(recovered.west().isNews()).isFalse();
    assertThat(after.west().change()).isEqualTo(IncidentChange.UNCHANGED);
  }

  @Test
  void whatComesBackIsNewsAndTheSameIncident() {
    Scenario scenario = scenario().with(WEST, Effect.WRONG, 1, 3).with(WEST, Effect.WRONG, 9, LAST);

    Told recovered = run(scenario, 8, run(scenario, 4, null));
    Told again = run(scenario, 12, recovered);

    assertThat(recovered.west().change()).isEqualTo(IncidentChange.RECOVERED);
    assertThat(again.west().change()).isEqualTo(IncidentChange.RECURRED);
    assertThat(again.west().isNews()).isTrue();
    assertThat(again.west().id()).isEqualTo(recovered.west().id());
  }

  @Test
  void aSecondCauseIsNewBesideTheFirst() {
    Scenario scenario =
        scenario().with(WEST, Effect.WRONG, 2, LAST).with(Slice.ALL, Effect.COLUMN, 8, LAST);

    Told both = run(scenario, 11, run(scenario, 6, null));

    assertThat(both.incidents())
        .extracting(it -> it.incident().kind(), ReportedIncident::change)
        .containsExactlyInAnyOrder(
            tuple(Family.PERFORMANCE, IncidentChange.UNCHANGED),
            tuple(Family.INPUTS, IncidentChange.NEW));
  }

  @Test
  void whatSpreadsToAllRowsIsWorse() {
    Scenario scenario =
        scenario().with(WEST, Effect.WRONG, 2, LAST).with(Slice.ALL, Effect.WRONG, 3, LAST);

    Told slice = run(scenario().with(WEST, Effect.WRONG, 2, LAST), 6, null);
    Told all = run(scenario, 12, slice);

    assertThat(slice.west().incident().slice()).isEqualTo(WEST);
    assertThat(all.incidents().get(0).incident().slice()).isEqualTo(Slice.ALL);
    assertThat(all.incidents().get(0).change()).isEqualTo(IncidentChange.WORSE);
    assertThat(all.incidents().get(0).isNews()).isTrue();
    assertThat(all.incidents().get(0).knownAs()).containsExactly(slice.west().id());
  }

  @Test
  void acknowledgedIncidentsWakeNobodyUntilTheyDo() {
    Scenario scenario = scenario().with(WEST, Effect.WRONG, 2, LAST);
    Told told = run(scenario, 8, null);
    String id = told.west().id();

    Told waiting = run(scenario, 9, told, new Acknowledgement(id, NOW.plusSeconds(1), "ticket 7"));
    Told expired = run(scenario, 9, told, new Acknowledgement(id, NOW, "ticket 7"));

    assertThat(told.result().verdict().state()).isEqualTo(FindingState.ALERT);
    assertThat(waiting.west().isOpen()).isFalse();
    assertThat(waiting.result().verdict().state()).isLessThan(FindingState.WARN);
    assertThat(waiting.result().verdict().sentence()).contains("Acknowledged: ticket 7.");
    assertThat(expired.west().isOpen()).isTrue();
    assertThat(expired.result().verdict().state()).isEqualTo(FindingState.ALERT);
  }

  @Test
  void anAcknowledgementFollowsAnIncidentWhoseBeginningMoves() {
    Scenario early = scenario().with(WEST, Effect.WRONG, 2, LAST);
    Scenario late = scenario().with(WEST, Effect.WRONG, 3, LAST);
    Told told = run(late, 8, null);
    Acknowledgement said = new Acknowledgement(told.west().id(), NOW.plusSeconds(1), "known");

    Told moved = run(early, 9, told, said);
    Told next = run(early, 10, moved, said);

    assertThat(moved.west().id()).isNotEqualTo(told.west().id());
    assertThat(moved.west().knownAs()).containsExactly(told.west().id());
    assertThat(moved.west().isOpen()).isFalse();
    assertThat(next.west().isOpen()).isFalse();
  }

  @Test
  void whatIsNoLongerFoundIsTold() {
    Told told = run(scenario().with(WEST, Effect.WRONG, 2, LAST), 8, null);

    IncidentRegister register = new IncidentRegister(MODEL, told.run(), List.of(), NOW);
    register.acknowledged(List.of());

    assertThat(register.gone()).extracting(KnownIncident::id).containsExactly(told.west().id());
  }

  @Test
  void anAcknowledgementOfNothingIsToldUnlessItHasExpired() {
    Acknowledgement wrong = new Acknowledgement("0123", NOW.plusSeconds(1), "typo");
    Acknowledgement old = new Acknowledgement("4567", NOW, "long ago");
    IncidentRegister register = new IncidentRegister(MODEL, null, List.of(wrong, old), NOW);

    assertThat(register.unmatched(List.of())).containsExactly(wrong);
  }

  @Test
  void aRunOnTheSameRowsHasTheSameBase() {
    Instant end = Instant.parse("2026-02-01T00:00:00Z");
    KnownRun same = new KnownRun("same", new Position(MODEL, end, 1), "base", List.of());
    KnownRun earlier =
        new KnownRun("earlier", new Position(MODEL, end.minusSeconds(1), 9), null, List.of());
    KnownRun other =
        new KnownRun("other", new Position("x", end.minusSeconds(1), 1), null, List.of());
    KnownRun untimed = new KnownRun("untimed", new Position(MODEL, null, 1), null, List.of());

    Position position = new Position(MODEL, end, 2);

    assertThat(position.isAfter(same)).isFalse();
    assertThat(position.isAfter(earlier)).isTrue();
    assertThat(position.isAfter(other)).isFalse();
    assertThat(position.isAfter(untimed)).isFalse();
    assertThat(new Position(MODEL, null, 1).isAfter(untimed)).isFalse();
    assertThat(new Position(MODEL, null, 2).isAfter(untimed)).isTrue();
  }
}
