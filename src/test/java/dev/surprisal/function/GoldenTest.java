package dev.surprisal.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surprisal.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the test suites of other projects assert of the measures that SQL has: {@code
 * shared/golden/cases.jsonl}, looked for in the folders above the working directory. Each case
 * names its source.
 */
class GoldenTest extends SparkTest {

  private static final Path CASES = Path.of("shared", "golden", "cases.jsonl");

  /** Conventions of peers that are not ours, with the reason. */
  private static final Map<String, String> NOT_OURS =
      Map.of(
          "g094", "A warning about the order of class names; here a class is an index",
          "g111", "The log loss of (0.2, 0.3), which is no distribution: NaN here, by design");

  @TestFactory
  Stream<DynamicTest> casesOfOtherProjects() throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve(CASES))) {
      folder = folder.getParent();
    }
    assumeTrue(folder != null, CASES + " is not above the working directory");
    List<JsonNode> cases = new ArrayList<>();
    ObjectMapper json = new ObjectMapper();
    for (String line : Files.readAllLines(Objects.requireNonNull(folder).resolve(CASES))) {
      cases.add(json.readTree(line));
    }
    return cases.stream()
        .filter(golden -> !sql(golden).isEmpty())
        .map(golden -> DynamicTest.dynamicTest(name(golden), () -> check(golden)));
  }

  private static String name(JsonNode golden) {
    return String.join(" ", text(golden, "id"), text(golden, "metric"), text(golden, "source"));
  }

  private static void check(JsonNode golden) {
    assumeTrue(!NOT_OURS.containsKey(text(golden, "id")), NOT_OURS.get(text(golden, "id")));
    double actual = (double) Objects.requireNonNull(scalar("SELECT " + sql(golden)));
    JsonNode expected = golden.get("expected");
    if (expected.has("property")) {
      // g251: 0 ≤ value < 1e-3; g252: finite
      assertThat(actual).isBetween(0.0, text(golden, "id").equals("g251") ? 1e-3 : 100.0);
    } else if (expected.has("error")) {
      // An unknown label is never a silent zero.
      assertThat(actual).isNaN();
    } else {
      assertClose(golden, actual, number(expected));
    }
  }

  private static void assertClose(JsonNode golden, double actual, double expected) {
    if (Double.isInfinite(expected)) {
      assertThat(actual).isEqualTo(expected);
      return;
    }
    JsonNode tolerance = golden.get("tolerance");
    double most =
        tolerance.has("abs")
            ? tolerance.get("abs").asDouble()
            : tolerance.get("rel").asDouble() * Math.abs(expected);
    assertThat(actual).isCloseTo(expected, within(most));
  }

  private static double number(JsonNode expected) {
    if (expected.has("mathematical_value")) {
      return number(expected.get("mathematical_value"));
    }
    return expected.isNumber() ? expected.asDouble() : Double.parseDouble(expected.asText());
  }

  /** The expression that the case is about; empty where SQL has no such measure. */
  private static String sql(JsonNode golden) {
    JsonNode in = golden.get("inputs");
    String metric = text(golden, "metric");
    return switch (metric) {
      case "entropy" -> call(metric, shares(in.get("p")));
      case "kl_divergence", "js_divergence", "hellinger" ->
          call(metric, shares(in.get("p")), shares(in.get("q")));
      case "js_distance" -> call(metric, pair(in, in.has("dtype") ? "float" : "double"));
      case "kl_base_ratio" ->
          call("kl_divergence", shares(in.get("p")), shares(in.get("q")))
              + " / "
              + call("kl_divergence", shares(in.get("p")), shares(in.get("q")), "2");
      case "psi" -> call(metric, shares(in.get("expected")), shares(in.get("actual")));
      case "js_divergence_row_mean" ->
          "avg(" + call("js_divergence", "p", "q") + ") FROM " + rows(in.get("p"), in.get("q"));
      case "brier_binary" -> binaryBrier(in);
      case "brier_multiclass" ->
          "avg(" + call("brier", "y", "q") + ") FROM " + labelled(golden, in.get("y_proba"));
      case "log_loss" -> logLoss(golden);
      case "log_loss_renormalised" ->
          call("log_loss", "y", call("normalize", "q"))
              + " FROM "
              + labelled(golden, in.get("y_proba"));
      default -> "";
    };
  }

  private static String[] pair(JsonNode in, String type) {
    return Stream.of("p", "q")
        .map(name -> "cast(" + shares(in.get(name)) + " AS array<" + type + ">)")
        .toArray(String[]::new);
  }

  /** The peers' score of two classes is that of one of them: half of ours. */
  private static String binaryBrier(JsonNode in) {
    JsonNode positive = in.get("p_positive");
    String values =
        IntStream.range(0, positive.size())
            .mapToObj(
                i ->
                    "(%s, array(1D - %2$sD, %2$sD))"
                        .formatted(in.get("y_true").get(i), positive.get(i)))
            .collect(Collectors.joining(", "));
    return "avg(" + call("brier", "y", "q") + ") / 2 FROM VALUES " + values + " AS t(y, q)";
  }

  private static String logLoss(JsonNode golden) {
    JsonNode in = golden.get("inputs");
    if (in.has("y_proba_positive")) {
      return call("log_loss", "y", "q")
          + " FROM VALUES (0, array(0D, 1D)), (1, array(1D, 0D)) AS t(y, q)";
    }
    String loss =
        in.has("weights")
            ? "sum(w * " + call("cross_entropy", "y", "q") + ") / sum(w)"
            : call("log_loss", "y", "q");
    return loss + " FROM " + labelled(golden, in.get("y_proba"));
  }

  private static String labelled(JsonNode golden, JsonNode predictions) {
    JsonNode in = golden.get("inputs");
    JsonNode weights = in.get("weights");
    return IntStream.range(0, predictions.size())
        .mapToObj(
            i ->
                "(%s, %s, %s)"
                    .formatted(label(golden, i), array(predictions.get(i)), weight(weights, i)))
        .collect(Collectors.joining(", ", "VALUES ", " AS t(y, q, w)"));
  }

  private static String weight(JsonNode weights, int row) {
    return weights == null ? "1D" : weights.get(row) + "D";
  }

  private static String label(JsonNode golden, int row) {
    JsonNode in = golden.get("inputs");
    if (in.has("y_true_onehot")) {
      return array(in.get("y_true_onehot").get(row));
    }
    JsonNode labels = golden.get("params").get("labels");
    JsonNode label = in.get("y_true").get(row);
    return String.valueOf(
        IntStream.range(0, labels.size())
            .filter(i -> labels.get(i).equals(label))
            .findFirst()
            .orElse(-1));
  }

  private static String rows(JsonNode p, JsonNode q) {
    return IntStream.range(0, p.size())
        .mapToObj(i -> "(" + array(p.get(i)) + ", " + array(q.get(i)) + ")")
        .collect(Collectors.joining(", ", "VALUES ", " AS t(p, q)"));
  }

  private static String shares(JsonNode weights) {
    return call("normalize", array(weights));
  }

  private static String array(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false)
        .map(value -> value + "D")
        .collect(Collectors.joining(", ", "array(", ")"));
  }

  private static String call(String function, String... arguments) {
    return "surprisal." + function + "(" + String.join(", ", arguments) + ")";
  }

  private static String text(JsonNode golden, String field) {
    return golden.get(field).asText();
  }
}
