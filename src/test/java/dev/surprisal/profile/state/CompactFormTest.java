package dev.surprisal.profile.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.profile.Metric;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.row.CategoricalColumns;
import dev.surprisal.profile.row.RowStatus;
import dev.surprisal.profile.row.StateSpec;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.sketch.CategoryForm;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells among very many have smaller states, and come to the same bytes. */
class CompactFormTest {

  /** No room for vectors in the cache. */
  private static final long NONE_CACHED = 0;

  private final Random random = new Random(42);

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10, 16, 17, 64, 65, 200})
  void comesToTheSameBytesAsAVector(int classes) {
    assertSame(new Layout(classes, ZeroPolicy.DEFAULT, 0), 500);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 100})
  void keepsColumnsAndTheLagOfLabels(int classes) {
    Layout layout = new Layout(classes, ZeroPolicy.DEFAULT, 2, StateSpec.Lag.KEPT);
    assertSame(layout.categorical(new CategoricalColumns(8, List.of(1))), 500);
  }

  @Test
  void hasWhatIsInfinite() {
    assertSame(
        new Layout(4, new ZeroPolicy(ZeroPolicy.Kind.INFINITE, ZeroPolicy.DEFAULT.floor()), 0),
        500);
  }

  @Test
  void becomesAVectorWhereASmallCounterIsFull() {
    Layout layout = new Layout(2, ZeroPolicy.DEFAULT, 0);
    Accumulator accumulator = new Accumulator(layout, NONE_CACHED);
    long[] state = Accumulator.noRows();
    int rows = (int) CompactOffsets.MOST;
    double[] q = {0.25, 0.75};
    // One more row, and as many again: the count of its status would run over into the next.
    for (int i = 0; i < rows; i++) {
      state = accumulator.scored(state, q, 1, new long[0]);
    }
    assertThat(state.length).isLessThan(layout.longs());
    for (int i = 0; i <= rows; i++) {
      state = accumulator.scored(state, q, 1, new long[0]);
    }
    assertThat(state.length).isEqualTo(layout.longs());
    Profile profile = Profile.decode(layout, accumulator.encode(state));
    assertThat(profile.rows(RowStatus.SCORED)).isEqualTo(2L * rows + 1);
    assertThat(profile.read()).isEqualTo(2L * rows + 1);
    assertThat(Metric.ACCURACY.value(profile)).isEqualTo(1);
  }

  @Test
  void isForCellsThatDoNotFitIntoTheCache() {
    Layout layout = new Layout(10, ZeroPolicy.DEFAULT, 0);
    Accumulator accumulator = new Accumulator(layout);
    int cells = 200;
    int vectors = 0;
    for (int i = 0; i < cells; i++) {
      long[] state = fold(accumulator, layout, 50, new Random(i));
      vectors += state.length == layout.longs() ? 1 : 0;
    }
    assertThat(vectors).isEqualTo((int) (StateForms.CACHED / layout.longs())).isLessThan(cells);
  }

  @Test
  void neverCountsWeights() {
    Layout layout = new Layout(3, ZeroPolicy.DEFAULT, 0).weighted();
    long[] state = fold(new Accumulator(layout, NONE_CACHED), layout, 500, new Random(1));
    assertThat(state.length).isEqualTo(layout.longs());
  }

  @Test
  void takesLessThanHalfOfAVector() {
    Layout layout = new Layout(10, ZeroPolicy.DEFAULT, 0);
    long[] state = fold(new Accumulator(layout, NONE_CACHED), layout, 500, random);
    assertThat(state.length).isLessThan(layout.longs() / 2);
  }

  private void assertSame(Layout layout, int rows) {
    long seed = random.nextLong();
    Accumulator compact = new Accumulator(layout, NONE_CACHED);
    long[] small = fold(compact, layout, rows, new Random(seed));
    Accumulator wide = new Accumulator(layout, Long.MAX_VALUE);
    long[] vector = fold(wide, layout, rows, new Random(seed));
    assertThat(small.length).isLessThan(vector.length);
    assertThat(vector.length).isEqualTo(layout.longs());
    assertThat(Accumulator.layout(small)).isEqualTo(layout);
    assertThat(compact.encode(small)).isEqualTo(wide.encode(vector));
    assertThat(compact.pack(small)).isEqualTo(wide.pack(vector));
    assertThat(compact.encode(compact.merge(small.clone(), small)))
        .isEqualTo(wide.encode(wide.merge(vector.clone(), vector)));
  }

  /** Rows of every kind, by chance. */
  private static long[] fold(Accumulator rows, Layout layout, int count, Random random) {
    long[] state = Accumulator.noRows();
    for (int i = 0; i < count; i++) {
      double[] q = distribution(layout.classes(), random);
      long[] values = values(layout, random);
      state =
          switch (random.nextInt(8)) {
            case 0 -> rows.unlabelled(state, q, values);
            case 1 -> rows.count(state, RowStatus.UNKNOWN_LABEL);
            case 2 -> rows.scored(state, q, distribution(layout.classes(), random), values);
            case 3 -> {
              rows.ofRepeatedLabel();
              yield rows.add(state);
            }
            default -> rows.scored(state, q, random.nextInt(layout.classes()), values);
          };
    }
    return state;
  }

  /** Some are certain, some have zeros, as models give them. */
  private static double[] distribution(int classes, Random random) {
    double[] shares = new double[classes];
    int first = random.nextInt(classes);
    double rest = random.nextInt(4) == 0 ? 0 : random.nextDouble();
    shares[first] = 1 - rest;
    shares[(first + 1 + random.nextInt(classes - 1)) % classes] += rest;
    return shares;
  }

  private static long[] values(Layout layout, Random random) {
    int numbers = layout.spec().rowValues();
    long[] values = new long[numbers + layout.spec().categorical().size() * CategoryForm.LONGS];
    for (int i = 0; i < numbers; i++) {
      values[i] = Double.doubleToLongBits(random.nextInt(100));
    }
    if (values.length > numbers) {
      byte category = (byte) ('a' + random.nextInt(12));
      byte[] utf8 = Arrays.copyOf(new byte[] {category}, CategoryForm.NAME_BYTES + 1);
      CategoryForm.write(values, numbers, category, utf8, 1);
    }
    return values;
  }
}
