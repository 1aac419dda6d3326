package dev.surprisal.profile.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Cells depend on the numbers alone: any split, any order, any grouping gives the same section. */
class AdaptiveCellsTest {

  /** A section need not begin where the array does. */
  private static final int AT = 3;

  private static final int COUNTS = 2;

  @Provide
  Arbitrary<List<Double>> numbers() {
    return Arbitraries.oneOf(
            Arbitraries.of(0.0, -0.0, 1.0, -1.0, 1e18, 5.55e-17, Double.MIN_VALUE),
            Arbitraries.of(-Double.MAX_VALUE, Double.MAX_VALUE, Math.nextUp(1.0), 1e-310),
            Arbitraries.integers().between(-20, 20).map(Integer::doubleValue),
            Arbitraries.doubles().between(500_000, 500_400),
            Arbitraries.doubles())
        .list()
        .ofMaxSize(60);
  }

  private static long[] section(AdaptiveCells cells, List<Double> numbers) {
    long[] section = new long[AT + cells.longs()];
    for (double number : numbers) {
      cells.add(section, AT, AdaptiveCells.key(number), which(number), 1);
    }
    return section;
  }

  private static int which(double number) {
    return number > 1 ? 1 : 0;
  }

  /** The section as its definition has it. */
  private static long[] expected(AdaptiveCells cells, List<Double> numbers) {
    for (int level = 0; ; level++) {
      TreeMap<Long, long[]> occupied = new TreeMap<>();
      for (double number : numbers) {
        long cell = AdaptiveCells.key(number) >> level;
        occupied.computeIfAbsent(cell, it -> new long[COUNTS])[which(number)]++;
      }
      if (occupied.size() <= cells.most()) {
        long[] section = new long[AT + cells.longs()];
        section[AT] = level;
        section[AT + 1] = occupied.size();
        int[] place = {AT + 2};
        occupied.forEach(
            (cell, counts) -> {
              section[place[0]++] = cell;
              section[place[0]++] = counts[0];
              section[place[0]++] = counts[1];
            });
        return section;
      }
    }
  }

  @Property
  void theLevelIsTheFinestThatFits(
      @ForAll("numbers") List<Double> numbers, @ForAll @IntRange(min = 2, max = 30) int most) {
    AdaptiveCells cells = new AdaptiveCells(most, COUNTS);
    assertThat(section(cells, numbers)).isEqualTo(expected(cells, numbers));
  }

  @Property
  void anySplitInAnyOrderMergesToTheSame(
      @ForAll("numbers") List<Double> numbers,
      @ForAll @IntRange(min = 2, max = 30) int most,
      @ForAll @IntRange(min = 1, max = 5) int parts,
      @ForAll long seed) {
    AdaptiveCells cells = new AdaptiveCells(most, COUNTS);
    Random random = new Random(seed);
    List<List<Double>> split = split(numbers, parts, random);
    List<long[]> sections = new ArrayList<>();
    split.forEach(part -> sections.add(section(cells, part)));
    while (sections.size() > 1) {
      long[] from = sections.remove(random.nextInt(sections.size()));
      cells.merge(sections.get(random.nextInt(sections.size())), from, AT);
    }
    assertThat(sections.get(0)).isEqualTo(expected(cells, numbers));
  }

  @Property
  void whatASubtractionLeavesIsTheRestOrKnownNotToBe(
      @ForAll("numbers") List<Double> numbers,
      @ForAll @IntRange(min = 2, max = 30) int most,
      @ForAll @IntRange(min = 2, max = 4) int parts,
      @ForAll long seed) {
    AdaptiveCells cells = new AdaptiveCells(most, COUNTS);
    List<List<Double>> split = split(numbers, parts, new Random(seed));
    long[] sum = section(cells, numbers);
    int level = AdaptiveCells.level(sum, AT);
    List<Double> others = split.subList(1, parts).stream().flatMap(List::stream).toList();
    List<long[]> rest = split.subList(1, parts).stream().map(it -> section(cells, it)).toList();
    long[] fresh = section(cells, others);

    boolean asCoarse = cells.isAsCoarse(rest, AT, level);
    cells.subtract(sum, section(cells, split.get(0)), AT);

    assertThat(asCoarse).isEqualTo(AdaptiveCells.level(fresh, AT) == level || others.isEmpty());
    if (asCoarse) {
      assertThat(sum).isEqualTo(fresh);
    }
    long rows = 0;
    for (int slot = 0; slot < AdaptiveCells.size(sum, AT); slot++) {
      rows += cells.count(sum, AT, slot, 0) + cells.count(sum, AT, slot, 1);
    }
    assertThat(rows).isEqualTo(others.size());
  }

  private static List<List<Double>> split(List<Double> numbers, int parts, Random random) {
    List<Double> shuffled = new ArrayList<>(numbers);
    Collections.shuffle(shuffled, random);
    List<List<Double>> split = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      split.add(new ArrayList<>());
    }
    shuffled.forEach(number -> split.get(random.nextInt(parts)).add(number));
    return split;
  }

  @Property
  void whatIsPackedIsUnpackedTheSame(
      @ForAll("numbers") List<Double> numbers, @ForAll @IntRange(min = 2, max = 30) int most) {
    AdaptiveCells cells = new AdaptiveCells(most, COUNTS);
    long[] section = section(cells, numbers);
    long[] packed = section.clone();
    cells.pack(packed, AT);
    cells.unpack(packed, AT);
    assertThat(packed).isEqualTo(section);
  }

  @Test
  void wholeNumbersArePackedIntoSmallOnes() {
    AdaptiveCells cells = new AdaptiveCells(64, COUNTS);
    long[] section = section(cells, List.of(500_001.0, 500_002.0, 500_003.0, 500_007.0));
    cells.pack(section, AT);
    assertThat(Arrays.stream(section).skip(AT + 2).max().orElseThrow()).isLessThan(1L << 31);
  }

  @Test
  void aDamagedSectionIsRefused() {
    AdaptiveCells cells = new AdaptiveCells(2, 1);
    long[] section = new long[AT + cells.longs()];
    section[AT + 1] = 3;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cells.unpack(section, AT))
        .withMessageContaining("3 cells");
  }

  @Property
  void keysAreInTheOrderOfTheNumbers(@ForAll double x, @ForAll double y) {
    assertThat(Long.compare(AdaptiveCells.key(x), AdaptiveCells.key(y)))
        .isEqualTo(x == y ? 0 : Double.compare(x, y));
    assertThat(AdaptiveCells.value(AdaptiveCells.key(x))).isEqualTo(x == 0 ? 0.0 : x);
    assertThat(AdaptiveCells.key(-x)).isEqualTo(-AdaptiveCells.key(x));
  }

  @Test
  void oneOddValueCostsACellAndCoarsensNothing() {
    AdaptiveCells cells = new AdaptiveCells(64, COUNTS);
    List<Double> numbers = new ArrayList<>();
    new Random(7).doubles(2_000, 500_000, 500_400).forEach(numbers::add);
    int level = AdaptiveCells.level(section(cells, numbers), AT);
    numbers.add(5.55e-17);
    numbers.add(-1e18);
    long[] odd = section(cells, numbers);
    assertThat(AdaptiveCells.level(odd, AT)).isLessThanOrEqualTo(level + 1);
    // 400 in 32 to 64 cells.
    assertThat(
            AdaptiveCells.value(cells.greatestKey(odd, AT, 30))
                - AdaptiveCells.value(cells.leastKey(odd, AT, 30)))
        .isBetween(6.2, 12.5);
  }
}
