package dev.surprisal.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.SparkTest;
import dev.surprisal.dataset.RowSample.Stratum;
import dev.surprisal.dataset.spec.DuplicatePolicy;
import dev.surprisal.drift.classifier.SampledRow;
import dev.surprisal.profile.time.TimeRange;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Samples of predictions by hash. */
@Isolated
class RowSampleTest extends SparkTest {

  private static final TimeRange APRIL = Datasets.WINDOWS.reference();
  private static final TimeRange MAY = Datasets.WINDOWS.current();

  /** Half of the rows in April, half in May; of each, one in ten by version b. */
  private static final String ROWS =
      "select id, array(0.5D, 0.5D) as q, if(id %% 10 = 0, 'b', 'a') as version,"
          + " timestamp_seconds(1775001600 + id * 500) as at, cast(id as double) as number,"
          + " if(id %% 7 = 0, null, cast(id %% 3 as string)) as text"
          + " from range(0, 10000, 1, %d)";

  @TempDir private Path directory;

  private Datasets datasets() {
    return Datasets.in(spark(), directory)
        .key(DuplicatePolicy.LATEST, "id")
        .version("version")
        .columns("number", "text");
  }

  private static List<SampledRow> draw(Datasets datasets, int rows, long seed, Stratum stratum) {
    List<Stratum> strata = List.of(new Stratum("b", APRIL, 500), stratum);
    Map<Stratum, List<SampledRow>> samples =
        new RowSample(datasets.scoring(), rows, seed).draw(datasets.checked(), strata);
    return samples.getOrDefault(stratum, List.of());
  }

  private static List<Double> numbers(List<SampledRow> rows) {
    return rows.stream().map(row -> Objects.requireNonNull(row.numbers().get(0))).toList();
  }

  @Test
  void isTheSameHoweverRowsArePartitioned() {
    Stratum stratum = new Stratum("a", MAY, 4_300);
    List<SampledRow> one = draw(datasets().of(ROWS.formatted(1)), 200, 1, stratum);

    assertThat(one).hasSize(200).doesNotHaveDuplicates();
    assertThat(one).isSortedAccordingTo((a, b) -> Long.compare(a.hash(), b.hash()));
    assertThat(draw(datasets().of(ROWS.formatted(3)), 200, 1, stratum)).isEqualTo(one);
    assertThat(draw(datasets().of(ROWS.formatted(8)), 200, 1, stratum)).isEqualTo(one);
    assertThat(draw(datasets().of(ROWS.formatted(1)), 200, 2, stratum)).isNotEqualTo(one);
  }

  @Test
  void isOfTheRowsOfTheVersionAndTheTimeWhateverTheirNumber() {
    List<SampledRow> rows =
        draw(datasets().of(ROWS.formatted(3)), 300, 1, new Stratum("a", MAY, 4_300));

    assertThat(rows).allMatch(row -> row.micros() >= TimeRange.micros(MAY.from()));
    assertThat(numbers(rows)).allMatch(number -> number % 10 != 0);
    assertThat(rows)
        .allMatch(
            row -> {
              long id = Math.round(Objects.requireNonNull(row.numbers().get(0)));
              return Objects.equals(row.categories().get(0), id % 7 == 0 ? null : "" + id % 3);
            });
    // 300 uniform numbers from 5,184 on: their mean's standard error is 80.
    assertThat(numbers(rows).stream().mapToDouble(it -> it).average().orElseThrow())
        .isBetween(7_592.0 - 400, 7_592.0 + 400);
  }

  @Test
  void aSmallerSampleIsAmongALargerOneAndAllAreTakenWhereThereAreFewer() {
    Datasets datasets = datasets().of(ROWS.formatted(3));
    Stratum stratum = new Stratum("a", MAY, 4_300);
    List<SampledRow> large = draw(datasets, 900, 1, stratum);

    assertThat(large.subList(0, 200)).isEqualTo(draw(datasets, 200, 1, stratum));
    assertThat(draw(datasets, 9_000, 1, stratum)).hasSizeBetween(4_000, 4_400);
  }

  @Test
  void neitherFaultyRowsNorDuplicatesAreInIt() {
    Datasets datasets =
        datasets()
            .of(
                "select id, if(id % 2 = 0, array(0.5D, 0.5D), array(5D, 5D)) as q, 'a' as version,"
                    + " timestamp'2026-05-02' + make_interval(0, 0, 0, 0, copy) as at,"
                    + " cast(copy as double) as number, 'x' as text"
                    + " from range(0, 100), (select explode(array(1, 3, 2)) as copy)");
    List<SampledRow> rows = draw(datasets, 1_000, 1, new Stratum("a", MAY, 50));

    assertThat(rows).hasSize(50);
    // The latest by the timestamp.
    assertThat(numbers(rows)).containsOnly(3.0);
  }

  @Test
  void isOneScanOfThePredictionsAlone() throws Exception {
    Datasets datasets =
        datasets()
            .labelsById(DuplicatePolicy.LATEST, null)
            .source(Datasets.parquet(directory, "predictions"))
            .write("predictions", "parquet", ROWS.formatted(3))
            .of("labels", "select id, 'UP' as label from range(0, 10000)");
    AtomicLong read = new AtomicLong();
    SparkListener meter =
        new SparkListener() {
          @Override
          public void onTaskEnd(SparkListenerTaskEnd end) {
            read.addAndGet(end.taskMetrics().inputMetrics().recordsRead());
          }
        };
    CheckedRows checked = datasets.checked();
    spark().sparkContext().listenerBus().waitUntilEmpty();
    spark().sparkContext().addSparkListener(meter);
    try {
      new RowSample(datasets.scoring(), 100, 1)
          .draw(checked, List.of(new Stratum("a", APRIL, 4_600), new Stratum("b", MAY, 480)));
      spark().sparkContext().listenerBus().waitUntilEmpty();
    } finally {
      spark().sparkContext().removeSparkListener(meter);
    }

    assertThat(read).hasValue(10_000);
  }

  @Test
  void withoutAKeyAllThatIsReadOfARowChoosesIt() {
    Datasets datasets =
        Datasets.in(spark(), directory).version("version").columns("number").of(ROWS.formatted(3));
    Stratum stratum = new Stratum("a", MAY, 4_300);
    List<SampledRow> rows = draw(datasets, 100, 1, stratum);

    assertThat(rows).hasSize(100).doesNotHaveDuplicates();
    assertThat(rows.get(0).categories()).isEmpty();
  }
}
