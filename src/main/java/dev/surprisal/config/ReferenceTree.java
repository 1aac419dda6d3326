package dev.surprisal.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surprisal.dataset.spec.Inheritance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A configuration as the dataset under {@code reference} is read by: what is given there, and where
 * nothing is given, what is given for the predictions and their labels.
 */
final class ReferenceTree {

  private static final String REFERENCE = "reference";
  private static final String PREDICTIONS = "predictions";
  private static final String LABELS = "labels";
  private static final String LABEL = "label";

  /** What tells where rows are, and in which form; it belongs together. */
  private static final List<String> PLACES = List.of("path", "table");

  private static final List<String> FORM = List.of("options", "schema");

  private static final Set<String> OF_DATASETS =
      Set.of(
          "format",
          "path",
          "table",
          "options",
          "schema",
          "key",
          "probability",
          "scale",
          "rest",
          "timestamp",
          "version",
          "weight",
          LABEL,
          "unlabelled",
          LABELS,
          "duplicates");

  private final ConfigTree tree;
  private final ObjectNode own;
  private final ObjectNode predictions;

  ReferenceTree(ConfigTree tree) {
    this.tree = tree;
    this.own = object(REFERENCE);
    this.predictions = merged(own, object(PREDICTIONS));
  }

  /** Whether the reference is a dataset of its own. */
  static boolean isDataset(ConfigTree tree) {
    return PLACES.stream().anyMatch(place -> tree.has(REFERENCE + "." + place));
  }

  /** The first member that is said of a dataset, whether its place is given or not. */
  static Optional<String> described(ConfigTree tree) {
    return tree.at(REFERENCE).properties().stream()
        .map(Map.Entry::getKey)
        .filter(OF_DATASETS::contains)
        .findFirst();
  }

  private ObjectNode object(String key) {
    return (ObjectNode) tree.at(key);
  }

  /** The tree with the reference in the place of the predictions. */
  ConfigTree asPredictions() {
    ObjectNode root = ((ObjectNode) tree.root()).deepCopy();
    ObjectNode described = predictions.deepCopy();
    described.remove(List.of("from", "to", LABELS));
    if (own.has(LABELS)) {
      root.set(LABELS, labels());
    } else if (own.has(LABEL)) {
      root.remove(LABELS);
    }
    if (own.has(LABELS)) {
      described.remove(LABEL);
    }
    root.set(PREDICTIONS, described);
    return tree.withRoot(root);
  }

  /** What the dataset has of the description of the predictions. */
  Inheritance inheritance() {
    Set<String> inherited = new TreeSet<>();
    predictions.fieldNames().forEachRemaining(inherited::add);
    own.fieldNames().forEachRemaining(inherited::remove);
    return new Inheritance(inherited);
  }

  /** Labels of the reference: as other labels are, or lying as the reference does. */
  private ObjectNode labels() {
    ObjectNode given = (ObjectNode) own.path(LABELS);
    if (tree.has(LABELS)) {
      return merged(given, object(LABELS));
    }
    ObjectNode labels = given.deepCopy();
    if (!labels.has("table")) {
      for (String member : List.of("format", "options")) {
        if (!labels.has(member) && predictions.has(member) && !given.has("format")) {
          labels.set(member, predictions.path(member));
        }
      }
    }
    if (!labels.has("key") && predictions.has("key")) {
      labels.set("key", predictions.path("key"));
    }
    return labels;
  }

  /** The one over the other; of another format or kind of place nothing fits that is of its own. */
  private static ObjectNode merged(ObjectNode over, ObjectNode under) {
    ObjectNode merged = under.deepCopy();
    if (PLACES.stream().anyMatch(over::has)) {
      merged.remove(PLACES);
    }
    boolean otherKind = over.has("table") || under.has("table") && over.has("path");
    String format = under.path("format").asText("parquet");
    if (otherKind || !over.path("format").asText(format).equals(format)) {
      merged.remove(FORM);
      merged.remove("format");
    }
    merged.setAll(over);
    return merged;
  }
}
