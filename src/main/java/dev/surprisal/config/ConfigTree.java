package dev.surprisal.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The file's values with those of the command line put over them, and where each was written. */
final class ConfigTree {

  private final KnownKeys keys;
  private final ObjectNode root;
  private final Map<String, SourceLocation> places;
  private final List<Problem> problems;
  private final Map<String, SourceLocation> removed = new HashMap<>();

  private ConfigTree(
      KnownKeys keys, ObjectNode root, Map<String, SourceLocation> places, List<Problem> problems) {
    this.keys = keys;
    this.root = root;
    this.places = places;
    this.problems = problems;
  }

  /** Reads the text, then puts the settings over it, in their order. */
  static ConfigTree read(KnownKeys keys, String source, String text, List<Setting> settings) {
    Map<String, SourceLocation> places = new HashMap<>();
    places.put(Key.ROOT, new SourceLocation(source, 1));
    List<Problem> problems = new ArrayList<>();
    YamlReader reader =
        new YamlReader(line -> new SourceLocation(source, line), places, problems::add);
    Optional<JsonNode> value = reader.read(text, Key.ROOT);
    if (value.isPresent() && !(value.get() instanceof ObjectNode)) {
      String is = value.get().isNull() ? "empty" : shown(value.get());
      problems.add(
          Problem.invalid(
              new SourceLocation(source, 1),
              "configuration",
              is,
              "must be a mapping with keys such as model and predictions"));
    }
    if (!(value.orElse(MissingNode.getInstance()) instanceof ObjectNode root)) {
      throw new ConfigException(problems);
    }
    ConfigTree tree = new ConfigTree(keys, root, places, problems);
    settings.forEach(tree::put);
    return tree;
  }

  /** The whole tree. */
  JsonNode root() {
    return root;
  }

  /** The same places of other values. */
  ConfigTree withRoot(ObjectNode other) {
    return new ConfigTree(keys, other, places, problems);
  }

  /** What was wrong with the text itself. */
  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** The keys that settings took away, and which did. */
  Map<String, SourceLocation> removed() {
    return Map.copyOf(removed);
  }

  /** The value of a key without list indices; a missing node where there is none. */
  JsonNode at(String key) {
    return at(keys.names(key));
  }

  private JsonNode at(List<String> names) {
    JsonNode node = root;
    for (String name : names) {
      node = node.path(name);
    }
    return node;
  }

  /** Whether the key is given. */
  boolean has(String key) {
    return !at(key).isMissingNode();
  }

  /** Where the key was written, or else what should hold it. */
  SourceLocation place(String key) {
    return LocatedConfig.place(places, key);
  }

  /** Where each key was written. */
  Map<String, SourceLocation> places() {
    return Map.copyOf(places);
  }

  /** The value as it is shown in a problem: on one line, in YAML's flow style. */
  static String shown(JsonNode value) {
    return flow(value).replaceAll("[\\s\\p{Cntrl}]+", " ");
  }

  /** The texts of a list, or the one text of a scalar; none where nothing is given. */
  static List<String> texts(JsonNode node) {
    return node.isValueNode()
        ? List.of(node.asText())
        : StreamSupport.stream(node.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static String flow(JsonNode value) {
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(ConfigTree::flow)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (value.isObject()) {
      return value.properties().stream()
          .map(member -> member.getKey() + ": " + flow(member.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value.isNull()) {
      return "nothing";
    }
    return value.isTextual() && value.textValue().isBlank()
        ? "'" + value.textValue() + "'"
        : value.asText();
  }

  private void put(Setting setting) {
    SourceLocation place = new SourceLocation(setting.source(), 0);
    List<String> names = keys.names(setting.key());
    if (names.stream().anyMatch(String::isBlank)) {
      problems.add(
          Problem.invalid(
              SourceLocation.NONE,
              setting.source(),
              setting.value(),
              "must be a dotted key, e.g. --set drift.alpha=0.01"));
      return;
    }
    Map<String, SourceLocation> inside = new HashMap<>();
    YamlReader reader = new YamlReader(line -> place, inside, problems::add);
    reader
        .read(setting.value(), setting.key())
        .ifPresent(
            value -> {
              if (value.isNull()) {
                remove(names, place);
              } else {
                put(names, value, place);
              }
            });
  }

  private void put(List<String> names, JsonNode value, SourceLocation place) {
    ObjectNode holder = root;
    String key = Key.ROOT;
    for (String name : names.subList(0, names.size() - 1)) {
      key = Key.child(key, name);
      if (!(holder.get(name) instanceof ObjectNode)) {
        holder.set(name, JsonNodeFactory.instance.objectNode());
        places.put(key, place);
      }
      holder = (ObjectNode) holder.path(name);
    }
    String name = names.get(names.size() - 1);
    forget(Key.child(key, name));
    holder.set(name, value);
    places.put(Key.child(key, name), place);
  }

  /** The key is looked at even if it was not there: to take away a misspelt one does nothing. */
  private void remove(List<String> names, SourceLocation place) {
    removed.put(String.join(".", names), place);
    String key = String.join(".", names);
    if (at(names.subList(0, names.size() - 1)) instanceof ObjectNode holder) {
      holder.remove(names.get(names.size() - 1));
      forget(key);
    }
  }

  private void forget(String key) {
    places.keySet().removeIf(other -> Key.holds(key, other));
  }
}
