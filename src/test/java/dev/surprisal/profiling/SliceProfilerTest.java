package dev.surprisal.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.SparkTest;
import dev.surprisal.dataset.CheckedRows;
import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.cube.Rollup;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.cube.SliceBlock;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.WindowLengths;
import dev.surprisal.profile.time.Windows;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of slices, however rows are folded and wherever cells are added up. */
class SliceProfilerTest extends SparkTest {

  private static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");
  private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
  private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");

  private static final Layout LAYOUT = new Layout(2, ZeroPolicy.DEFAULT, 0);
  private static final List<String> DIMENSIONS = List.of("few", "many");
  private static final List<List<String>> SETS =
      List.of(List.of("few"), List.of("many"), List.of("few", "many"));

  private static final List<SliceBlock> TOGETHER = List.of(SliceBlock.of(SETS));
  private static final List<SliceBlock> APART =
      SETS.stream().map(set -> SliceBlock.of(List.of(set))).toList();
  private static final List<SliceBlock> IN_TWO =
      List.of(SliceBlock.of(SETS.subList(0, 1)), SliceBlock.of(SETS.subList(1, 3)));

  /**
   * A thousand rows, an hour apart, of two versions. Dimension few has a, b and null; of the values
   * of many the i-th has rows where id is in i², …, (i + 1)² − 1, so that they grow.
   */
  private static CheckedRows rows(int partitions) {
    long first = APRIL.getEpochSecond() * 1_000_000;
    Dataset<Row> rows =
        spark()
            .sql(
                "select case id % 3 when 0 then 'a' when 1 then 'b' end as s0,"
                    + " concat('value ', cast(floor(sqrt(id)) as string)) as s1, "
                    + first
                    + "L + id * 3600000000L as ts, if(id % 2 = 0, 'm1', null) as version,"
                    + " array(0.25D, 0.75D) as q, cast(array() as array<double>) as columns,"
                    + " cast(id % 2 as int) as label, false as label_repeated, 0 as status"
                    + " from range(0, 1000, 1, "
                    + partitions
                    + ")");
    return new CheckedRows(rows, rows, 0, false, true, List.of());
  }

  private static List<Cell> kept(
      List<SliceBlock> blocks, String window, int mostSlices, int mostOnDriver, int partitions) {
    Windows windows =
        new Windows(
            new TimeRange(APRIL, MAY), new TimeRange(MAY, JUNE), WindowLengths.parse(window), 0);
    List<List<String>> folded = blocks.stream().map(SliceBlock::dimensions).toList();
    return new SliceProfiler(
            new Profiler(LAYOUT, windows, DIMENSIONS, folded),
            blocks,
            new Rollup(LAYOUT, mostSlices),
            mostOnDriver)
        .profile(rows(partitions));
  }

  private static long read(List<Cell> cells) {
    return cells.stream().mapToLong(cell -> cell.profile().open().read()).sum();
  }

  private static List<Cell> of(List<Cell> cells, String... set) {
    return cells.stream()
        .filter(cell -> cell.slice().dimensions().equals(Arrays.asList(set)))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 1000})
  void whatIsKeptDoesNotDependOnHowRowsAreFolded(int mostSlices) {
    List<Cell> together = kept(TOGETHER, "7 days", mostSlices, 10_000, 3);

    assertThat(kept(APART, "7 days", mostSlices, 10_000, 3))
        .containsExactlyInAnyOrderElementsOf(together);
    assertThat(kept(IN_TWO, "7 days", mostSlices, 10_000, 1))
        .containsExactlyInAnyOrderElementsOf(together);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 1000})
  void norOnWhereCellsAreAddedUp(int mostSlices) {
    List<Cell> onDriver = kept(TOGETHER, "7 days", mostSlices, 10_000, 3);

    assertThat(kept(TOGETHER, "7 days", mostSlices, 10, 7))
        .containsExactlyInAnyOrderElementsOf(onDriver);
    assertThat(kept(APART, "7 days", mostSlices, 0, 2))
        .containsExactlyInAnyOrderElementsOf(onDriver);
  }

  @Test
  void everySetHasEveryRowOnce() {
    List<Cell> cells = kept(TOGETHER, "7 days", 2, 10_000, 3);

    for (List<String> set : SETS) {
      assertThat(read(of(cells, set.toArray(String[]::new)))).isEqualTo(1000);
    }
  }

  @Test
  void theLargestSlicesStayAndTheOthersAreCounted() {
    // April has the rows 0 to 719, every other one of version m1: value 26 is cut to 44 rows, so
    // that the largest are 25, with 51 rows, and 24, with 49. There remain the 25 others.
    List<Cell> cells =
        of(kept(TOGETHER, "1 month", 2, 10_000, 3), "many").stream()
            .filter(cell -> cell.window() != null && cell.window().from().isBefore(MAY))
            .filter(cell -> "m1".equals(cell.version()))
            .toList();

    assertThat(cells.stream().map(cell -> cell.slice().values().get(0)).sorted())
        .containsExactly("other", "value 24", "value 25");
    assertThat(cells.stream().mapToInt(Cell::folded).sum()).isEqualTo(25);
    assertThat(read(cells)).isEqualTo(360);
  }

  @Test
  void nullIsAValueOfItsOwn() {
    List<@Nullable String> values =
        of(kept(APART, "30 days", 1000, 10_000, 2), "few").stream()
            .map(cell -> cell.slice().values().get(0))
            .distinct()
            .toList();

    assertThat(values).containsExactlyInAnyOrder("a", "b", null);
  }

  @Test
  void aValueCalledOtherJoinsTheOthers() {
    Slice called = new Slice(List.of("few"), List.of("other"));

    assertThat(Rollup.mayStay(called)).isFalse();
  }
}
