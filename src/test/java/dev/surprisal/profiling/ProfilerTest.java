package dev.surprisal.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.SparkTest;
import dev.surprisal.dataset.CheckedRows;
import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.WindowLengths;
import dev.surprisal.profile.time.Windows;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Rows into the profiles of cells: each row in one, all cells in one job. */
@Isolated
class ProfilerTest extends SparkTest {

  private static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");
  private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
  private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");

  private static Windows windows(String length) {
    return new Windows(
        new TimeRange(APRIL, MAY), new TimeRange(MAY, JUNE), WindowLengths.parse(length), 0);
  }

  /** A thousand checked rows, an hour apart from the first of April, of two versions. */
  private static CheckedRows rows(int dimensions, int partitions) {
    String slices =
        IntStream.range(0, dimensions)
            .mapToObj(i -> "cast(id % " + (i + 2) + " as string) as s" + i + ", ")
            .collect(Collectors.joining());
    long first = APRIL.getEpochSecond() * 1_000_000;
    Dataset<Row> rows =
        spark()
            .sql(
                "select "
                    + slices
                    + "if(id = 999, null, "
                    + first
                    + "L + id * 3600000000L) as ts, if(id % 2 = 0, 'm1', null) as version,"
                    + " array(0.25D, 0.75D) as q, cast(array() as array<double>) as columns,"
                    + " cast(id % 2 as int) as label, false as label_repeated,"
                    + " if(id = 999, 4, 0) as status from range(0, 1000, 1, "
                    + partitions
                    + ")");
    return new CheckedRows(rows, rows, 0, false, true, List.of());
  }

  private static Profiler profiler(Windows windows, int dimensions) {
    List<String> names = IntStream.range(0, dimensions).mapToObj(i -> "d" + i).toList();
    return new Profiler(new Layout(2, ZeroPolicy.DEFAULT, 0), windows, names, List.of(names));
  }

  private static long read(List<Cell> cells) {
    return cells.stream().mapToLong(cell -> cell.profile().open().read()).sum();
  }

  @Test
  void everyRowIsInOneCell() {
    List<Cell> cells = profiler(windows("7 days"), 1).profile(rows(1, 3));
    assertThat(read(cells)).isEqualTo(1000);
    List<@Nullable TimeRange> windows = cells.stream().map(Cell::window).distinct().toList();
    assertThat(windows).containsOnlyOnce((TimeRange) null);
    assertThat(windows("7 days").all())
        .containsAll(windows.stream().filter(Objects::nonNull).toList());
    List<@Nullable String> versions = cells.stream().map(Cell::version).distinct().toList();
    assertThat(versions).containsExactlyInAnyOrder("m1", null);
  }

  @Test
  void theCellsDoNotDependOnThePartitions() {
    Profiler profiler = profiler(windows("1 day"), 1);
    assertThat(profiler.profile(rows(1, 7)))
        .containsExactlyInAnyOrderElementsOf(profiler.profile(rows(1, 1)));
  }

  @Test
  void oneJobServesAnyNumberOfWindowsAndSlices() throws TimeoutException {
    int few = jobs(() -> profiler(windows("30 days"), 0).profile(rows(0, 4)));
    int many = jobs(() -> profiler(windows("1 hour"), 5).profile(rows(5, 4)));
    assertThat(many).isEqualTo(few);
  }

  private static int jobs(Runnable action) throws TimeoutException {
    AtomicInteger jobs = new AtomicInteger();
    String group = "jobs-of-" + System.nanoTime();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart start) {
            if (group.equals(start.properties().getProperty("spark.jobGroup.id"))) {
              jobs.incrementAndGet();
            }
          }
        };
    spark().sparkContext().addSparkListener(listener);
    spark().sparkContext().setJobGroup(group, "counted", false);
    try {
      action.run();
      // Events come in order: once this job's has come, all have.
      spark().sparkContext().listenerBus().waitUntilEmpty();
    } finally {
      spark().sparkContext().clearJobGroup();
      spark().sparkContext().removeSparkListener(listener);
    }
    assertThat(jobs.get()).isPositive();
    return jobs.get();
  }
}
