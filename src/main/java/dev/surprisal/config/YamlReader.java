package dev.surprisal.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** Reads YAML text into a tree and tells the place of every key and element. */
final class YamlReader {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Few enough that aliases of aliases cannot grow into a tree that does not end. */
  private static final int MOST_ALIASES = 10;

  private final IntFunction<SourceLocation> placeOfLine;
  private final Map<String, SourceLocation> places;
  private final Consumer<Problem> problems;
  private final Set<Node> open = new HashSet<>();

  /**
   * Makes a reader.
   *
   * @param placeOfLine the place that a line, from 1, stands for
   * @param places takes the place of every key
   * @param problems takes what cannot be read
   */
  YamlReader(
      IntFunction<SourceLocation> placeOfLine,
      Map<String, SourceLocation> places,
      Consumer<Problem> problems) {
    this.placeOfLine = placeOfLine;
    this.places = places;
    this.problems = problems;
  }

  /** Reads the value of a key; nothing, with a problem told, where the text is not YAML. */
  Optional<JsonNode> read(String text, String key) {
    try {
      LoaderOptions options = new LoaderOptions();
      options.setMaxAliasesForCollections(MOST_ALIASES);
      ParserImpl parser = new ParserImpl(new StreamReader(new StringReader(text)), options);
      Node node = new Composer(parser, new CoreSchema(), options).getSingleNode();
      return Optional.of(node == null ? NODES.nullNode() : value(node, key));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      problems.accept(new Problem(placeOfLine.apply(line), "Invalid YAML: " + reason(e)));
    } catch (YAMLException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      problems.accept(new Problem(placeOfLine.apply(1), "Invalid YAML: " + reason));
    }
    return Optional.empty();
  }

  /** The parser's problem, with its context where it makes no sentence without. */
  private static String reason(MarkedYAMLException e) {
    return e.getProblem().startsWith("but ")
        ? e.getContext() + ", " + e.getProblem()
        : e.getProblem();
  }

  private JsonNode value(Node node, String key) {
    if (node instanceof ScalarNode scalar) {
      if (!CoreSchema.knows(scalar)) {
        report(node, "Invalid " + key + ": " + node.getTag() + " (custom tags are not supported)");
      }
      return CoreSchema.value(scalar);
    }
    if (!open.add(node)) {
      report(node, "Invalid " + key + ": an alias to an enclosing node (must not contain itself)");
      return NODES.nullNode();
    }
    JsonNode value =
        node instanceof MappingNode mapping
            ? mapping(mapping, key)
            : sequence((SequenceNode) node, key);
    open.remove(node);
    return value;
  }

  private ArrayNode sequence(SequenceNode sequence, String key) {
    ArrayNode array = NODES.arrayNode();
    for (Node element : sequence.getValue()) {
      String elementKey = Key.element(key, array.size());
      places.put(elementKey, place(element));
      array.add(value(element, elementKey));
    }
    return array;
  }

  private ObjectNode mapping(MappingNode mapping, String parent) {
    ObjectNode object = NODES.objectNode();
    Map<String, Node> first = new HashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode name)) {
        report(entry.getKeyNode(), "Invalid key in " + named(parent) + " (must be text)");
        continue;
      }
      String key = Key.child(parent, name.getValue());
      Node earlier = first.putIfAbsent(name.getValue(), name);
      if (earlier != null) {
        int line = earlier.getStartMark().getLine() + 1;
        report(name, "Duplicate key " + key + " (already given on line " + line + ")");
        continue;
      }
      places.put(key, place(name));
      object.set(name.getValue(), value(entry.getValueNode(), key));
    }
    return object;
  }

  private void report(Node node, String sentence) {
    problems.accept(new Problem(place(node), sentence));
  }

  private SourceLocation place(Node node) {
    return placeOfLine.apply(node.getStartMark().getLine() + 1);
  }

  private static String named(String key) {
    return key.isEmpty() ? "the configuration" : key;
  }
}
