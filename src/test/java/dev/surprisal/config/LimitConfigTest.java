package dev.surprisal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.surprisal.drift.limit.ClassLimit;
import dev.surprisal.drift.limit.ClassLimitMetric;
import dev.surprisal.drift.limit.LimitMetric;
import dev.surprisal.drift.limit.LimitPolicy;
import dev.surprisal.drift.limit.LimitPolicy.Bound;
import dev.surprisal.drift.limit.LimitPolicy.Limit;
import dev.surprisal.profile.Metric;
import dev.surprisal.profile.cube.Slice;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits of metrics in a configuration. */
class LimitConfigTest {

  private static final String SLICED =
      Yaml.SMALL + "slices: [device, [country, 'hour(scored_at)']]\n";

  private final ConfigReader reader = new ConfigReader();

  private LimitPolicy limits(String text) {
    return reader.parse("x.yaml", text, List.of()).config().limits().metrics();
  }

  private List<String> problems(String text) {
    ConfigException refused =
        catchThrowableOfType(ConfigException.class, () -> reader.parse("x.yaml", text, List.of()));
    return refused.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void areReadOfAllRowsAndOfSlices() {
    assertThat(
            limits(
                SLICED
                    + """
                    limits:
                      metrics: {accuracy: {min: 0.75}, log_loss: {max: 0.5}, rows: {min: 10, max: 90}}
                      slice_metrics:
                        - {slice: {device: tablet}, metrics: {accuracy: {min: 0.7}}}
                        - {slice: {hour(scored_at): 7.0, country: null}, metrics: {ece: {max: 0.1}}}
                    """))
        .isEqualTo(
            new LimitPolicy(
                List.of(
                    limit(LimitMetric.LOG_LOSS, Slice.ALL, Bound.MAX, 0.5, "metrics"),
                    limit(LimitMetric.ACCURACY, Slice.ALL, Bound.MIN, 0.75, "metrics"),
                    limit(LimitMetric.ROWS, Slice.ALL, Bound.MIN, 10, "metrics"),
                    limit(LimitMetric.ROWS, Slice.ALL, Bound.MAX, 90, "metrics"),
                    limit(
                        LimitMetric.ACCURACY,
                        new Slice(List.of("device"), List.of("tablet")),
                        Bound.MIN,
                        0.7,
                        "slice_metrics[0].metrics"),
                    limit(
                        LimitMetric.ECE,
                        new Slice(List.of("country", "hour(scored_at)"), Arrays.asList(null, "7")),
                        Bound.MAX,
                        0.1,
                        "slice_metrics[1].metrics"))));
  }

  @Test
  void limitsOfClassesAreReadByName() {
    String yaml =
        Yaml.SMALL
            + """
            limits:
              class_metrics:
                - {class: UP, metrics: {class_recall: {min: 0.5}, class_ece: {max: 0.1}}}
            """;
    String holder = "limits.class_metrics[0].metrics.";
    assertThat(limits(yaml))
        .isEqualTo(
            new LimitPolicy(
                List.of(
                    new Limit(
                        new ClassLimit(ClassLimitMetric.CLASS_RECALL, 1, "UP"),
                        Slice.ALL,
                        Bound.MIN,
                        0.5,
                        holder + "class_recall.min"),
                    new Limit(
                        new ClassLimit(ClassLimitMetric.CLASS_ECE, 1, "UP"),
                        Slice.ALL,
                        Bound.MAX,
                        0.1,
                        holder + "class_ece.max"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{class: LEFT, metrics: {class_recall: {min: 0.5}}}|Invalid"
            + " limits.class_metrics[0].class: LEFT (must be one of model.classes, DOWN and UP)",
        "{class: UP, metrics: {accuracy: {min: 0.5}}}|Unknown key"
            + " limits.class_metrics[0].metrics.accuracy",
        "{class: UP, metrics: {class_f1: {min: 0.5, max: 0.4}}}|Invalid"
            + " limits.class_metrics[0].metrics.class_f1.min: 0.5 (must not be above"
            + " limits.class_metrics[0].metrics.class_f1.max, 0.4)",
      })
  void aLimitOfAClassThatCannotBeIsRefused(String limit, String problem) {
    assertThat(problems(Yaml.SMALL + "limits: {class_metrics: [" + limit + "]}\n"))
        .singleElement()
        .asString()
        .startsWith("x.yaml:9: " + problem);
  }

  private static Limit limit(
      LimitMetric metric, Slice slice, Bound bound, double value, String holder) {
    String name = bound == Bound.MIN ? "min" : "max";
    return new Limit(
        metric, slice, bound, value, "limits." + holder + "." + metric.label() + "." + name);
  }

  /** Every metric that is published can be limited, or it is told why it cannot. */
  @Test
  void everyPublishedMetricIsKnown() {
    ConfigSchema schema = new ConfigSchema();
    for (Metric metric : Metric.values()) {
      assertThat(schema.keys().know("limits.metrics." + metric.label()))
          .as(metric.label())
          .isTrue();
    }
    for (LimitMetric metric : LimitMetric.values()) {
      assertThat(schema.keys().know("limits.metrics." + metric.label() + ".max"))
          .as(metric.label())
          .isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "TOP_.*")
  void eachBoundIsRead(LimitMetric metric) {
    double value = metric == LimitMetric.PERPLEXITY ? 1.5 : 0.5;
    String written = "{min: " + value + ", max: " + value + "}";

    assertThat(
            limits(Yaml.SMALL + "limits: {metrics: {" + metric.label() + ": " + written + "}}\n"))
        .isEqualTo(
            new LimitPolicy(
                List.of(
                    limit(metric, Slice.ALL, Bound.MIN, value, "metrics"),
                    limit(metric, Slice.ALL, Bound.MAX, value, "metrics"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "acuracy: {min: 0.7}"
            + "|Unknown key limits.metrics.acuracy (did you mean limits.metrics.accuracy?)",
        "accuracy: {mn: 0.7}|Unknown key limits.metrics.accuracy.mn (did you mean"
            + " limits.metrics.accuracy.min?)",
        "accuracy: {min: 75}|Invalid limits.metrics.accuracy.min: 75 (must be a share in [0, 1])",
        "accuracy: 0.75|Invalid limits.metrics.accuracy: 0.75 (must have a min, a max or both,"
            + " e.g. {min: 0.75})",
        "accuracy: {}|Invalid limits.metrics.accuracy: {} (must have a min, a max or both, e.g."
            + " {min: 0.75})",
        "log_loss: {max: -1}|Invalid limits.metrics.log_loss.max: -1 (must be at least 0)",
        "log_loss: {min: 0.5, max: 0.4}|Invalid limits.metrics.log_loss.min: 0.5 (must not be"
            + " above limits.metrics.log_loss.max, 0.4)",
        "prediction_entropy: {min: 0.7}|Invalid limits.metrics.prediction_entropy.min: 0.7 (must"
            + " be at most 0.6931, the maximum of the metric)",
        "top_3_accuracy: {min: 0.7}|Invalid limits.metrics.top_3_accuracy: {min: 0.7} (requires"
            + " more than 64 classes; model.classes has 2)",
        "clipped_rows: {max: 7}|Invalid limits.metrics.clipped_rows: {max: 7} (limit clipped_share"
            + " instead: the number grows with the window)",
        "average_precision_error: {max: 0.1}|Invalid limits.metrics.average_precision_error: {max:"
            + " 0.1} (cannot have a limit: it is a bound by itself; limit average_precision"
            + " instead)",
        "mcc: {min: 2}|Invalid limits.metrics.mcc.min: 2 (must be a correlation in [-1, 1])",
      })
  void whatCannotBeIsRefused(String metrics, String problem) {
    assertThat(problems(Yaml.SMALL + "limits: {metrics: {" + metrics + "}}\n"))
        .containsExactly("x.yaml:9: " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{country: DE}|Invalid limits.slice_metrics[0].slice: {country: DE} (must give a value for"
            + " each of [device] or [country, hour(scored_at)], as listed in slices)",
        "{}|Invalid limits.slice_metrics[0].slice: {} (must be a mapping of columns to values, e.g."
            + " {device: tablet})",
        "tablet|Invalid limits.slice_metrics[0].slice: tablet (must be a mapping of columns to"
            + " values, e.g. {device: tablet})",
      })
  void aSliceThatIsNotConfiguredIsRefused(String slice, String problem) {
    String limit = "{slice: " + slice + ", metrics: {accuracy: {min: 0.7}}}";

    assertThat(problems(SLICED + "limits: {slice_metrics: [" + limit + "]}\n"))
        .containsExactly("x.yaml:10: " + problem);
  }

  @Test
  void withoutSlicesThereIsNoneToLimit() {
    String limit = "{slice: {device: tablet}, metrics: {acuracy: {min: 0.7}}}";

    assertThat(problems(Yaml.SMALL + "limits: {slice_metrics: [" + limit + "]}\n"))
        .containsExactly(
            "x.yaml:9: Invalid limits.slice_metrics[0].slice: {device: tablet} (must be one of"
                + " slices, but slices is empty)",
            "x.yaml:9: Unknown key limits.slice_metrics[0].metrics.acuracy (did you mean"
                + " limits.metrics.accuracy?)");
  }
}
