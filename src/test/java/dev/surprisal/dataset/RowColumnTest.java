package dev.surprisal.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.surprisal.SparkTest;
import dev.surprisal.dataset.spec.DuplicatePolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No plan has a column that is not one of ours, or is of another type. */
class RowColumnTest extends SparkTest {

  private static final String ROWS =
      "select id, array(0.25D, 0.75D) as q, timestamp'2026-05-02' as at, 'm' as model, 1.5D as w,"
          + " 'UP' as label, array(0D, 1D) as soft, 'x' as city from range(3)";

  @TempDir private Path directory;

  private Datasets datasets() {
    return Datasets.in(spark(), directory)
        .of(ROWS)
        .key(DuplicatePolicy.LATEST, "id")
        .version("model")
        .dimensions("city")
        .columns("w", "city");
  }

  private static final Set<String> NUMBERED =
      Stream.of(NumberedColumn.values()).map(it -> it.label(0)).collect(Collectors.toSet());

  private static List<String> unknown(StructType schema) {
    Set<String> known =
        Stream.of(RowColumn.values()).map(RowColumn::label).collect(Collectors.toSet());
    return Stream.of(schema.fields())
        .map(StructField::name)
        .filter(name -> !known.contains(name) && !NUMBERED.contains(name))
        .toList();
  }

  @Test
  void plansHaveNoOtherColumns() {
    CheckedRows beside = datasets().label("soft").weight("w").checked();
    CheckedRows apart =
        datasets()
            .of("labels", "select id, 'UP' as label, timestamp'2026-05-03' as at from range(3)")
            .labelsById(DuplicatePolicy.LATEST, "at")
            .checked();

    assertThat(unknown(beside.rows().schema())).isEmpty();
    assertThat(unknown(beside.slices().schema())).isEmpty();
    assertThat(unknown(apart.rows().schema())).isEmpty();
    assertThat(beside.weighted()).isTrue();
    assertThat(apart.weighted()).isFalse();
  }

  @Test
  void rowsWithoutAColumnAreNoCheckedRows() {
    CheckedRows rows = datasets().checked();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> RowColumn.require(rows.rows().drop("status").schema()))
        .withMessageEndingWith("(must have status)");
  }

  @Test
  void aColumnOfAnotherTypeIsAnError() {
    StructType schema = datasets().checked().rows().drop("ts").schema();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> RowColumn.require(schema.add("ts", DataTypes.TimestampType)))
        .withMessage("Invalid type of ts: timestamp (must be one of [bigint])");
  }
}
