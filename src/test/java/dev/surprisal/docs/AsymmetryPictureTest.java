package dev.surprisal.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.docs.AsymmetryPicture.NearestNormal;
import dev.surprisal.math.continuous.Density;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class AsymmetryPictureTest {

  @Test
  void thePictureIsTheOneThatOurFunctionsDraw() throws IOException {
    assertThat(AsymmetryPicture.FILE).hasContent(AsymmetryPicture.svg());
    assertThat(Files.readString(AsymmetryPicture.FILE)).isEqualTo(AsymmetryPicture.svg());
  }

  @Test
  void oneDirectionStaysFiniteWhereTheOtherDoesNot() {
    // −ln 0.9 and −ln 0.1
    assertThat(AsymmetryPicture.ofCurrent(0)).isCloseTo(0.10536051565782628, within(1e-15));
    assertThat(AsymmetryPicture.ofCurrent(1)).isCloseTo(2.302585092994046, within(1e-15));
    assertThat(AsymmetryPicture.ofReference(0)).isInfinite();
    assertThat(AsymmetryPicture.ofReference(1)).isInfinite();
  }

  @Test
  void noNormalDistributionNearbyIsNearer() {
    Density.Normal cover = NearestNormal.ofWhichPeaksDiverge();
    Density.Normal pick = NearestNormal.thatDivergesFromPeaks();
    for (double[] move : List.of(new double[] {0.01, 0}, new double[] {0, 0.01})) {
      for (int sign : new int[] {-1, 1}) {
        assertThat(NearestNormal.forward(moved(cover, move, sign)))
            .isGreaterThan(NearestNormal.forward(cover));
        assertThat(NearestNormal.reverse(moved(pick, move, sign)))
            .isGreaterThan(NearestNormal.reverse(pick));
      }
    }
  }

  private static Density.Normal moved(Density.Normal q, double[] by, int sign) {
    return new Density.Normal(q.mean() + sign * by[0], q.sd() + sign * by[1]);
  }
}
