package dev.surprisal.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.SparkTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every shape of a label, and that none which names no class becomes one. */
class LabelShapesTest extends SparkTest {

  @TempDir private Path directory;
  private Datasets datasets;

  @BeforeEach
  void open() {
    datasets = Datasets.in(spark(), directory).label("label");
  }

  /** The class indices of labels beside the prediction, in the order of the values. */
  private List<Object> indices(Datasets of, String... labels) {
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < labels.length; i++) {
      values.append(i == 0 ? "" : ", ").append("(").append(i).append(", ").append(labels[i]);
      values.append(")");
    }
    of.of(
        "select place, label, array_repeat(1D / "
            + of.classes().size()
            + ", "
            + of.classes().size()
            + ") as q, timestamp'2026-05-03 10:00:00' as at from values "
            + values
            + " as t(place, label)");
    return of
        .dimensions("place")
        .checked()
        .rows()
        .selectExpr("s0", "label")
        .orderBy("s0")
        .collectAsList()
        .stream()
        .map(row -> row.isNullAt(1) ? "null" : row.get(1))
        .toList();
  }

  @Test
  void takesNames() {
    assertThat(indices(datasets, "'UP'", "'DOWN'", "'SIDEWAYS'", "'up'", "''", "null"))
        .containsExactly(1, 0, -1, 1, -1, "null");
    assertThat(datasets.counts())
        .isEqualTo(Map.of("scored", 3L, "unknown_label", 2L, "unlabelled", 1L));
    // Letters tell two classes apart where nothing else does.
    assertThat(indices(datasets.classes("a", "A"), "'A'", "'a'", "' A '"))
        .containsExactly(1, 0, -1);
  }

  @Test
  void takesNamesThatLookLikeCode() {
    String script = "<script>alert(\"it's\")</script>\\n";
    assertThat(
            indices(
                datasets.classes(script, "`b`"),
                "'<script>alert(\"it\\'s\")</script>\\\\n'",
                "'`b`'",
                "'<script>'"))
        .containsExactly(0, 1, -1);
  }

  @Test
  void takesTextAsAnIndexOnlyWhereNoNameIsANumber() {
    assertThat(indices(datasets, "'0'", "'1'", "'1.0'", "'2'", "'-1'", "'0.5'", "'NaN'", "'1e99'"))
        .containsExactly(0, 1, 1, -1, -1, -1, -1, -1);
    assertThat(indices(datasets.classes("1", "0"), "'0'", "'1'", "'2'")).containsExactly(1, 0, -1);
    assertThat(indices(datasets.classes("3", "other"), "'0'", "'3'", "'other'"))
        .containsExactly(-1, 0, 1);
  }

  @Test
  void takesTheWordsOfABooleanWhereTheyAreNoNames() {
    assertThat(indices(datasets, "'true'", "'False'", "'yes'")).containsExactly(1, 0, -1);
    assertThat(indices(datasets.classes("true", "false"), "'true'", "'false'"))
        .containsExactly(0, 1);
    assertThat(indices(datasets.classes("A", "B", "C"), "'true'")).containsExactly(-1);
    assertThat(indices(datasets.classes("yes", "no"), "'true'", "' FALSE '", "'1'"))
        .containsExactly(0, 1, -1);
    assertThat(indices(datasets.classes("1", "0"), "'true'", "'false'")).containsExactly(0, 1);
  }

  @Test
  void takesIndices() {
    assertThat(indices(datasets, "0", "1", "2", "-1", "null"))
        .containsExactly(0, 1, -1, -1, "null");
    assertThat(indices(datasets, "0L", "1L", "4294967296L")).containsExactly(0, 1, -1);
    assertThat(
            indices(datasets, "0D", "1D", "0.5D", "double('NaN')", "double('Infinity')", "1e300D"))
        .containsExactly(0, 1, -1, -1, -1, -1);
    assertThat(indices(datasets, "0.0", "1.0", "1.5")).containsExactly(0, 1, -1);
  }

  @Test
  void takesNumbersAsNamesWhereEveryNameIsAnInteger() {
    Datasets grades = datasets.classes("3", "-2", "0");
    assertThat(indices(grades, "3", "-2", "0", "1", "2")).containsExactly(0, 1, 2, -1, -1);
    assertThat(indices(grades, "3D", "0.5D")).containsExactly(0, -1);
    // 01 is a name, but no integer as one writes it: 1 could be either.
    assertThat(indices(datasets.classes("1", "01"), "0", "1")).containsExactly(0, 1);
  }

  @Test
  void takesTextOfNumbersAsNamesWhereClassesAreNumbers() {
    assertThat(indices(datasets.classes("0", "1"), "'1.0'", "'0.0'", "' 1'", "'01'", "'0.5'"))
        .containsExactly(1, 0, 1, 1, -1);
    assertThat(indices(datasets.classes("0.5", "1.5"), "'1.50'", "'0.5'", "'1'"))
        .containsExactly(1, 0, -1);
    assertThat(indices(datasets.classes("0.5", "1.5"), "1.5D", "1D")).containsExactly(1, -1);
    assertThat(indices(datasets.classes("1", "2", "other"), "1", "2", "0"))
        .containsExactly(0, 1, -1);
  }

  @Test
  void takesBooleans() {
    assertThat(indices(datasets, "false", "true", "null")).containsExactly(0, 1, "null");
    assertThat(indices(datasets.classes("true", "false"), "false", "true")).containsExactly(1, 0);
    assertThat(indices(datasets.classes("False", "True"), "false", "true")).containsExactly(0, 1);
    assertThat(indices(datasets.classes("1", "0"), "false", "true")).containsExactly(1, 0);
  }

  @Test
  void takesOneHotAndSoftArrays() {
    indices(
        datasets,
        "array(1D, 0D)",
        "array(0.25D, 0.75D)",
        "null",
        "array(0.25D, 0.25D)",
        "array(1D)",
        "array(1D, null)",
        "array(double('NaN'), 1D)",
        "array(-1D, 2D)");
    assertThat(datasets.counts())
        .isEqualTo(Map.of("scored", 2L, "unlabelled", 1L, "invalid_label", 5L));
    indices(datasets, "array(1, 0)", "array(0, 1)", "array(1, 1)");
    assertThat(datasets.counts()).isEqualTo(Map.of("scored", 2L, "invalid_label", 1L));
  }

  @Test
  void takesMapsAndStructs() {
    indices(datasets, "map('DOWN', 1D, 'UP', 0D)", "map('UP', 1D)", "null");
    assertThat(datasets.counts())
        .isEqualTo(Map.of("scored", 1L, "invalid_label", 1L, "unlabelled", 1L));
    indices(datasets, "named_struct('UP', 1, 'DOWN', 0)", "named_struct('UP', 2, 'DOWN', 0)");
    assertThat(datasets.counts()).isEqualTo(Map.of("scored", 1L, "invalid_label", 1L));
  }

  @Test
  void tellsRejectedLabelsAsTheyStood() {
    indices(datasets, "'UP'", "'SIDEWAYS'");
    assertThat(rejected()).containsExactly("unknown_label: SIDEWAYS");
    indices(datasets, "array(0.25D, 0.75D)", "array(0.25D, 0.25D)");
    assertThat(rejected()).containsExactly("invalid_label: [0.25, 0.25]");
  }

  private List<String> rejected() {
    return RejectedRows.of(datasets.checked()).collectAsList().stream()
        .map((Row row) -> row.getAs("reason") + ": " + row.getAs("value"))
        .toList();
  }
}
