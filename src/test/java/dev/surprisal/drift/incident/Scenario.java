package dev.surprisal.drift.incident;

import dev.surprisal.drift.DriftAnalysis;
import dev.surprisal.drift.DriftResult;
import dev.surprisal.drift.Rows;
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.drift.narrative.DescribedIncident;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.cube.Cube;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.WindowLengths;
import dev.surprisal.profile.time.Windows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Rows whose causes of change are known: of four regions and two tiers, a calibrated model of two
 * classes, one column; so many days of reference, then so many current ones.
 */
public final class Scenario {

  public static final List<String> REGION = List.of("region");
  public static final List<String> TIER = List.of("tier");
  public static final List<String> BOTH = List.of("region", "tier");

  public static final Slice WEST = new Slice(REGION, List.of("west"));
  public static final Slice NORTH = new Slice(REGION, List.of("north"));
  public static final Slice GOLD = new Slice(TIER, List.of("gold"));
  public static final Slice WEST_GOLD = new Slice(BOTH, List.of("west", "gold"));

  public static final int REFERENCE = 14;
  public static final int CURRENT = 14;

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<String> REGIONS = List.of("east", "north", "south", "west");
  private static final List<String> TIERS = List.of("gold", "silver");

  private final List<Cause> causes = new ArrayList<>();
  private final List<List<String>> sets;
  private final long seed;
  private int rows = 150;
  private int days = CURRENT;

  /** What happens to rows. */
  public enum Effect {
    /** The model takes the classes for one another in a third of the rows. */
    WRONG,
    /** The column moves by a standard deviation. */
    COLUMN,
    /** Class B becomes twice as frequent, and the model follows. */
    LABELS
  }

  private record Cause(Slice place, Effect effect, Predicate<Integer> days) {}

  /** Rows of a seed, in cells of some sets of dimensions. */
  public Scenario(long seed, List<List<String>> sets) {
    this.seed = seed;
    this.sets = sets;
  }

  public static TimeRange day(int day) {
    return new TimeRange(START.plusSeconds(day * 86_400L), START.plusSeconds((day + 1) * 86_400L));
  }

  /** Rows a day of each region and tier. */
  public Scenario rows(int each) {
    rows = each;
    return this;
  }

  /** From one current day to another, both counted from the first current day. */
  public Scenario with(Slice place, Effect effect, int from, int to) {
    causes.add(new Cause(place, effect, day -> day >= REFERENCE + from && day <= REFERENCE + to));
    return this;
  }

  /** The current range ends after so many days; the rows of those days stay what they are. */
  public Scenario until(int currentDays) {
    days = currentDays;
    return this;
  }

  /** What is found in them. */
  public DriftResult analyse() {
    return analyse(UnaryOperator.identity());
  }

  /** What is found in them where people may know of some incidents. */
  public DriftResult analyse(UnaryOperator<List<DescribedIncident>> known) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Cell> cells = new ArrayList<>();
    for (int day = 0; day < REFERENCE + days; day++) {
      for (String region : REGIONS) {
        for (String tier : TIERS) {
          Slice slice = new Slice(BOTH, List.of(region, tier));
          Rows drawn = draw(random, slice, day);
          for (List<String> set : sets) {
            cells.add(new Cell(day(day), "v1", slice.project(set), drawn.stored()));
          }
        }
      }
    }
    Windows windows =
        new Windows(
            new TimeRange(day(0).from(), day(REFERENCE).from()),
            new TimeRange(day(REFERENCE).from(), day(REFERENCE + days).from()),
            WindowLengths.parse("1 day"),
            0);
    Cube cube = new Cube(Rows.LAYOUT, windows, sets, cells);
    DriftAnalysis analysis =
        new DriftAnalysis(
            DriftPolicy.DEFAULT, InformationUnit.NATS, List.of("A", "B"), List.of("price"));
    return analysis.judge(cube.eachSeries(analysis::compare), cube, known);
  }

  private boolean is(Effect effect, Slice slice, int day) {
    return causes.stream()
        .anyMatch(it -> it.effect() == effect && slice.isIn(it.place()) && it.days().test(day));
  }

  private Rows draw(SplittableRandom random, Slice slice, int day) {
    boolean wrong = is(Effect.WRONG, slice, day);
    double shareOfB = is(Effect.LABELS, slice, day) ? 0.6 : 0.3;
    double shift = is(Effect.COLUMN, slice, day) ? 28 : 0;
    Rows drawn = Rows.rows();
    for (int i = 0; i < rows; i++) {
      int label = random.nextDouble() < shareOfB ? 1 : 0;
      double sure = random.nextDouble(0.6, 0.95);
      // Calibrated: of rows predicted with p, p are right.
      boolean right = random.nextDouble() < sure;
      boolean swapped = wrong && random.nextDouble() < 1 / 3.0;
      drawn.scored(label, right == swapped ? 1 - sure : sure, random.nextDouble(1, 100) + shift);
    }
    return drawn;
  }
}
