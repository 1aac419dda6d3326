package dev.surprisal.function.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.function.binding.StoredForm;
import dev.surprisal.function.row.ClassNames;
import dev.surprisal.function.row.DistributionStatusFunction;
import dev.surprisal.function.row.SparseFunction;
import dev.surprisal.function.row.SparseStatusFunction;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.cube.StoredProfile;
import dev.surprisal.profile.row.RowStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a prediction is told alike, in whatever form it comes. */
class PredictionFaultTest {

  private static final int CLASSES = 3;
  private static final double TOLERANCE = 1e-4;

  /** Of several faults the first in the order in which definitions.md has them. */
  @ParameterizedTest
  @CsvSource({
    "0.5 0.25 0.25,        scored",
    "0.5 0.25 0.25009,     scored",
    "1 -0.0 0,             scored",
    "0.5 null 0.5,         null_prediction",
    "null NaN,             null_prediction",
    "null NaN Infinity -1, null_prediction",
    "0.5 NaN,              wrong_length",
    "0.5 0.5 NaN -1,       wrong_length",
    "Infinity,             wrong_length",
    "-1 Infinity NaN,      nan",
    "-1 Infinity 0.5,      infinite",
    "0.5 -Infinity 0.5,    infinite",
    "-0.5 1 0.5,           out_of_range",
    "1.00011 0 0,          out_of_range",
    "0.5 0.25 0.2502,      sum_not_one",
    "0 0 0,                sum_not_one",
  })
  void theFirstFaultIsTold(String figures, String status) {
    List<@Nullable Double> q =
        Arrays.stream(figures.split(" "))
            .map(it -> it.equals("null") ? null : Double.valueOf(it))
            .toList();

    assertThat(dense(q)).as("as an array").isEqualTo(status);
    assertThat(profiled(q)).as("in a profile").isEqualTo(status);
    assertThat(sparse(q)).as("as a map").isEqualTo(status);
  }

  private static String dense(List<@Nullable Double> q) {
    return RowStatus.of(DistributionStatusFunction.OfDoubles.invoke(array(q), CLASSES, TOLERANCE))
        .label();
  }

  /** A map that names each class, or a class that is none. */
  private static String sparse(List<@Nullable Double> q) {
    Object[] names = new Object[q.size()];
    Arrays.setAll(names, i -> UTF8String.fromString(q.size() == CLASSES ? "c" + i : "none" + i));
    InternalRow map =
        SparseFunction.OfMap.invoke(
            new ArrayBasedMapData(new GenericArrayData(names), array(q)),
            UTF8String.fromString(ClassNames.text(List.of("c0", "c1", "c2"))));
    return RowStatus.of(SparseStatusFunction.OfSparse.invoke(map, CLASSES, TOLERANCE)).label();
  }

  private static String profiled(List<@Nullable Double> q) {
    RowsProfileFunction.Rows rows =
        new RowsProfileFunction.Rows(
            DataTypes.LongType,
            DataTypes.createArrayType(DataTypes.DoubleType),
            DataTypes.LongType);
    InternalRow row = new GenericInternalRow(new Object[] {1L, array(q), (long) CLASSES});
    long[] state = rows.update(rows.newAggregationState(), row);
    byte[] stored = Objects.requireNonNull(rows.produceResult(state));
    Profile profile = StoredForm.read(stored, StoredProfile::open).orElseThrow();
    return Arrays.stream(RowStatus.values())
        .filter(it -> profile.rows(it) == 1)
        .map(RowStatus::label)
        .collect(Collectors.joining());
  }

  private static GenericArrayData array(List<@Nullable Double> q) {
    return new GenericArrayData(q.toArray());
  }
}
