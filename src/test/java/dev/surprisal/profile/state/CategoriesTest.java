package dev.surprisal.profile.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surprisal.profile.CategoryDistribution;
import dev.surprisal.profile.CategoryDistribution.Category;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.cube.SlidingSum;
import dev.surprisal.profile.row.CategoricalColumns;
import dev.surprisal.profile.row.StateSpec;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.sketch.CategoryCounts;
import dev.surprisal.profile.sketch.CategoryForm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Counts by category: bounded, and yet the same whatever the order, the parts and the grouping. */
class CategoriesTest {

  private static final int MOST = 4;

  /** A numeric column between two categorical ones. */
  private static final Layout LAYOUT =
      new Layout(2, ZeroPolicy.DEFAULT, 3, StateSpec.Lag.KEPT)
          .categorical(new CategoricalColumns(MOST, List.of(0, 2)));

  private static final double[] Q = {0.25, 0.75};

  /** The values of a row in the two categorical columns; null is null. */
  private record TestRow(@Nullable String first, @Nullable String second) {}

  @Provide
  Arbitrary<List<TestRow>> rows() {
    // Never too many categories in the first column, often in the second.
    Arbitrary<String> few = Arbitraries.of("", "Monday", "Wednesday", "Säntis");
    Arbitrary<String> many = Arbitraries.strings().withCharRange('a', 'c').ofMaxLength(2);
    return net.jqwik.api.Combinators.combine(few.injectNull(0.1), many.injectNull(0.1))
        .as(TestRow::new)
        .list()
        .ofMaxSize(200);
  }

  /** Any function of the value will do for a hash here. */
  private static long hash(String value) {
    return value.hashCode() * 0x9e3779b97f4a7c15L;
  }

  /** What it is told by: 0 is null. */
  private static long kept(String value) {
    return hash(value) == 0 ? 1 : hash(value);
  }

  private static int write(long[] into, int at, @Nullable String value) {
    if (value == null) {
      return CategoryForm.writeNull(into, at);
    }
    return write(into, at, hash(value), value);
  }

  private static int write(long[] into, int at, long hash, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    byte[] kept = Arrays.copyOf(utf8, CategoryForm.NAME_BYTES + 1);
    return CategoryForm.write(into, at, hash, kept, utf8.length);
  }

  /** The numeric column, the lag, the categories; longer than they are, as the job's array is. */
  private static long[] values(TestRow row) {
    long[] values = new long[2 + 2 * CategoryForm.LONGS];
    values[0] = Double.doubleToLongBits(1.5);
    values[1] = Double.doubleToLongBits(60);
    write(values, write(values, 2, row.first()), row.second());
    return values;
  }

  private static long[] accumulate(List<TestRow> rows) {
    Accumulator accumulator = new Accumulator(LAYOUT);
    long[] state = Accumulator.noRows();
    for (TestRow row : rows) {
      state =
          row.first() == null
              ? accumulator.unlabelled(state, Q, values(row))
              : accumulator.scored(state, Q, 1, values(row));
    }
    return state;
  }

  private static byte[] encode(long[] state) {
    return new Accumulator(LAYOUT).encode(state);
  }

  private static Profile profile(List<TestRow> rows) {
    return Profile.decode(LAYOUT, encode(accumulate(rows)));
  }

  private static List<Category> expected(List<@Nullable String> values, long most) {
    Map<Long, Category> byHash = new TreeMap<>();
    for (String value : values) {
      if (value != null) {
        byHash.merge(
            kept(value),
            new Category(kept(value), value, 1),
            (a, b) -> new Category(a.hash(), a.name(), a.rows() + b.rows()));
      }
    }
    return byHash.values().stream().limit(most).toList();
  }

  private static void assertCounts(
      CategoryDistribution actual, List<@Nullable String> values, int most) {
    assertThat(actual.categories()).isEqualTo(expected(values, most));
    assertThat(actual.nulls()).isEqualTo(values.stream().filter(Objects::isNull).count());
    assertThat(actual.rows()).isEqualTo(values.size());
  }

  @Property(tries = 200)
  void theCategoriesOfSmallestHashAreCountedExactly(@ForAll("rows") List<TestRow> rows) {
    Profile profile = profile(rows);
    List<@Nullable String> first = new ArrayList<>();
    List<@Nullable String> second = new ArrayList<>();
    rows.forEach(row -> first.add(row.first()));
    rows.forEach(row -> second.add(row.second()));
    assertCounts(profile.categories(0), first, MOST);
    assertCounts(profile.categories(2), second, MOST);
    assertThat(profile.column(1).rows()).isEqualTo(rows.size());
  }

  @Property(tries = 200)
  void anySplitAnyOrderAndAnyGroupingGiveTheSameBytes(
      @ForAll("rows") List<TestRow> rows, @ForAll long seed) {
    Random random = new Random(seed);
    List<TestRow> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, random);
    List<long[]> states = new ArrayList<>();
    for (int at = 0; at < shuffled.size() || states.isEmpty(); ) {
      int to = Math.min(shuffled.size(), at + 1 + random.nextInt(60));
      states.add(accumulate(shuffled.subList(at, to)));
      at = to;
    }
    while (states.size() > 1) {
      long[] left = states.remove(random.nextInt(states.size()));
      long[] right = states.remove(random.nextInt(states.size()));
      byte[] sent = new Accumulator(LAYOUT).pack(right);
      states.add(
          new Accumulator(Accumulator.layout(left))
              .merge(left, new Accumulator(LAYOUT).unpack(sent)));
    }
    assertThat(encode(states.get(0))).isEqualTo(encode(accumulate(rows)));
  }

  @Property(tries = 200)
  void sumsOfProfilesAreAssociative(
      @ForAll("rows") List<TestRow> a,
      @ForAll("rows") List<TestRow> b,
      @ForAll("rows") List<TestRow> c) {
    Profile left = profile(a).plus(profile(b)).plus(profile(c));
    Profile right = profile(a).plus(profile(b).plus(profile(c)));
    assertThat(left.encode()).isEqualTo(right.encode());
  }

  @Property(tries = 200)
  void everySlidingSumIsAFreshSum(
      @ForAll("rows") List<TestRow> rows, @ForAll @IntRange(min = 1, max = 4) int span) {
    SlidingSum sum = new SlidingSum(LAYOUT, span);
    List<Profile> windows = new ArrayList<>();
    for (int at = 0; at < rows.size(); at += 7) {
      windows.add(profile(rows.subList(at, Math.min(rows.size(), at + 7))));
      Optional<Profile> slid = sum.next(windows.get(windows.size() - 1));
      Profile fresh = Profile.empty(LAYOUT);
      for (Profile window : windows.subList(Math.max(0, windows.size() - span), windows.size())) {
        fresh = fresh.plus(window);
      }
      if (windows.size() >= span) {
        assertThat(slid.orElseThrow().encode()).isEqualTo(fresh.encode());
      }
    }
  }

  @Property(tries = 200)
  void uptoACommonBoundBothSidesKnowEveryCategory(
      @ForAll("rows") List<TestRow> a, @ForAll("rows") List<TestRow> b) {
    CategoryDistribution first = profile(a).categories(2);
    CategoryDistribution second = profile(b).categories(2);
    long bound = Math.min(first.bound(), second.bound());
    List<@Nullable String> values = new ArrayList<>();
    a.stream()
        .filter(row -> row.second() != null && kept(row.second()) <= bound)
        .forEach(row -> values.add(row.second()));
    assertThat(first.upTo(bound).categories()).isEqualTo(expected(values, Long.MAX_VALUE));
    assertThat(first.upTo(bound).rows()).isEqualTo(first.rows());
  }

  private static CategoryDistribution ofOne(String name) {
    return profile(List.of(new TestRow(name, null))).categories(0);
  }

  @Test
  void aNameIsKeptUpTo47BytesAndCutBetweenCharacters() {
    String whole = "x".repeat(46) + "y";
    assertThat(ofOne(whole).categories().get(0).name()).isEqualTo(whole);
    assertThat(ofOne(whole + "z").categories().get(0).name()).isEqualTo(whole + "…");
    // ü takes the bytes 47 and 48.
    String cut = "x".repeat(46) + "ü";
    assertThat(ofOne(cut).categories().get(0).name()).isEqualTo("x".repeat(46) + "…");
    assertThat(ofOne("").categories()).containsExactly(new Category(1, "", 1));
  }

  @Test
  void longNamesAreToldApartByWhatWasCutOff() {
    String start = "x".repeat(60);
    CategoryDistribution counts =
        profile(List.of(new TestRow(start + "a", null), new TestRow(start + "b", null)))
            .categories(0);
    assertThat(counts.categories()).extracting(Category::rows).containsExactly(1.0, 1.0);
  }

  /** Two values of one hash count as one; its name must not depend on which came first. */
  @Test
  void ofTwoValuesOfOneHashTheLesserGivesTheName() {
    long[] state = new long[CategoryCounts.longs(MOST)];
    long[] reverse = state.clone();
    long[] values = new long[2 * CategoryForm.LONGS];
    int second = write(values, 0, 7, "Wednesday");
    write(values, second, 7, "Monday");
    CategoryCounts.add(state, 0, MOST, values, 0, 1);
    CategoryCounts.add(state, 0, MOST, values, second, 1);
    CategoryCounts.add(reverse, 0, MOST, values, second, 1);
    CategoryCounts.add(reverse, 0, MOST, values, 0, 1);
    assertThat(state).isEqualTo(reverse);
    assertThat(CategoryDistribution.read(state, 0, MOST, 1).categories())
        .containsExactly(new Category(7, "Monday", 2));
  }

  @Test
  void theLayoutTravelsAsTextAndAtTheEndOfAState() {
    assertThat(LAYOUT.descriptor())
        .startsWith(
            "v1;classes=2;zero=clip:1.0E-15;columns=3;lag;categories=4;categorical=0,2;sections=");
    assertThat(Layout.parse(LAYOUT.descriptor())).isEqualTo(LAYOUT);
    assertThat(Accumulator.layout(accumulate(List.of(new TestRow("a", "b"))))).isEqualTo(LAYOUT);
    Layout wide =
        new Layout(2, ZeroPolicy.DEFAULT, 200)
            .categorical(new CategoricalColumns(1, List.of(63, 64, 199)));
    assertThat(Accumulator.layout(wide.empty())).isEqualTo(wide);
  }

  @Test
  void profilesOfOtherKindsOfColumnsAreNotMerged() {
    Layout numeric = new Layout(2, ZeroPolicy.DEFAULT, 3, StateSpec.Lag.KEPT);
    assertThatThrownBy(() -> Profile.empty(LAYOUT).plus(Profile.empty(numeric)))
        .hasMessage(
            "Profiles cannot be merged: " + LAYOUT.descriptor() + " and " + numeric.descriptor());
  }

  @Test
  void refusesPlacesThatAreNone() {
    assertThatThrownBy(() -> new CategoricalColumns(0, List.of(1)))
        .hasMessage("Invalid categories: 0 (must be at least 1, and 0 without such a column)");
    assertThatThrownBy(() -> new CategoricalColumns(4, List.of(1, 1)))
        .hasMessage("Invalid categorical columns: [1, 1] (must be ascending from 0)");
    CategoricalColumns beyond = new CategoricalColumns(4, List.of(1));
    assertThatThrownBy(() -> new Layout(2, ZeroPolicy.DEFAULT, 1).categorical(beyond))
        .hasMessage("Invalid categorical columns: [1] (of 1)");
  }
}
