package dev.surprisal.profile.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ShareBinsTest {

  @Test
  void everyBinHoldsItsLowerBoundAndWhatIsBelowItsUpper() {
    for (int bin = 0; bin < ShareBins.COUNT; bin++) {
      assertThat(ShareBins.of(ShareBins.lower(bin))).isEqualTo(bin);
      assertThat(ShareBins.of(ShareBins.upper(bin) - 1e-13)).isEqualTo(bin);
    }
    assertThat(ShareBins.of(1)).isEqualTo(ShareBins.COUNT - 1);
    assertThat(ShareBins.of(Math.nextUp(1.0))).isEqualTo(ShareBins.COUNT - 1);
  }

  /** By a search among the bounds, at and beside each of them and at random. */
  @Test
  void aShareIsInTheLastBinThatBeginsAtOrBelowIt() {
    SplittableRandom random = new SplittableRandom(4);
    DoubleStream.Builder shares = DoubleStream.builder();
    for (int bin = 0; bin < ShareBins.COUNT; bin++) {
      double bound = ShareBins.upper(bin);
      shares.add(bound).add(Math.nextDown(bound)).add(Math.nextUp(bound));
    }
    for (int i = 0; i < 100_000; i++) {
      double share = Math.pow(10, -20 * random.nextDouble());
      shares.add(share).add(1 - share).add(random.nextDouble());
    }
    shares.add(0).add(-0.0).add(Double.MIN_VALUE).add(-1e-17);
    shares.build().forEach(share -> assertThat(ShareBins.of(share)).isEqualTo(searched(share)));
  }

  private static int searched(double share) {
    int bin = ShareBins.COUNT - 1;
    while (bin > 0 && share < ShareBins.lower(bin)) {
      bin--;
    }
    return bin;
  }

  @Test
  void aSureModelAndASurerOneAreApart() {
    assertThat(ShareBins.of(0.99999) - ShareBins.of(0.999)).isEqualTo(6);
    assertThat(ShareBins.of(0.001) - ShareBins.of(0.00001)).isEqualTo(6);
  }

  /** The bins that the calibration error was always made of. */
  @Test
  void theyAddUpToTwentyOfEqualWidth() {
    for (double share = 0; share <= 1; share += 1.0 / 4096) {
      assertThat(ShareBins.even(ShareBins.of(share))).isEqualTo(Math.min(19, (int) (share * 20)));
    }
  }

  @Test
  void aStratumIsAPredictedClassAtAConfidence() {
    StratumBins two = StratumBins.of(2);
    int bin = ShareBins.of(0.9);
    assertThat(two.index(1, bin) - two.index(0, bin)).isEqualTo(two.perClass());
    assertThat(two.index(1, ShareBins.of(1))).isEqualTo(StratumBins.count(2) - 1);
    StratumBins ten = StratumBins.of(10);
    assertThat(ten.index(9, ShareBins.of(1))).isEqualTo(StratumBins.count(10) - 1).isEqualTo(99);
    StratumBins many = StratumBins.of(50);
    assertThat(many.index(7, bin)).isEqualTo(many.index(3, bin));
  }
}
