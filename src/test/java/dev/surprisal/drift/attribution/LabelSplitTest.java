package dev.surprisal.drift.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.drift.Rows;
import dev.surprisal.drift.attribution.Attribution.Part;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.cube.Slice;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelSplitTest {

  private static final List<String> DIMENSIONS = List.of("region");

  private final LabelSplit split = new LabelSplit();

  private void add(String region, Rows reference, Rows current) {
    split.add(
        LabelSplit.entry(
            new Series(
                "v1",
                new Slice(DIMENSIONS, List.of(region)),
                reference.profile(),
                current.profile(),
                List.of(),
                List.of())));
  }

  private static Rows labels(int a, int b) {
    return Rows.rows().scored(a, 0, 0.8).scored(b, 1, 0.8);
  }

  private Attribution attribution() {
    return split.explain("v1", DIMENSIONS, 0.05, InformationUnit.NATS).orElseThrow();
  }

  /** The joint distribution, with half a row more in each of the four cells, by hand. */
  @Test
  void theChainRuleAddsUpToTheDivergenceOfTheJointDistribution() {
    add("north", labels(70, 30), labels(60, 140));
    add("south", labels(20, 80), labels(30, 70));

    double joint = 0;
    double[] before = {70.5, 30.5, 20.5, 80.5};
    double[] after = {60.5, 140.5, 30.5, 70.5};
    for (int i = 0; i < 4; i++) {
      joint += after[i] / 302 * Math.log(after[i] / 302 / (before[i] / 202));
    }
    Attribution attribution = attribution();
    assertThat(attribution.total()).isCloseTo(joint, within(1e-15));
    assertThat(attribution.mix() + attribution.within()).isEqualTo(attribution.total());
    assertThat(attribution.parts().stream().mapToDouble(Part::contribution).sum())
        .isCloseTo(joint, within(1e-15));
    assertThat(attribution.comparison()).isEqualTo(ComparisonKind.LABEL_DISTRIBUTION);
  }

  /** The large slice contributes more by chance than the small one by its shift. */
  @Test
  void whatIsBeyondChanceStandsFirst() {
    add("large", labels(500, 500), labels(50_500, 49_500));
    add("small", labels(500, 500), labels(90, 10));

    Part first = attribution().parts().get(0);
    assertThat(first.slice().values()).containsExactly("small");
    assertThat(first.isSignificant()).isTrue();
    assertThat(attribution().parts().get(1).isSignificant()).isFalse();
  }

  @Test
  void thereIsNoneWithoutLabelsOnBothSides() {
    add("north", labels(10, 10), Rows.rows().unlabelled(10, 0));

    assertThat(split.explain("v1", DIMENSIONS, 0.05, InformationUnit.NATS)).isEmpty();
  }
}
