package dev.surprisal.profile.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.math.FixedPoint;
import dev.surprisal.profile.Metric;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.cube.SlidingSum;
import dev.surprisal.profile.row.RowWeight;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.section.RowCounter;
import dev.surprisal.profile.section.RowTerms;
import dev.surprisal.profile.section.Section;
import dev.surprisal.profile.section.SectionType;
import dev.surprisal.profile.section.StateOffsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A section that nothing but this test knows is folded, merged, subtracted and stored as others.
 */
class SectionTest {

  /**
   * Of the first class's probability: the scored rows by quarter, the greatest, which no
   * subtraction undoes, and the sum of all.
   */
  private static final class FirstClass extends Section {

    static final SectionType TYPE =
        new SectionType("first_class", 3, spec -> true, (spec, offsets) -> new FirstClass(offsets));

    private static final int QUARTERS = 4;

    FirstClass(StateOffsets offsets) {
      super(offsets, new Size(QUARTERS, 1, 1));
    }

    @Override
    public void predicted(RowCounter counter, long[] state, RowTerms terms) {
      double q = terms.row.q[0];
      state[others] = Math.max(state[others], FixedPoint.units(q));
      counter.share(state, sums, q, terms.shares[0]);
    }

    @Override
    public void scored(RowCounter counter, long[] state, RowTerms terms) {
      counter.tally(state, counts + Math.min(QUARTERS - 1, (int) (QUARTERS * terms.row.q[0])));
    }

    @Override
    public void mergeOthers(long[] into, long[] from) {
      into[others] = Math.max(into[others], from[others]);
    }

    @Override
    public void pack(long[] state) {
      state[others] = ~state[others];
    }

    @Override
    public void unpack(long[] state) {
      pack(state);
    }

    long quarter(Profile of, int quarter) {
      return of.state()[counts + quarter];
    }

    double greatest(Profile of) {
      return of.state()[others] / (double) FixedPoint.units(1);
    }

    double sum(Profile of) {
      return FixedPoint.sumOfShares(of.state(), sums);
    }
  }

  private static final SectionCatalog CATALOG = SectionCatalog.BUILT_IN.plus(FirstClass.TYPE);

  private static final class Rows {
    private final List<double[]> predictions = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();

    Rows(int size, long seed) {
      Random random = new Random(seed);
      for (int i = 0; i < size; i++) {
        double first = random.nextDouble();
        predictions.add(new double[] {first, (1 - first) / 2, (1 - first) / 2});
        labels.add(random.nextInt(4) - 1);
      }
    }

    /** The greatest, of all or of those with a label. */
    double greatest() {
      return predictions.stream().mapToDouble(q -> q[0]).max().orElse(0);
    }

    double sum() {
      return predictions.stream().mapToDouble(q -> q[0]).sum();
    }

    long scored(int quarter) {
      long rows = 0;
      for (int i = 0; i < labels.size(); i++) {
        rows += labels.get(i) >= 0 && (int) (4 * predictions.get(i)[0]) == quarter ? 1 : 0;
      }
      return rows;
    }

    long[] into(Accumulator accumulator, long[] before) {
      long[] state = before;
      for (int i = 0; i < labels.size(); i++) {
        double[] q = predictions.get(i);
        int label = labels.get(i);
        state =
            label < 0
                ? accumulator.unlabelled(state, q, new long[0])
                : accumulator.scored(state, q, label, new long[0]);
      }
      return state;
    }
  }

  private static Layout layout() {
    return new Layout(new Layout(3, ZeroPolicy.DEFAULT, 0).spec(), CATALOG);
  }

  private static Profile profile(Layout layout, Rows rows) {
    Accumulator accumulator = new Accumulator(layout);
    return Profile.decode(layout, accumulator.encode(rows.into(accumulator, Accumulator.noRows())));
  }

  private static void assertOf(Rows rows, Profile profile) {
    FirstClass section = profile.layout().section(FirstClass.class);
    for (int quarter = 0; quarter < 4; quarter++) {
      assertThat(section.quarter(profile, quarter)).isEqualTo(rows.scored(quarter));
    }
    assertThat(section.sum(profile)).isCloseTo(rows.sum(), within(1e-9));
    assertThat(section.greatest(profile)).isCloseTo(rows.greatest(), within(1e-15));
  }

  /** Few rows stay rows, more become a compact form or a vector. */
  @ParameterizedTest
  @ValueSource(ints = {0, 5, 500})
  void everyFormOfACellHasIt(int size) {
    Layout layout = layout();
    Rows rows = new Rows(size, 7);
    Accumulator compact = new Accumulator(layout, 0);
    Accumulator wide = new Accumulator(layout, Long.MAX_VALUE);
    long[] small = rows.into(compact, Accumulator.noRows());
    long[] vector = rows.into(wide, Accumulator.noRows());

    assertThat(small.length).isLessThan(layout.longs());
    assertThat(vector.length == layout.longs()).isEqualTo(size == 500);
    assertThat(compact.encode(small)).isEqualTo(wide.encode(vector));
    assertThat(new Accumulator(layout).unpack(compact.pack(small)))
        .isEqualTo(new Accumulator(layout).unpack(wide.pack(vector)));
    assertOf(rows, Profile.decode(layout, compact.encode(small)));
  }

  @Test
  void twoAreMerged() {
    Layout layout = layout();
    Rows first = new Rows(300, 1);
    Rows second = new Rows(40, 2);
    Profile sum = profile(layout, first).plus(profile(layout, second));

    Accumulator accumulator = new Accumulator(layout);
    long[] state = first.into(accumulator, Accumulator.noRows());
    long[] both = second.into(accumulator, state);
    assertThat(sum.encode()).isEqualTo(accumulator.encode(both));
    assertThat(Metric.LOG_LOSS.value(sum)).isPositive();
  }

  @Test
  void aWindowLeavesASum() {
    Layout layout = layout();
    SlidingSum sliding = new SlidingSum(layout, 2);
    List<Profile> days = new ArrayList<>();
    for (int day = 0; day < 6; day++) {
      days.add(profile(layout, new Rows(200 - 30 * day, day)));
      Profile sum = sliding.next(days.get(day)).orElse(null);
      if (sum != null) {
        assertThat(sum.encode()).isEqualTo(days.get(day - 1).plus(days.get(day)).encode());
      }
    }
  }

  @Test
  void weightsWeighInItsCounts() {
    Layout layout = layout().weighted();
    Accumulator accumulator = new Accumulator(layout);
    double[] q = {0.3, 0.3, 0.4};
    long[] two = {Double.doubleToLongBits(2)};
    long[] nothing = {Double.doubleToLongBits(0)};
    long[] state = accumulator.scored(Accumulator.noRows(), q, 0, two);
    state = accumulator.scored(state, new double[] {0.9, 0.1, 0}, 0, nothing);
    Profile profile = Profile.decode(layout, accumulator.encode(state));
    FirstClass section = layout.section(FirstClass.class);

    assertThat(section.quarter(profile, 1) * RowWeight.UNIT).isEqualTo(2);
    assertThat(section.quarter(profile, 3)).isZero();
    assertThat(section.sum(profile)).isCloseTo(0.6, within(1e-15));
  }

  @Test
  void theDescriptorAndTheHeaderTellIt() {
    Layout layout = layout();

    assertThat(layout.descriptor()).endsWith(",ranking:1,first_class:3");
    assertThat(LayoutForm.parse(layout.descriptor(), CATALOG)).isEqualTo(layout);
    assertThat(LayoutForm.ofHeader(layout.empty(), CATALOG)).isEqualTo(layout);
    assertThat(layout.has(FirstClass.class)).isTrue();
    assertThat(layout).isNotEqualTo(new Layout(3, ZeroPolicy.DEFAULT, 0));
  }

  /**
   * A state that was stored before the section was thought of has none of it, and stays readable.
   */
  @Test
  void statesWithoutItStayWhatTheyWere() {
    Layout before = new Layout(3, ZeroPolicy.DEFAULT, 0);
    Layout read = LayoutForm.parse(before.descriptor(), CATALOG);
    Rows rows = new Rows(200, 5);

    assertThat(read).isEqualTo(before);
    assertThat(read.has(FirstClass.class)).isFalse();
    assertThat(Profile.decode(read, profile(before, rows).encode()))
        .isEqualTo(profile(before, rows));
    assertThat(LayoutForm.ofHeader(before.empty(), CATALOG)).isEqualTo(before);
  }

  @Test
  void whoDoesNotKnowItNamesIt() {
    String descriptor = layout().descriptor();

    assertThat(Layout.unknownSection(descriptor)).contains("section first_class version 3");
    assertThatThrownBy(() -> Layout.parse(descriptor))
        .hasMessage(
            "Invalid profile layout: "
                + descriptor
                + " (this Surprisal does not know section first_class version 3, which a newer one"
                + " wrote: use that one)");
    String later = new Layout(3, ZeroPolicy.DEFAULT, 0).descriptor().replace("rows:1", "rows:2");
    assertThat(Layout.unknownSection(later)).contains("section rows version 2");
  }

  @Test
  void otherDescriptorsAreRefused() {
    String text = new Layout(3, ZeroPolicy.DEFAULT, 0).descriptor();
    assertThat(Layout.unknownSection(text)).isEmpty();
    assertThatThrownBy(() -> Layout.parse(text.replace("v1;", "v2;")))
        .hasMessageEndingWith("(this Surprisal reads format version 1)");
    assertThatThrownBy(() -> Layout.parse("v1;classes=2"))
        .hasMessageEndingWith("(must read like v1;classes=2;zero=…)");
    assertThatThrownBy(() -> Layout.parse(text.replace("rows:1,outcomes:1", "outcomes:1,rows:1")))
        .hasMessageEndingWith("(would be written " + text + ")");
  }

  @Test
  void aSectionThatDoesNotSayHowItIsMergedIsAnError() {
    SectionType mute =
        SectionType.always(
            "mute", 1, (spec, offsets) -> new Section(offsets, Section.Size.ofOthers(1)) {});
    Layout layout =
        new Layout(new Layout(3, ZeroPolicy.DEFAULT, 0).spec(), SectionCatalog.BUILT_IN.plus(mute));
    assertThatThrownBy(() -> layout.merge(layout.empty(), layout.empty()))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageEndingWith("does not say how it is merged");
  }
}
