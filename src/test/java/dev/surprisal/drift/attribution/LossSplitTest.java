package dev.surprisal.drift.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.drift.Rows;
import dev.surprisal.drift.attribution.Attribution.Part;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.cube.Slice;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LossSplitTest {

  private static final List<String> DIMENSIONS = List.of("region");

  private final LossSplit split = new LossSplit();

  private void add(String region, Rows reference, Rows current) {
    split.add(
        LossSplit.entry(
            new Series(
                "v1",
                new Slice(DIMENSIONS, List.of(region)),
                reference.profile(),
                current.profile(),
                List.of(),
                List.of())));
  }

  private Attribution attribution() {
    return split.explain("v1", DIMENSIONS, 0.05, InformationUnit.NATS).orElseThrow();
  }

  /** Shares 1/2 to 3/4 of a slice of loss ln 4 beside one of ln 2; nothing changes within. */
  @Test
  void aChangeOfSharesIsMix() {
    add("north", Rows.rows().scored(100, 0, 0.25), Rows.rows().scored(300, 0, 0.25));
    add("south", Rows.rows().scored(100, 0, 0.5), Rows.rows().scored(100, 0, 0.5));

    Attribution attribution = attribution();

    assertThat(attribution.total()).isCloseTo(Math.log(2) / 4, within(1e-15));
    assertThat(attribution.mix()).isCloseTo(Math.log(2) / 4, within(1e-15));
    assertThat(attribution.within()).isCloseTo(0, within(1e-15));
  }

  @Test
  void aChangeOfLossesIsWithinAndTheSliceThatDroveItComesFirst() {
    add("a", Rows.rows().scored(100, 0, 0.5), Rows.rows().scored(100, 0, 0.55));
    add("b", Rows.rows().scored(100, 0, 0.5), Rows.rows().scored(100, 0, 0.5));
    add("c", Rows.rows().scored(100, 0, 0.5), Rows.rows().scored(100, 0, 0.25));

    Attribution attribution = attribution();

    assertThat(attribution.parts())
        .extracting(p -> p.slice().values().get(0))
        .containsExactly("c", "a", "b");
    assertThat(attribution.parts().get(0).within()).isCloseTo(Math.log(2) / 3, within(1e-15));
    assertThat(attribution.mix()).isEqualTo(0);
  }

  @Test
  void aFallIsLedByWhatFell() {
    add("a", Rows.rows().scored(100, 0, 0.5), Rows.rows().scored(100, 0, 0.45));
    add("b", Rows.rows().scored(100, 0, 0.5), Rows.rows().scored(100, 0, 0.8));

    assertThat(attribution().parts().get(0).slice().values()).containsExactly("b");
  }

  /** The large slice wobbles by chance, the small one broke: 90 of its 100 rows are wrong now. */
  @Test
  void aSliceThatBrokeComesFirstAlsoWhereTheWholeFellByChance() {
    add(
        "large",
        Rows.rows().scored(70_000, 0, 0.9).scored(30_000, 0, 0.1),
        Rows.rows().scored(70_200, 0, 0.9).scored(29_800, 0, 0.1));
    add(
        "small",
        Rows.rows().scored(90, 0, 0.9).scored(10, 0, 0.1),
        Rows.rows().scored(10, 0, 0.9).scored(90, 0, 0.1));

    Attribution attribution = attribution();

    assertThat(attribution.total()).isNegative();
    assertThat(attribution.parts().get(0).slice().values()).containsExactly("small");
  }

  @Test
  void aSliceThatAppearsOrGoesIsMix() {
    add("gone", Rows.rows().scored(100, 0, 0.5), Rows.rows());
    add("new", Rows.rows(), Rows.rows().scored(50, 0, 0.125));
    add("stays", Rows.rows().scored(100, 0, 0.5), Rows.rows().scored(150, 0, 0.5));

    Attribution attribution = attribution();

    // The loss goes from ln 2 to (150 ln 2 + 50 ln 8) / 200 = 1.5 ln 2.
    assertThat(attribution.total()).isCloseTo(Math.log(2) / 2, within(1e-15));
    assertThat(attribution.within()).isCloseTo(0, within(1e-15));
    assertThat(attribution.parts().get(0).slice().values()).containsExactly("new");
    assertThat(attribution.parts().get(0).mix()).isCloseTo(Math.log(2) / 2, within(1e-15));
  }

  @Test
  void addsUpToTheTotalToAFewUlp() {
    SplittableRandom random = new SplittableRandom(5);
    Profile reference = Profile.empty(Rows.LAYOUT);
    Profile current = Profile.empty(Rows.LAYOUT);
    for (int i = 0; i < 40; i++) {
      Rows before = Rows.rows();
      Rows after = Rows.rows();
      for (int j = random.nextInt(60); j > 0; j--) {
        before.scored(0, random.nextDouble(0.01, 1), 1);
      }
      for (int j = random.nextInt(60); j > 0; j--) {
        after.scored(1, random.nextDouble(0.001, 1), 1);
      }
      add("slice " + i, before, after);
      reference = reference.plus(before.profile());
      current = current.plus(after.profile());
    }

    Attribution attribution = attribution();

    double total = current.meanFiniteLoss() - reference.meanFiniteLoss();
    double ulp = Math.ulp(current.meanFiniteLoss());
    double parts = attribution.parts().stream().mapToDouble(Part::contribution).sum();
    assertThat(attribution.total()).isCloseTo(total, within(4 * ulp));
    assertThat(attribution.mix() + attribution.within()).isCloseTo(total, within(8 * ulp));
    assertThat(parts).isCloseTo(total, within(16 * ulp));
  }

  @Test
  void thereIsNoneWithoutLabelsOnBothSides() {
    add("a", Rows.rows().scored(10, 0, 0.5), Rows.rows().unlabelled(10, 0));

    assertThat(split.explain("v1", DIMENSIONS, 0.05, InformationUnit.NATS)).isEmpty();
  }
}
