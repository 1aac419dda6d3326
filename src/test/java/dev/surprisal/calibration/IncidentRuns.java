package dev.surprisal.calibration;

import dev.surprisal.drift.DriftResult;
import dev.surprisal.drift.finding.Family;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.incident.Incident;
import dev.surprisal.drift.incident.Scenario;
import dev.surprisal.drift.incident.Scenario.Effect;
import dev.surprisal.drift.narrative.DescribedIncident;
import dev.surprisal.profile.cube.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Whether incidents are the causes: none, one, two and three of them at random places, of random
 * kinds and from random days on, in rows of four regions and two tiers whose crossing is kept.
 */
final class IncidentRuns {

  private static final int RUNS = 200;
  private static final List<List<String>> SETS =
      List.of(Scenario.REGION, Scenario.TIER, Scenario.BOTH);
  private static final List<Slice> PLACES =
      List.of(Slice.ALL, Scenario.WEST, Scenario.NORTH, Scenario.GOLD, Scenario.WEST_GOLD);
  private static final int LAST = Scenario.CURRENT - 1;

  private final int runs;

  IncidentRuns(int percent) {
    this.runs = Calibration.share(RUNS, percent);
  }

  private record Cause(Slice place, Effect effect, int onset) {}

  /** What became of one run. */
  private record Ended(boolean number, int causes, int placed, int timed, boolean adds) {}

  String table() {
    StringBuilder table =
        new StringBuilder("**Incidents**: runs of 14 days of reference and 14 current days, 300")
            .append(" rows a day in each of eight crossed slices. A cause is a model that takes")
            .append(" the classes for one another in a third of the rows, a column that moves by")
            .append(" a standard deviation, or a class that becomes twice as frequent; on all")
            .append(" rows, in a slice or in a crossed one; from a random day to the end. The")
            .append(" share of ")
            .append(runs)
            .append(" runs with as many incidents as causes; the share of causes with an incident")
            .append(" of their kind at their place, and of those the ones whose first window is")
            .append(" right to one; and of runs whose alerts all are counted once.\n\n")
            .append(Calibration.row("causes", "number", "place", "onset", "counted"))
            .append(Calibration.row("---", "---", "---", "---", "---"));
    for (int causes = 0; causes <= 3; causes++) {
      row(table, causes);
    }
    return table.toString();
  }

  private void row(StringBuilder table, int causes) {
    List<Ended> all =
        LongStream.range(0, runs)
            .parallel()
            .mapToObj(seed -> run(1_000L * causes + seed, causes))
            .toList();
    long placed = all.stream().mapToLong(Ended::placed).sum();
    long of = all.stream().mapToLong(Ended::causes).sum();
    long timed = all.stream().mapToLong(Ended::timed).sum();
    table.append(
        Calibration.row(
            causes,
            share(all.stream().filter(Ended::number).count(), runs),
            share(placed, of),
            share(timed, placed),
            share(all.stream().filter(Ended::adds).count(), runs)));
  }

  private static String share(long part, long whole) {
    return whole == 0 ? "" : Calibration.percent((double) part / whole);
  }

  private static Ended run(long seed, int number) {
    List<Cause> causes = causes(new SplittableRandom(seed), number);
    Scenario scenario = new Scenario(seed, SETS).rows(300);
    causes.forEach(it -> scenario.with(it.place(), it.effect(), it.onset(), LAST));
    DriftResult result = scenario.analyse();
    List<Incident> incidents =
        result.incidents().stream().map(DescribedIncident::incident).toList();
    int placed = 0;
    int timed = 0;
    for (Cause cause : causes) {
      List<Incident> fitting = incidents.stream().filter(it -> isOf(it, cause)).toList();
      placed += fitting.isEmpty() ? 0 : 1;
      timed += fitting.stream().anyMatch(it -> isAt(it, cause)) ? 1 : 0;
    }
    return new Ended(incidents.size() == number, number, placed, timed, adds(result, incidents));
  }

  /** Causes of different kinds, so that it is known what each does. */
  private static List<Cause> causes(SplittableRandom random, int number) {
    List<Effect> effects = new ArrayList<>(List.of(Effect.values()));
    List<Slice> places = new ArrayList<>(PLACES);
    List<Cause> causes = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      causes.add(
          new Cause(
              places.remove(random.nextInt(places.size())),
              effects.remove(random.nextInt(effects.size())),
              random.nextInt(1, 11)));
    }
    return causes;
  }

  private static boolean isOf(Incident incident, Cause cause) {
    Family family =
        switch (cause.effect()) {
          case WRONG -> Family.PERFORMANCE;
          case COLUMN -> Family.INPUTS;
          case LABELS -> Family.LABELS;
        };
    return incident.slice().equals(cause.place())
        && incident.evidence().stream().anyMatch(it -> it.comparison().family() == family);
  }

  private static boolean isAt(Incident incident, Cause cause) {
    return incident.time().since() != null
        && Math.abs(
                Duration.between(
                        Scenario.day(Scenario.REFERENCE + cause.onset()).from(),
                        incident.time().since().from())
                    .toDays())
            <= 1;
  }

  private static boolean adds(DriftResult result, List<Incident> incidents) {
    long alerts =
        result.findings().stream()
            .map(Finding::state)
            .filter(it -> it == FindingState.ALERT)
            .count();
    return incidents.stream().mapToInt(Incident::alerts).sum() + result.outside() == alerts;
  }
}
