package dev.surprisal.catalyst;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.profile.Profile;
import dev.surprisal.profile.row.RowStatus;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.state.Accumulator;
import dev.surprisal.profile.state.Layout;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves a task, against profiles that are made cell by cell. */
class RowsByCellTest {

  private static final Layout LAYOUT = new Layout(2, ZeroPolicy.DEFAULT, 0);

  /** No text, one, and two: each row is in three cells. */
  private static final int[][] BLOCKS = {{}, {1}, {1, 0}};

  private static final int ROWS = 3_000;

  private record Sample(int window, @Nullable String few, String many, int status, double q) {

    InternalRow row() {
      return new GenericInternalRow(
          new @Nullable Object[] {
            window,
            few == null ? null : UTF8String.fromString(few),
            UTF8String.fromString(many),
            status,
            UnsafeArrayData.fromPrimitiveArray(new double[] {1 - q, q}),
            1,
            false
          });
    }

    void addTo(Map<String, Accumulating> cells) {
      for (String key : List.of("0 " + window, "1 " + window + many, "2 " + window + few + many)) {
        cells.computeIfAbsent(key, of -> new Accumulating()).add(this);
      }
    }
  }

  /** A profile made by itself. */
  private static final class Accumulating {

    private final Accumulator rows = new Accumulator(LAYOUT);
    private long[] state = Accumulator.noRows();

    void add(Sample row) {
      double[] q = {1 - row.q, row.q};
      if (row.status == RowStatus.SCORED.code()) {
        state = rows.scored(state, q, 1, new long[0]);
      } else if (row.status == RowStatus.UNLABELLED.code()) {
        state = rows.unlabelled(state, q, new long[0]);
      } else {
        state = rows.count(state, RowStatus.of(row.status));
      }
    }

    void add(byte[] packed) {
      state = rows.merge(state, rows.unpack(packed));
    }

    Profile profile() {
      return Profile.decode(LAYOUT, rows.encode(state));
    }
  }

  private static List<Sample> samples() {
    Random random = new Random(11);
    return IntStream.range(0, ROWS)
        .mapToObj(
            i ->
                new Sample(
                    random.nextInt(4) - 1,
                    random.nextInt(4) == 0 ? null : "few" + random.nextInt(3),
                    "one of many values, " + random.nextInt(40),
                    random.nextInt(4),
                    random.nextDouble()))
        .toList();
  }

  private static List<RowArgument> arguments() {
    List<DataType> types =
        List.of(
            DataTypes.IntegerType,
            DataTypes.StringType,
            DataTypes.StringType,
            DataTypes.IntegerType,
            DataTypes.createArrayType(DataTypes.DoubleType),
            DataTypes.IntegerType,
            DataTypes.BooleanType);
    return IntStream.range(0, types.size())
        .mapToObj(i -> RowArgument.of(new BoundReference(i, types.get(i), true)))
        .toList();
  }

  /** The key of a row that left, as in {@link Sample#addTo}. */
  private static String key(InternalRow left) {
    String few = left.isNullAt(2) ? "null" : left.getUTF8String(2).toString();
    return switch (left.getInt(0)) {
      case 0 -> "0 " + left.getInt(1);
      case 1 -> "1 " + left.getInt(1) + left.getUTF8String(3);
      default -> "2 " + left.getInt(1) + few + left.getUTF8String(3);
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 2_000, 20_000, 10_000_000})
  void whatLeavesAddsUpToTheProfilesOfTheCellsWhateverTheMemory(long mostLongs) {
    RowsByCell cells = new RowsByCell(LAYOUT, arguments(), BLOCKS, mostLongs);
    Map<String, Accumulating> sums = new TreeMap<>();
    Map<String, Accumulating> expected = new TreeMap<>();
    int times = 0;

    for (Sample sample : samples()) {
      sample.addTo(expected);
      if (cells.add(sample.row())) {
        times++;
        addAll(cells.take(), sums);
      }
    }
    addAll(cells.take(), sums);

    assertThat(times > 0).isEqualTo(mostLongs < 10_000_000);
    assertThat(profiles(sums)).isEqualTo(profiles(expected));
  }

  private static Map<String, Profile> profiles(Map<String, Accumulating> cells) {
    Map<String, Profile> profiles = new TreeMap<>();
    cells.forEach((key, cell) -> profiles.put(key, cell.profile()));
    return profiles;
  }

  private static void addAll(Iterator<InternalRow> left, Map<String, Accumulating> sums) {
    left.forEachRemaining(
        row -> sums.computeIfAbsent(key(row), of -> new Accumulating()).add(row.getBinary(4)));
  }

  @Test
  void aTaskWithoutRowsHasNoCells() {
    RowsByCell cells = new RowsByCell(LAYOUT, arguments(), BLOCKS, 1_000);

    List<InternalRow> left = new ArrayList<>();
    cells.take().forEachRemaining(left::add);

    assertThat(left).isEmpty();
  }
}
