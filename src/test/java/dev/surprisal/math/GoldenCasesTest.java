package dev.surprisal.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surprisal.math.continuous.MultivariateGaussian;
import dev.surprisal.math.statistics.ChiSquaredTest;
import dev.surprisal.math.statistics.GTest;
import dev.surprisal.math.statistics.KolmogorovSmirnov;
import dev.surprisal.math.statistics.TestResult;
import dev.surprisal.math.statistics.Wasserstein;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The numbers that other projects' own tests assert, of the measures that we have. The cases lie
 * beside the project, in {@code shared/golden}; without them the tests are skipped.
 */
class GoldenCasesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double FLOOR = 1e-15;

  /** Cases that cannot apply, and why. */
  private static final Map<String, String> INAPPLICABLE =
      Map.ofEntries(
          Map.entry("g024", "a negative weight is NaN here, not an infinite divergence"),
          Map.entry("g031", "a negative weight is NaN here, not an infinite divergence"),
          Map.entry("g035", "a negative weight is NaN here, not an infinite entropy"),
          Map.entry("g083", "Yates's correction: the tests of counts make none"),
          Map.entry("g094", "a warning about re-sorted labels: the order of classes is given"),
          Map.entry("g105", "equal-mass calibration bins are read off a profile"),
          Map.entry("g106", "calibration bins are read off a profile"),
          Map.entry("g146", "the law of one sample of nm/(n+m) rows; the exact one is used"),
          Map.entry("g150", "the law of one sample of nm/(n+m) rows; the limit of two is used"),
          Map.entry("g163", "a correction for small samples of its own; we give the p-value"),
          Map.entry("g181", "Student's test with a pooled variance; ours is Welch's"),
          Map.entry("g189", "the area under the curve is read off a profile"),
          Map.entry("g200", "bin edges are those of a profile's histogram"),
          Map.entry("g204", "no categories at all are no distribution: NaN"),
          Map.entry("g209", "histograms with edges of their own; ours share their bins"),
          Map.entry("g212", "histograms with edges of their own; ours share their bins"),
          Map.entry("g213", "histograms with edges of their own; ours share their bins"),
          Map.entry("g214", "histograms with edges of their own; ours share their bins"),
          Map.entry("g240", "the calibration error is read off a profile"),
          Map.entry("g241", "the calibration error is read off a profile"),
          Map.entry("g242", "the calibration error is read off a profile"));

  /** How each figure is computed with the library. */
  private static final Map<String, ToDoubleFunction<JsonNode>> FIGURES =
      Map.ofEntries(
          Map.entry("kl_base_ratio", GoldenCasesTest::baseRatio),
          Map.entry("entropy", c -> Entropy.entropy(shares(c, "p"))),
          Map.entry(
              "kl_divergence", c -> Divergence.kullbackLeibler(shares(c, "p"), shares(c, "q"))),
          Map.entry("rel_entr", GoldenCasesTest::relativeEntropy),
          Map.entry(
              "kl_div_elementwise",
              c ->
                  Divergence.generalisedKullbackLeibler(
                      new double[] {number(c, "x")}, new double[] {number(c, "y")})),
          Map.entry("entr", c -> Kernels.entropy(new double[] {number(c, "x")}, 1)),
          Map.entry(
              "js_distance", c -> Divergence.jensenShannonDistance(shares(c, "p"), shares(c, "q"))),
          Map.entry("js_divergence", c -> Divergence.jensenShannon(shares(c, "p"), shares(c, "q"))),
          Map.entry("js_divergence_row_mean", GoldenCasesTest::meanOfRows),
          Map.entry("js_distance_binned", GoldenCasesTest::binnedDistance),
          Map.entry("hellinger", c -> Divergence.hellinger(shares(c, "p"), shares(c, "q"))),
          Map.entry("hellinger_binned", GoldenCasesTest::hellingerOfValues),
          Map.entry(
              "psi",
              c -> Divergence.populationStabilityIndex(shares(c, "expected"), shares(c, "actual"))),
          Map.entry("linf_categorical", GoldenCasesTest::chebyshevOfCategories),
          Map.entry("wasserstein_1", GoldenCasesTest::wasserstein),
          Map.entry("emd_scaled", GoldenCasesTest::scaledWasserstein),
          Map.entry("log_loss", GoldenCasesTest::logLoss),
          Map.entry("log_loss_renormalised", GoldenCasesTest::logLoss),
          Map.entry("brier_binary", GoldenCasesTest::brierOfPositives),
          Map.entry("brier_multiclass", GoldenCasesTest::brier));

  /** How each test is made with the library. */
  private static final Map<String, Function<JsonNode, TestResult>> TESTS =
      Map.ofEntries(
          Map.entry("g_gof", c -> GTest.goodnessOfFit(counts(c, "observed"), expected(c))),
          Map.entry("g_gof_scaled", c -> GTest.goodnessOfFit(counts(c, "observed"), expected(c))),
          Map.entry(
              "chi2_gof", c -> ChiSquaredTest.goodnessOfFit(counts(c, "observed"), expected(c))),
          Map.entry(
              "chi2_gof_scaled",
              c -> ChiSquaredTest.goodnessOfFit(counts(c, "observed"), expected(c))),
          Map.entry("g_contingency", c -> GTest.independence(table(c))),
          Map.entry("chi2_contingency", c -> ChiSquaredTest.independence(table(c))));

  @TestFactory
  Stream<DynamicTest> everyCaseAgrees() throws IOException {
    return cases().stream().map(c -> DynamicTest.dynamicTest(name(c), () -> assertAgrees(c)));
  }

  @Test
  void noCaseIsListedThatIsNotThere() throws IOException {
    assertThat(cases().stream().map(c -> c.get("id").asText()).toList())
        .containsAll(INAPPLICABLE.keySet());
  }

  private static String name(JsonNode c) {
    return "%s %s".formatted(c.get("id").asText(), c.get("metric").asText());
  }

  private static void assertAgrees(JsonNode c) {
    String reason = INAPPLICABLE.get(c.get("id").asText());
    if (reason != null) {
      abort(reason);
    }
    String metric = c.get("metric").asText();
    if (metric.equals("gaussian_kl_both_directions")) {
      assertGaussian(c);
    } else if (metric.equals("ks_2samp")) {
      // No p-value of it is computed: G tests decide.
      assertClose(statisticOfValues(c), c.get("expected").get("statistic"), c);
    } else if (TESTS.containsKey(metric)) {
      TestResult result = Objects.requireNonNull(TESTS.get(metric)).apply(c);
      assertResult(c, result);
    } else {
      assertThat(FIGURES).containsKey(metric);
      assertFigure(c, Objects.requireNonNull(FIGURES.get(metric)).applyAsDouble(c));
    }
  }

  private static void assertFigure(JsonNode c, double actual) {
    JsonNode expected = c.get("expected");
    if (expected.has("mathematical_value")) {
      assertClose(actual, expected.get("mathematical_value"), c);
    } else if (expected.has("error")) {
      // An unknown label has no loss: the job rejects the row.
      assertThat(actual).isNaN();
    } else if (expected.has("property")) {
      assertThat(actual).isFinite().isNotNegative();
      if (expected.get("property").asText().contains("< 1e-3")) {
        assertThat(actual).isLessThan(1e-3);
      }
    } else {
      assertClose(actual, expected, c);
    }
  }

  private static void assertResult(JsonNode c, TestResult result) {
    JsonNode expected = c.get("expected");
    if (!expected.isObject()) {
      assertClose(result.statistic(), expected, c);
      return;
    }
    if (expected.has("statistic")) {
      assertClose(result.statistic(), expected.get("statistic"), c);
    }
    if (expected.has("dof")) {
      assertThat(result.degreesOfFreedom()).isEqualTo(expected.get("dof").asDouble());
    }
    assertClose(result.pValue(), expected.get("pvalue"), c);
  }

  private static void assertGaussian(JsonNode c) {
    JsonNode inputs = c.get("inputs");
    MultivariateGaussian first =
        MultivariateGaussian.of(numbers(c, "mu1"), matrix(inputs.get("cov1")));
    MultivariateGaussian second =
        MultivariateGaussian.of(numbers(c, "mu2"), matrix(inputs.get("cov2")));
    assertThat(first.kullbackLeibler(second)).isEqualTo(c.get("expected").get(0).asDouble());
    assertThat(second.kullbackLeibler(first)).isEqualTo(c.get("expected").get(1).asDouble());
  }

  private static void assertClose(double actual, JsonNode expectedNode, JsonNode c) {
    double expected = number(expectedNode);
    JsonNode tolerance = c.get("tolerance");
    if (Double.isInfinite(expected) || tolerance.has("exact")) {
      assertThat(actual).isEqualTo(expected);
    } else if (tolerance.has("abs")) {
      assertThat(actual).isCloseTo(expected, within(tolerance.get("abs").asDouble()));
    } else {
      double relative = tolerance.get("rel").asDouble();
      assertThat(actual).isCloseTo(expected, within(relative * Math.abs(expected)));
    }
  }

  private static double baseRatio(JsonNode c) {
    double nats = Divergence.kullbackLeibler(shares(c, "p"), shares(c, "q"));
    return nats / InformationUnit.BITS.fromNats(nats);
  }

  /** x ln(x/y): the term whose sum is the divergence. */
  private static double relativeEntropy(JsonNode c) {
    CompensatedSum sum = new CompensatedSum();
    if (number(c, "x") > 0) {
      DivergenceTerms.addRelativeEntropy(sum, number(c, "x"), number(c, "y"));
    }
    return sum.value();
  }

  private static double meanOfRows(JsonNode c) {
    double[][] p = matrix(c.get("inputs").get("p"));
    double[][] q = matrix(c.get("inputs").get("q"));
    return IntStream.range(0, p.length)
        .mapToDouble(i -> Divergence.jensenShannon(p[i], q[i]))
        .average()
        .orElseThrow();
  }

  private static double binnedDistance(JsonNode c) {
    double[] x = numbers(c, "x");
    double[] y = numbers(c, "y");
    double min = Math.min(min(x), min(y));
    double max = Math.max(max(x), max(y));
    int bins = c.get("params").get("bins").asInt();
    return Divergence.jensenShannonDistance(binned(x, min, max, bins), binned(y, min, max, bins));
  }

  private static double[] binned(double[] values, double min, double max, int bins) {
    double[] weights = new double[bins];
    for (double v : values) {
      weights[(int) Math.min(bins - 1, Math.floor((v - min) / (max - min) * bins))]++;
    }
    return Distributions.normalise(weights);
  }

  private static double hellingerOfValues(JsonNode c) {
    double[] x = numbers(c, "x");
    double[] y = numbers(c, "y");
    double[] values = Stream.of(x, y).flatMapToDouble(Arrays::stream).distinct().toArray();
    return Divergence.hellinger(frequencies(x, values), frequencies(y, values));
  }

  private static double[] frequencies(double[] sample, double[] values) {
    return Distributions.normalise(
        Arrays.stream(values)
            .map(v -> Arrays.stream(sample).filter(s -> s == v).count())
            .toArray());
  }

  private static double statisticOfValues(JsonNode c) {
    double[] x = numbers(c, "x");
    double[] y = numbers(c, "y");
    double[] values = Stream.of(x, y).flatMapToDouble(Arrays::stream).sorted().distinct().toArray();
    return KolmogorovSmirnov.statistic(counts(x, values), counts(y, values));
  }

  private static long[] counts(double[] sample, double[] values) {
    return Arrays.stream(values)
        .mapToLong(v -> Arrays.stream(sample).filter(s -> s == v).count())
        .toArray();
  }

  private static double chebyshevOfCategories(JsonNode c) {
    JsonNode a = c.get("inputs").get("a");
    JsonNode b = c.get("inputs").get("b");
    TreeSet<String> categories = new TreeSet<>();
    a.fieldNames().forEachRemaining(categories::add);
    b.fieldNames().forEachRemaining(categories::add);
    return Divergence.chebyshev(
        Distributions.normalise(
            categories.stream().mapToDouble(k -> a.path(k).asDouble(0)).toArray()),
        Distributions.normalise(
            categories.stream().mapToDouble(k -> b.path(k).asDouble(0)).toArray()));
  }

  private static double wasserstein(JsonNode c) {
    double[] u = numbers(c, "u");
    double[] v = numbers(c, "v");
    if (c.get("inputs").get("u_weights").isNull()) {
      return Wasserstein.distance(u, v);
    }
    return Wasserstein.distance(u, numbers(c, "u_weights"), v, numbers(c, "v_weights"));
  }

  private static double scaledWasserstein(JsonNode c) {
    double[] x = range(numbers(c, "x_range"));
    double[] y = range(numbers(c, "y_range"));
    double min = Math.min(min(x), min(y));
    double max = Math.max(max(x), max(y));
    return Wasserstein.distance(x, y) / (max - min);
  }

  private static double[] range(double[] ends) {
    return IntStream.range((int) ends[0], (int) ends[1]).asDoubleStream().toArray();
  }

  /** The weighted mean of −ln q_label, q floored as the zero policy does by default. */
  private static double logLoss(JsonNode c) {
    double[][] q = predictions(c);
    int[] labels = labels(c);
    double[] weights = weights(c, labels.length);
    double sum = 0;
    double total = 0;
    for (int i = 0; i < labels.length; i++) {
      double[] row =
          c.get("metric").asText().endsWith("renormalised") ? Distributions.normalise(q[i]) : q[i];
      double probability = labels[i] < 0 ? Double.NaN : Math.max(FLOOR, row[labels[i]]);
      sum += weights[i] * Entropy.surprisal(probability);
      total += weights[i];
    }
    return sum / total;
  }

  private static double brier(JsonNode c) {
    double[][] q = predictions(c);
    int[] labels = labels(c);
    return IntStream.range(0, q.length)
        .mapToDouble(i -> Scores.brier(labels[i], q[i]))
        .average()
        .orElseThrow();
  }

  /** The squared error of the positive class: half of Brier's sum over both. */
  private static double brierOfPositives(JsonNode c) {
    double[] positives = numbers(c, "p_positive");
    double[] labels = numbers(c, "y_true");
    return IntStream.range(0, positives.length)
        .mapToDouble(
            i -> Scores.brier((int) labels[i], new double[] {1 - positives[i], positives[i]}) / 2)
        .average()
        .orElseThrow();
  }

  private static double[][] predictions(JsonNode c) {
    JsonNode inputs = c.get("inputs");
    if (inputs.has("y_proba")) {
      return matrix(inputs.get("y_proba"));
    }
    return Arrays.stream(numbers(c, "y_proba_positive"))
        .mapToObj(p -> new double[] {1 - p, p})
        .toArray(double[][]::new);
  }

  /** The labels' places among the classes; −1 for an unknown one. */
  private static int[] labels(JsonNode c) {
    JsonNode inputs = c.get("inputs");
    List<Integer> labels = new ArrayList<>();
    if (inputs.has("y_true_onehot")) {
      for (double[] row : matrix(inputs.get("y_true_onehot"))) {
        labels.add(IntStream.range(0, row.length).filter(i -> row[i] == 1).findFirst().orElse(-1));
      }
    } else {
      List<String> classes = new ArrayList<>();
      c.get("params").get("labels").forEach(label -> classes.add(label.asText()));
      inputs.get("y_true").forEach(label -> labels.add(classes.indexOf(label.asText())));
    }
    return labels.stream().mapToInt(Integer::intValue).toArray();
  }

  private static double[] weights(JsonNode c, int rows) {
    if (c.get("inputs").has("weights")) {
      return numbers(c, "weights");
    }
    double[] ones = new double[rows];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static double[] expected(JsonNode c) {
    if (c.get("inputs").get("expected").isNull()) {
      double[] equal = new double[counts(c, "observed").length];
      Arrays.fill(equal, 1);
      return equal;
    }
    return numbers(c, "expected");
  }

  private static double[] shares(JsonNode c, String field) {
    return Distributions.normalise(numbers(c, field));
  }

  private static double number(JsonNode c, String field) {
    return number(c.get("inputs").get(field));
  }

  private static double number(JsonNode node) {
    return node.isTextual() ? Double.parseDouble(node.asText()) : node.asDouble();
  }

  private static double[] numbers(JsonNode c, String field) {
    return numbers(c.get("inputs").get(field));
  }

  private static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    Arrays.setAll(numbers, i -> number(array.get(i)));
    return numbers;
  }

  private static double[][] matrix(JsonNode array) {
    double[][] rows = new double[array.size()][];
    Arrays.setAll(rows, i -> numbers(array.get(i)));
    return rows;
  }

  private static long[] counts(JsonNode c, String field) {
    return Arrays.stream(numbers(c, field)).mapToLong(x -> (long) x).toArray();
  }

  private static long[][] table(JsonNode c) {
    return Arrays.stream(matrix(c.get("inputs").get("table")))
        .map(row -> Arrays.stream(row).mapToLong(x -> (long) x).toArray())
        .toArray(long[][]::new);
  }

  private static double min(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }

  private static List<JsonNode> cases() throws IOException {
    Path file = Path.of("shared", "golden", "cases.jsonl");
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve(file))) {
      folder = folder.getParent();
    }
    assumeTrue(folder != null, "no shared/golden/cases.jsonl here or in any folder above");
    List<JsonNode> cases = new ArrayList<>();
    for (String line : Files.readAllLines(Objects.requireNonNull(folder).resolve(file))) {
      cases.add(JSON.readTree(line));
    }
    return cases;
  }
}
