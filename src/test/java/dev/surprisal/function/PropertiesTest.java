package dev.surprisal.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.SparkTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of every pair of distributions, on some thousands of rows with zeros among them. */
class PropertiesTest extends SparkTest {

  @BeforeAll
  static void pairs() {
    spark()
        .range(0, 5_000, 1, 2)
        .selectExpr(
            "id",
            // From 1 to 50, and from 0 to 4 after the first.
            "surprisal.normalize(transform(sequence(1, 2 + id % 9), k -> 1 + pmod(hash(id, k),"
                + " 50))) AS q",
            "surprisal.normalize(transform(sequence(1, 2 + id % 9), k -> if(k = 1, 1,"
                + " pmod(hash(k, id), 5)))) AS p")
        .selectExpr(
            "*",
            "surprisal.kl_divergence(p, q) AS kl",
            "surprisal.js_divergence(p, q) AS js",
            "surprisal.hellinger(p, q) AS h",
            "surprisal.total_variation(p, q) AS tv")
        .createOrReplaceTempView("properties_test");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "surprisal.is_distribution(p) AND surprisal.is_distribution(q)",
        "kl >= 0",
        "surprisal.kl_divergence(p, p) = 0",
        // H(p, q) − H(p) = D(p‖q)
        "abs(surprisal.cross_entropy(p, q) - surprisal.entropy(p) - kl) <= 1e-14",
        // 0 ≤ H ≤ ln K
        "surprisal.entropy(p) BETWEEN 0 AND ln(size(p)) + 1e-15",
        "js BETWEEN 0 AND ln(2)",
        "js = surprisal.js_divergence(q, p)",
        "surprisal.js_distance(p, q) = sqrt(js)",
        // Pinsker's inequality
        "tv * tv <= kl / 2 + 1e-15",
        // h² ≤ tv ≤ √2·h
        "h * h <= tv + 1e-15 AND tv <= sqrt(2) * h + 1e-15",
        // Where p has a zero, both are infinite.
        "surprisal.psi(p, q) = surprisal.psi(q, p)"
            + " OR abs(surprisal.psi(p, q) - surprisal.psi(q, p)) <= 1e-15",
        "abs(surprisal.psi(q, reverse(q)) - surprisal.kl_divergence(q, reverse(q))"
            + " - surprisal.kl_divergence(reverse(q), q)) <= 1e-14",
        // The order of the classes does not matter, beyond the rounding of sums.
        "abs(surprisal.kl_divergence(reverse(p), reverse(q)) - kl) <= 1e-14",
        "abs(surprisal.kl_divergence(p, q, 2) * ln(2) - kl) <= 1e-14",
        // Classes taken together never raise a divergence.
        "surprisal.kl_divergence(array(p[0], 1 - p[0]), array(q[0], 1 - q[0])) <= kl + 1e-14",
        "surprisal.js_divergence(array(p[0], 1 - p[0]), array(q[0], 1 - q[0])) <= js + 1e-14"
      })
  void itHoldsOfEveryPair(String property) {
    assertThat(scalar("SELECT count(*) FROM properties_test WHERE (" + property + ") IS NOT TRUE"))
        .as(property)
        .isEqualTo(0L);
  }
}
