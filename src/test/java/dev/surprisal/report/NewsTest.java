package dev.surprisal.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.incident.Acknowledgement;
import dev.surprisal.drift.narrative.Verdict;
import dev.surprisal.report.News.Occasion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who knows the last report hears what is different, and nothing else. */
class NewsTest {

  private static final KnownRun.Position POSITION = new KnownRun.Position("parcels", Reports.TO, 1);

  private static Report report(
      IncidentChange change, boolean isOngoing, boolean hasBase, @Nullable Acknowledgement said) {
    ReportedIncident incident = Reports.incident(change, isOngoing, said);
    KnownRun base = hasBase ? new KnownRun("before", POSITION, null, List.of()) : null;
    return Reports.withIncidents(
        Reports.small(), List.of(incident), new Lineage(POSITION, base, List.of()));
  }

  private static List<Occasion> occasions(Report report) {
    return News.of(report).items().stream().map(News.Item::occasion).toList();
  }

  @Test
  void whatIsNewWorseOrBackIsNewsAndWhatGoesOnIsNot() {
    assertThat(occasions(report(IncidentChange.NEW, true, true, null)))
        .containsExactly(Occasion.NEW);
    assertThat(occasions(report(IncidentChange.NEW, true, false, null)))
        .containsExactly(Occasion.NEW);
    assertThat(occasions(report(IncidentChange.WORSE, true, true, null)))
        .containsExactly(Occasion.WORSE);
    assertThat(occasions(report(IncidentChange.RECURRED, true, true, null)))
        .containsExactly(Occasion.RECURRED);
    assertThat(occasions(report(IncidentChange.UNCHANGED, true, true, null))).isEmpty();
  }

  @Test
  void anEndIsNewsOnceAndAlarmsNobody() {
    Report recovered = report(IncidentChange.RECOVERED, false, true, null);

    assertThat(occasions(recovered)).containsExactly(Occasion.RECOVERED);
    assertThat(News.of(recovered).isAlarming()).isFalse();
    assertThat(occasions(report(IncidentChange.UNCHANGED, false, true, null))).isEmpty();
  }

  /** A weekly job sees some for the first time when they are over. */
  @Test
  void whatCameAndWentSinceTheLastRunIsToldAsRecovered() {
    assertThat(occasions(report(IncidentChange.NEW, false, true, null)))
        .containsExactly(Occasion.RECOVERED);
    // The first report of a history has its past; nobody waits for that.
    assertThat(occasions(report(IncidentChange.NEW, false, false, null))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(IncidentChange.class)
  void ofAcknowledgedIncidentsThereIsNone(IncidentChange change) {
    Acknowledgement said = new Acknowledgement("x", Instant.MAX, "known");

    assertThat(occasions(report(change, true, true, said))).isEmpty();
    assertThat(occasions(report(change, false, true, said))).isEmpty();
  }

  @Test
  void whatThisRunNoLongerFindsIsTold() {
    KnownIncident on = KnownIncident.of(Reports.incident());
    KnownIncident over = KnownIncident.of(Reports.incident(IncidentChange.NEW, false, null));
    KnownRun base = new KnownRun("before", POSITION, null, List.of(on, over));
    Report report =
        Reports.withIncidents(
            Reports.small(), List.of(), new Lineage(POSITION, base, List.of(on, over)));

    assertThat(News.of(report).items())
        .containsExactly(
            new News.Item(
                Occasion.RECOVERED,
                on.id(),
                on.headline(),
                List.of("This run no longer finds it.")));
  }

  @Test
  void whatPeopleKnewOfIsNotToldWhenItIsGoneAndIsWhenTheirTimeIsUp() {
    Acknowledgement said = new Acknowledgement("x", Instant.MAX, "known");
    KnownIncident known = KnownIncident.of(Reports.incident(IncidentChange.UNCHANGED, true, said));
    KnownRun base = new KnownRun("before", POSITION, null, List.of(known));
    Report gone =
        Reports.withIncidents(
            Reports.small(), List.of(), new Lineage(POSITION, base, List.of(known)));
    Report due =
        Reports.withIncidents(
            Reports.small(),
            List.of(Reports.incident(IncidentChange.UNCHANGED, true, null)),
            new Lineage(POSITION, base, List.of()));

    assertThat(occasions(gone)).isEmpty();
    assertThat(occasions(due)).containsExactly(Occasion.NEW);
    assertThat(News.of(due).items().get(0).details())
        .startsWith("Its acknowledgement has run out.");
  }

  @Test
  void aRunThatCouldNotJudgeIsNews() {
    Report report =
        Reports.withVerdict(
            Reports.withIncidents(
                Reports.small(), List.of(), new Lineage(POSITION, null, List.of())),
            new Verdict(FindingState.ERROR, "ERROR: labels do not match.", List.of()));

    assertThat(News.of(report).items())
        .containsExactly(
            new News.Item(Occasion.NEW, null, "ERROR: labels do not match.", List.of()));
  }
}
