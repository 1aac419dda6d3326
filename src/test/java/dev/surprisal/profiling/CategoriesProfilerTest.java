package dev.surprisal.profiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.surprisal.SparkTest;
import dev.surprisal.dataset.CheckedRows;
import dev.surprisal.profile.CategoryDistribution;
import dev.surprisal.profile.CategoryDistribution.Category;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.row.CategoricalColumns;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.WindowLengths;
import dev.surprisal.profile.time.Windows;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Categories through Spark: those of the smallest {@code xxhash64}, counted as SQL counts them. */
class CategoriesProfilerTest extends SparkTest {

  private static final int MOST = 16;
  private static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");
  private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
  private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");

  /** A categorical column of many values, some null and some long, a numeric, another of two. */
  private static final Layout LAYOUT =
      new Layout(2, ZeroPolicy.DEFAULT, 3).categorical(new CategoricalColumns(MOST, List.of(0, 2)));

  private static final String MANY =
      "case when id % 11 = 0 then null when id % 13 = 0 then repeat('größer ', 1 + id % 9)"
          + " else concat('k', id % 300) end";

  private static CheckedRows rows(int partitions) {
    long first = APRIL.getEpochSecond() * 1_000_000;
    Dataset<Row> rows =
        spark()
            .sql(
                "select "
                    + MANY
                    + " as c0, cast(id % 3 = 0 as string) as c1, array(double(id)) as columns, "
                    + first
                    + "L + id * 1200000000L as ts, cast(null as string) as version,"
                    + " array(0.25D, 0.75D) as q, cast(id % 2 as int) as label, false as"
                    + " label_repeated, if(id % 5 = 0, 1, 0) as status from range(0, 4000, 1, "
                    + partitions
                    + ")");
    return new CheckedRows(rows, rows, 0, false, false, List.of());
  }

  private static List<Cell> cells(String window, int partitions) {
    Windows windows =
        new Windows(
            new TimeRange(APRIL, MAY), new TimeRange(MAY, JUNE), WindowLengths.parse(window), 0);
    return new Profiler(LAYOUT, windows, List.of(), List.of(List.of())).profile(rows(partitions));
  }

  private static Profile total(List<Cell> cells) {
    Profile total = Profile.empty(LAYOUT);
    for (Cell cell : cells) {
      total = total.plus(cell.profile().open());
    }
    return total;
  }

  /** Windows of one hour are kept as rows for long, those of thirty days are vectors at once. */
  @ParameterizedTest
  @ValueSource(strings = {"1 hour", "30 days"})
  void thoseOfTheSmallestHashAreCounted(String window) {
    Profile total = total(cells(window, 3));

    CategoryDistribution many = total.categories(0);
    List<Category> expected =
        spark()
            .sql(
                "select xxhash64(c), if(octet_length(c) > 47, 'long', c), count(*) from (select "
                    + MANY
                    + " as c from range(4000)) where c is not null group by c order by 1 limit "
                    + MOST)
            .collectAsList()
            .stream()
            .map(row -> new Category(row.getLong(0), row.getString(1), row.getLong(2)))
            .toList();
    assertThat(many.categories().stream().map(CategoriesProfilerTest::withoutLongName))
        .isEqualTo(expected);
    assertThat(many.nulls()).isEqualTo(364);
    assertThat(many.rows()).isEqualTo(4000);
    assertThat(total.categories(2).categories())
        .extracting(Category::name, Category::rows)
        .containsExactlyInAnyOrder(tuple("true", 1334.0), tuple("false", 2666.0));
    assertThat(total.column(1).rows()).isEqualTo(4000);
  }

  private static Category withoutLongName(Category it) {
    return it.name().endsWith("…") ? new Category(it.hash(), "long", it.rows()) : it;
  }

  @Test
  void theCellsDoNotDependOnThePartitions() {
    assertThat(cells("1 day", 7)).containsExactlyInAnyOrderElementsOf(cells("1 day", 1));
  }
}
