package dev.surprisal.report.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.profile.CategoryDistribution;
import dev.surprisal.profile.ColumnDistribution;
import dev.surprisal.profile.ColumnDistribution.Cell;
import dev.surprisal.report.picture.Distribution.Bin;
import dev.surprisal.report.picture.Distribution.Form;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DistributionsTest {

  @Test
  void fewValuesAreABinEach() {
    Distribution pages =
        Distributions.of(
            "pages",
            new ColumnDistribution(0, 0, true, List.of(exact(1, 30), exact(2, 70))),
            new ColumnDistribution(50, 0, true, List.of(exact(1, 40), exact(3, 10))));

    assertThat(pages.form()).isEqualTo(Form.VALUES);
    assertThat(pages.bins()).extracting(Bin::lower).containsExactly(1.0, 2.0, 3.0);
    assertThat(pages.bins()).extracting(Bin::before).containsExactly(0.3, 0.7, 0.0);
    assertThat(pages.bins()).extracting(Bin::after).containsExactly(0.8, 0.0, 0.2);
    assertThat(pages.missingAfter()).isEqualTo(0.5);
    assertThat(pages.distance()).isCloseTo(0.7, within(1e-12));
  }

  @Test
  void everyRowIsInABin() {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      cells.add(new Cell(i * 0.37, (i + 1) * 0.37, 10 + i % 7));
    }
    ColumnDistribution some = new ColumnDistribution(0, 0, false, cells);
    ColumnDistribution others = new ColumnDistribution(0, 0, false, cells.subList(0, 30));
    Distribution both = Distributions.of("basket", some, others);

    assertThat(both.form()).isEqualTo(Form.RANGES);
    assertThat(both.bins().stream().mapToDouble(Bin::before).sum()).isCloseTo(1, within(1e-9));
    assertThat(both.bins().stream().mapToDouble(Bin::after).sum()).isCloseTo(1, within(1e-9));
    assertThat(both.bins().get(23).after()).isZero();
  }

  @Test
  void oneOutlierAndAnInfinityDoNotFlattenTheOthers() {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      cells.add(new Cell(i, i + 1, 1_000));
    }
    cells.add(exact(1e9, 1));
    cells.add(exact(Double.POSITIVE_INFINITY, 1));
    ColumnDistribution some = new ColumnDistribution(0, 0, false, cells);
    Distribution both = Distributions.of("price", some, some);

    assertThat(both.isCutAbove()).isTrue();
    assertThat(both.bins().get(23).upper()).isLessThan(51);
    assertThat(both.bins().stream().mapToDouble(Bin::after).sum()).isCloseTo(1, within(1e-9));
  }

  @Test
  void noRowsAreNoShares() {
    ColumnDistribution none = new ColumnDistribution(0, 0, false, List.of());
    ColumnDistribution some = new ColumnDistribution(0, 0, false, List.of(new Cell(1, 2, 5)));

    assertThat(Distributions.of("a", none, none).bins()).isEmpty();
    assertThat(Distributions.of("a", none, some).bins())
        .allSatisfy(it -> assertThat(it.before()).isZero());
  }

  @Test
  void rareCategoriesAreTogether() {
    List<CategoryDistribution.Category> names = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      names.add(new CategoryDistribution.Category(i, "c" + i, 15 - i));
    }
    CategoryDistribution some = new CategoryDistribution(0, 0, names);
    Distribution both =
        Distributions.of("country", some, new CategoryDistribution(10, 0, names.subList(0, 1)));

    assertThat(both.bins()).hasSize(11);
    assertThat(both.bins().get(0)).isEqualTo(new Bin("c0", 0, 0, 0.125, 1));
    assertThat(both.bins().get(10).name()).isEqualTo("all others");
    assertThat(both.bins().stream().mapToDouble(Bin::before).sum()).isCloseTo(1, within(1e-9));
    assertThat(both.missingAfter()).isEqualTo(0.4);
  }

  private static Cell exact(double value, long rows) {
    return new Cell(value, value, rows);
  }
}
