package dev.surprisal.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.surprisal.profile.Disagreement;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/** How the keys about classes, predictions and labels must fit together. */
final class DatasetRules extends Rules {

  private static final String LABELS = "labels";
  private static final String PREDICTIONS = "predictions";
  private static final String CHALLENGER = "challenger";
  private static final String KEY_OF_PREDICTIONS = "predictions.key";
  private static final String REFERENCE = "reference";

  DatasetRules(ConfigTree tree, Set<String> broken) {
    super(tree, broken);
  }

  @Override
  void tryAll() {
    classesDiffer();
    source(PREDICTIONS);
    probabilityFitsTheClasses(PREDICTIONS);
    restIsOfAWholeColumn(PREDICTIONS);
    duplicatesCanBeTold();
    unlabelledIsNoClass(PREDICTIONS);
    unlabelledIsNoClass(LABELS);
    if (tree().has(LABELS)) {
      source(LABELS);
      labelsAreJoined();
    }
    referenceIsADataset();
    if (tree().has(CHALLENGER)) {
      source(CHALLENGER);
      probabilityFitsTheClasses(CHALLENGER);
      challengerIsJoined();
    }
  }

  private void classesDiffer() {
    if (given("model.classes") && classes().size() < tree().at("model.classes").size()) {
      invalid("model.classes", "must not contain duplicates");
    }
  }

  private void source(String section) {
    String path = section + ".path";
    String table = section + ".table";
    if (!tree().at(section).isObject()) {
      return;
    }
    if (!tree().has(table)) {
      if (absent(path)) {
        missing(path, "must be given, or " + table);
      }
      return;
    }
    for (String other : List.of("path", "format", "schema")) {
      if (tree().has(section + "." + other)) {
        invalid(section + "." + other, "cannot be combined with " + table);
      }
    }
  }

  private void probabilityFitsTheClasses(String section) {
    String probability = section + ".probability";
    if (!given(probability, "model.classes") || !tree().at(probability).isObject()) {
      return;
    }
    Set<String> classes = classes();
    Set<String> columns = new HashSet<>();
    tree()
        .at(probability)
        .properties()
        .forEach(
            member -> {
              String key = Key.child(probability, member.getKey());
              if (!classes.contains(member.getKey())) {
                invalid(
                    key,
                    ConfigTree.shown(member.getValue()),
                    "must be one of model.classes: " + String.join(", ", classes));
              } else if (!columns.add(member.getValue().asText())) {
                invalid(key, "is already the column of another class");
              }
            });
    everyClassHasAColumn(probability, classes);
  }

  private void restIsOfAWholeColumn(String section) {
    String rest = section + ".rest";
    if (!given(rest) || !tree().at(rest).asText().equals("spread")) {
      return;
    }
    String probability = orOfPredictions(section, ".probability");
    String scale = orOfPredictions(section, ".scale");
    if (given(probability) && tree().at(probability).isObject()) {
      invalid(rest, "cannot be spread if " + probability + " has one column per class");
    } else if (given(scale) && !tree().at(scale).asText().equals("probability")) {
      invalid(rest, "requires " + scale + ": probability");
    }
  }

  private String orOfPredictions(String section, String member) {
    return (tree().has(section + member) ? section : PREDICTIONS) + member;
  }

  private void everyClassHasAColumn(String probability, Set<String> classes) {
    JsonNode mapping = tree().at(probability);
    boolean restIsTheOther = classes.size() == 2 && mapping.size() == 1;
    List<String> without = classes.stream().filter(name -> !mapping.has(name)).toList();
    boolean misnamed = mapping.size() > classes.size() - without.size();
    if (!restIsTheOther && !misnamed && !without.isEmpty()) {
      invalid(
          probability,
          "must name a column for each of model.classes; missing: " + String.join(", ", without));
    }
  }

  private void duplicatesCanBeTold() {
    if (given("predictions.duplicates") && absent(KEY_OF_PREDICTIONS)) {
      invalid("predictions.duplicates", "requires predictions.key");
    }
    if (given("labels.duplicates")
        && tree().at("labels.duplicates").asText().equals("first")
        && absent("labels.timestamp")) {
      invalid("labels.duplicates", "requires labels.timestamp");
    }
  }

  private void unlabelledIsNoClass(String section) {
    String key = section + ".unlabelled";
    if (!given(key)) {
      return;
    }
    if (section.equals(PREDICTIONS) && absent("predictions.label")) {
      invalid(key, "requires predictions.label");
    }
    if (section.equals(REFERENCE)) {
      unlabelledIsOfALabelThere(key);
    }
    if (given("model.classes")) {
      for (String value : ConfigTree.texts(tree().at(key))) {
        if (classes().contains(value)) {
          invalid(key, value, "must not be one of model.classes: " + String.join(", ", classes()));
        }
      }
    }
  }

  private void unlabelledIsOfALabelThere(String key) {
    if (tree().has("reference.labels")) {
      invalid(key, "belongs in reference.labels, where the label is");
    } else if (absent("reference.label") && absent("predictions.label")) {
      invalid(key, "requires reference.label");
    }
  }

  private void labelsAreJoined() {
    if (absent(KEY_OF_PREDICTIONS)) {
      missing("predictions.key", "required with labels, to match labels.key");
    }
    if (tree().has("predictions.label")) {
      invalid("predictions.label", "cannot be combined with labels");
    }
    if (given("predictions.key", "labels.key")) {
      JsonNode key = tree().at("predictions.key");
      if (tree().at("labels.key").size() != key.size()) {
        invalid(
            "labels.key", "must have as many columns as predictions.key, " + ConfigTree.shown(key));
      }
    }
  }

  private void referenceIsADataset() {
    if (!tree().at(REFERENCE).isObject()) {
      return;
    }
    if (!ReferenceTree.isDataset(tree())) {
      ReferenceTree.described(tree())
          .ifPresent(
              member -> missingPath("required with reference." + member + " (or reference.table)"));
      return;
    }
    source(REFERENCE);
    restIsOfAWholeColumn(REFERENCE);
    probabilityFitsTheClasses(REFERENCE);
    unlabelledIsNoClass(REFERENCE);
    unlabelledIsNoClass(REFERENCE + ".labels");
    String labels = REFERENCE + ".labels";
    if (given(REFERENCE + ".duplicates") && absent(KEY_OF_PREDICTIONS) && absent("reference.key")) {
      invalid("reference.duplicates", "requires reference.key");
    }
    if (tree().has(labels)) {
      labelsOfTheReference(labels);
    } else if (tree().has(LABELS)
        && absent(REFERENCE + ".label")
        && given("reference.key", "labels.key")
        && tree().at("labels.key").size() != tree().at("reference.key").size()) {
      invalid("reference.key", "must have as many columns as labels.key");
    }
  }

  private void missingPath(String constraint) {
    if (inOrder(REFERENCE + ".path") && inOrder(REFERENCE + ".table")) {
      missing(REFERENCE + ".path", constraint);
    }
  }

  private void labelsOfTheReference(String labels) {
    boolean described = tree().has(LABELS);
    if (!described || tree().has(labels + ".table")) {
      source(labels);
    }
    if (!described && absent(labels + ".label")) {
      missing(labels + ".label", "must be a column or SQL expression, e.g. label");
    }
    if (tree().has(REFERENCE + ".label")) {
      invalid("reference.label", "cannot be combined with reference.labels");
    }
    if (absent("reference.key") && absent(KEY_OF_PREDICTIONS)) {
      missing("reference.key", "required with reference.labels, to match its key");
      return;
    }
    String key = tree().has("reference.key") ? "reference.key" : KEY_OF_PREDICTIONS;
    String other = tree().has(labels + ".key") ? labels + ".key" : "labels.key";
    if (given(key, other) && tree().at(key).size() != tree().at(other).size()) {
      invalid(
          other, "must have as many columns as " + key + ", " + ConfigTree.shown(tree().at(key)));
    }
  }

  private void challengerIsJoined() {
    if (absent(KEY_OF_PREDICTIONS)) {
      missing(KEY_OF_PREDICTIONS, "required with challenger, to find the same rows");
    }
    if (given(KEY_OF_PREDICTIONS, "challenger.key")
        && tree().at("challenger.key").size() != tree().at(KEY_OF_PREDICTIONS).size()) {
      invalid(
          "challenger.key",
          "must have as many columns as predictions.key, "
              + ConfigTree.shown(tree().at(KEY_OF_PREDICTIONS)));
    }
    if (given("predictions.rest") && tree().at("predictions.rest").asText().equals("spread")) {
      invalid("predictions.rest", "cannot be spread with challenger");
    }
    for (String own : Disagreement.COLUMNS) {
      if (given("columns") && ConfigTree.texts(tree().at("columns")).contains(own)) {
        invalid("columns", own, "has the name of a column that challenger adds");
      }
    }
  }

  private Set<String> classes() {
    Set<String> names = new LinkedHashSet<>();
    StreamSupport.stream(tree().at("model.classes").spliterator(), false)
        .map(JsonNode::asText)
        .forEach(names::add);
    return names;
  }
}
