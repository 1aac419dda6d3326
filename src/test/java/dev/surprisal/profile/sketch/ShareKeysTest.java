package dev.surprisal.profile.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShareKeysTest {

  private static final double[] ASCENDING = {
    0,
    1e-100,
    1e-20,
    1e-5,
    0x1p-16,
    0.003,
    0x1p-8,
    0.3,
    0.5,
    Math.nextUp(0.5),
    0.7,
    0.999,
    1 - 0x1p-16,
    1 - 1e-9,
    Math.nextDown(1.0),
    1
  };

  @Test
  void keysAreInTheOrderOfTheShares() {
    for (int i = 1; i < ASCENDING.length; i++) {
      assertThat(ShareKeys.of(ASCENDING[i])).isGreaterThan(ShareKeys.of(ASCENDING[i - 1]));
    }
  }

  @Test
  void aShareIsTheGreatestOfItsKeyAndBeyondThatOfTheKeyBefore() {
    for (double share : ASCENDING) {
      long key = ShareKeys.of(share);
      assertThat(ShareKeys.greatest(key)).isEqualTo(share);
      if (key > 0) {
        assertThat(ShareKeys.greatest(key - 1)).isLessThan(share);
      }
    }
  }

  @Test
  void sharesAreMirroredAtAHalf() {
    assertThat(ShareKeys.of(0.75)).isEqualTo(ShareKeys.ONE - ShareKeys.of(0.25));
    assertThat(ShareKeys.of(0)).isZero();
    assertThat(ShareKeys.of(-0.0)).isZero();
    assertThat(ShareKeys.of(-1e-300)).isZero();
    assertThat(ShareKeys.of(-1e-9)).isZero();
    assertThat(ShareKeys.of(1)).isEqualTo(ShareKeys.ONE);
    assertThat(ShareKeys.of(1 + 1e-9)).isEqualTo(ShareKeys.ONE);
  }
}
