package dev.surprisal.math.statistics;

/**
 * Capital that grows by betting on p-values being small. Where each p-value is uniform, or larger
 * than uniform, given those before it, the capital is a nonnegative supermartingale that starts at
 * 1: the probability of its ever reaching 1/α is at most α (Ville's inequality), however long one
 * watches and whenever one looks.
 *
 * <p>Three bets ε·p^(ε − 1), ε = 0.1, 0.25 and 0.5, for changes that are large, and that are small.
 * Half of the capital sleeps at first, and a small share of what sleeps wakes up at each step: so
 * what a quiet year costs the bets is not lost for a change after it. J. Ville, Étude critique de
 * la notion de collectif (1939); V. Vovk, A. Gammerman and G. Shafer, Algorithmic Learning in a
 * Random World (2022), chapter 8; M. Herbster and M. Warmuth, <a
 * href="https://doi.org/10.1023/A:1007424614876">Tracking the Best Expert</a> (1998).
 *
 * <p>Not thread-safe.
 */
public final class BettingMartingale {

  private static final double[] BETS = {0.1, 0.25, 0.5};

  /** Of what sleeps, so much wakes up: after a thousand quiet steps an eighth still sleeps. */
  private static final double WAKING = 0.002;

  private double sleeping = 0.5;
  private final double[] betting = {0.5 / 3, 0.5 / 3, 0.5 / 3};

  /**
   * Bets on a p-value.
   *
   * @param pValue above 0 and at most 1
   * @return the capital from now on
   * @throws IllegalArgumentException if the value is not a probability above 0
   */
  public double bet(double pValue) {
    if (!(pValue > 0 && pValue <= 1)) {
      throw new IllegalArgumentException(
          "Invalid p-value: %s (must be above 0 and at most 1)".formatted(pValue));
    }
    double woken = sleeping * WAKING;
    sleeping -= woken;
    for (int i = 0; i < BETS.length; i++) {
      double stake = betting[i] + woken / BETS.length;
      betting[i] = stake * BETS[i] * Math.pow(pValue, BETS[i] - 1);
    }
    return capital();
  }

  /** The capital. */
  public double capital() {
    return sleeping + betting[0] + betting[1] + betting[2];
  }
}
