package dev.surprisal.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.surprisal.drift.limit.ClassLimitMetric;
import dev.surprisal.drift.limit.LimitMetric;
import dev.surprisal.format.Phrases;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.ClassMetric;
import dev.surprisal.profile.state.Layout;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Which limits of metrics there can be: figures that exist, bounds that can be kept and broken. */
final class LimitRules extends Rules {

  private static final String METRICS = "limits.metrics";
  private static final String ADDITIONAL = "drift.additional_comparisons";
  private static final String OF_CLASSES = "limits.class_metrics";
  private static final String OF_SLICES = "limits.slice_metrics";
  private static final String SLICES = "slices";
  private static final String CLASSES = "model.classes";

  private static final Set<LimitMetric> OF_MANY_CLASSES =
      EnumSet.of(
          LimitMetric.TOP_3_ACCURACY, LimitMetric.TOP_5_ACCURACY, LimitMetric.TOP_10_ACCURACY);

  /** Made of pairs of classes, or of the ranking of each. */
  private static final Set<LimitMetric> OF_FEW_CLASSES =
      EnumSet.of(
          LimitMetric.AUC,
          LimitMetric.MACRO_PRECISION,
          LimitMetric.MACRO_RECALL,
          LimitMetric.MACRO_F1,
          LimitMetric.WEIGHTED_PRECISION,
          LimitMetric.WEIGHTED_RECALL,
          LimitMetric.WEIGHTED_F1,
          LimitMetric.BALANCED_ACCURACY,
          LimitMetric.MCC,
          LimitMetric.AVERAGE_PRECISION,
          LimitMetric.CLASSWISE_ECE);

  LimitRules(ConfigTree tree, Set<String> broken) {
    super(tree, broken);
  }

  @Override
  void tryAll() {
    additionalComparisonsExist();
    metrics(METRICS, tree().at(METRICS));
    int ofClasses = 0;
    for (JsonNode element : tree().at(OF_CLASSES)) {
      ofClass(Key.element(OF_CLASSES, ofClasses++), element);
    }
    int index = 0;
    for (JsonNode element : tree().at(OF_SLICES)) {
      String key = Key.element(OF_SLICES, index++);
      metrics(key + ".metrics", element.path("metrics"));
      sliceIsConfigured(key + ".slice", element.path("slice"));
    }
  }

  private void additionalComparisonsExist() {
    if (!given(ADDITIONAL, CLASSES)) {
      return;
    }
    int classes = tree().at(CLASSES).size();
    for (String name : ConfigTree.texts(tree().at(ADDITIONAL))) {
      int most = name.startsWith("class_") ? ClassMetric.MOST_CLASSES : Layout.MAX_CROSSED_CLASSES;
      if (classes > most) {
        invalid(
            ADDITIONAL,
            name,
            "requires at most " + most + " classes; model.classes has " + classes);
      }
    }
  }

  private void ofClass(String key, JsonNode element) {
    if (!given(CLASSES)) {
      return;
    }
    List<String> classes = ConfigTree.texts(tree().at(CLASSES));
    JsonNode name = element.path("class");
    if (name.isValueNode() && inOrder(key + ".class") && !classes.contains(name.asText())) {
      invalid(
          key + ".class", name.asText(), "must be one of model.classes, " + Phrases.list(classes));
    }
    if (classes.size() > ClassMetric.MOST_CLASSES) {
      invalid(
          key,
          ConfigTree.shown(element),
          "requires at most "
              + ClassMetric.MOST_CLASSES
              + " classes; model.classes has "
              + classes.size());
    }
    for (ClassLimitMetric metric : ClassLimitMetric.values()) {
      String figure = Key.child(key + ".metrics", metric.label());
      JsonNode limit = element.path("metrics").path(metric.label());
      if (!limit.isMissingNode() && inOrder(figure)) {
        boundsLeaveRoom(figure, Double.POSITIVE_INFINITY, limit);
      }
    }
  }

  private void metrics(String holder, JsonNode metrics) {
    for (LimitMetric metric : LimitMetric.values()) {
      String key = Key.child(holder, metric.label());
      JsonNode limit = metrics.path(metric.label());
      if (!limit.isMissingNode() && inOrder(key)) {
        figureExists(key, metric, limit);
        boundsLeaveRoom(key, most(metric), limit);
      }
    }
  }

  private void figureExists(String key, LimitMetric metric, JsonNode limit) {
    int classes = tree().at(CLASSES).size();
    if (!given(CLASSES)) {
      return;
    }
    boolean many = classes > Layout.MAX_CROSSED_CLASSES;
    if (many && OF_FEW_CLASSES.contains(metric) || !many && OF_MANY_CLASSES.contains(metric)) {
      invalid(
          key,
          ConfigTree.shown(limit),
          "requires "
              + (many ? "at most " : "more than ")
              + Layout.MAX_CROSSED_CLASSES
              + " classes; model.classes has "
              + classes);
    }
  }

  private void boundsLeaveRoom(String key, double most, JsonNode limit) {
    JsonNode min = limit.path("min");
    JsonNode max = limit.path("max");
    if (min.isNumber() && max.isNumber() && min.doubleValue() > max.doubleValue()) {
      invalid(key + ".min", min.asText(), "must not be above " + key + ".max, " + max.asText());
    }
    if (min.isNumber() && min.doubleValue() > most) {
      invalid(
          key + ".min",
          min.asText(),
          "must be at most "
              + String.format(Locale.ROOT, "%.4f", most)
              + ", the maximum of the metric");
    }
  }

  /** The most that a figure can be, in the configured unit; what the schema knows is left to it. */
  private double most(LimitMetric metric) {
    if (!inOrder("unit") || !given(CLASSES)) {
      return Double.POSITIVE_INFINITY;
    }
    InformationUnit unit =
        tree().at("unit").asText().equals("bits") ? InformationUnit.BITS : InformationUnit.NATS;
    return switch (metric) {
      case LABEL_ENTROPY, PREDICTION_ENTROPY ->
          unit.fromNats(Math.log(Math.max(2, tree().at(CLASSES).size())));
      case JS_DIVERGENCE -> unit.fromNats(Math.log(2));
      default -> Double.POSITIVE_INFINITY;
    };
  }

  private void sliceIsConfigured(String key, JsonNode slice) {
    if (!slice.isObject() || !inOrder(key) || !inOrder(SLICES)) {
      return;
    }
    Set<String> named = new TreeSet<>();
    slice.fieldNames().forEachRemaining(named::add);
    List<List<String>> configured =
        StreamSupport.stream(tree().at(SLICES).spliterator(), false)
            .map(ConfigTree::texts)
            .toList();
    if (configured.stream().noneMatch(it -> named.equals(new TreeSet<>(it)))) {
      invalid(
          key,
          ConfigTree.shown(slice),
          configured.isEmpty()
              ? "must be one of slices, but slices is empty"
              : "must give a value for each of "
                  + configured.stream().map(Object::toString).collect(Collectors.joining(" or "))
                  + ", as listed in slices");
    }
  }
}
