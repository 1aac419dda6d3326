package dev.surprisal.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.surprisal.secret.SecretMask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The configuration that a run went by, to be shown: what was given, with the defaults where
 * nothing was, in the order of the schema, without secrets. Read as a configuration it means the
 * same, but for what is masked. What a reference dataset inherits is not repeated there: to say it
 * would be to demand it.
 */
final class ResolvedConfig {

  /** Sections without a required member that are not there by default. */
  private static final Set<String> NOT_BY_DEFAULT = Set.of("classifier", "output.costliest_rows");

  private final ConfigSchema schema;
  private final ConfigTree tree;

  ResolvedConfig(ConfigSchema schema, ConfigTree tree) {
    this.schema = schema;
    this.tree = tree;
  }

  /** All of it: mappings, lists, texts, numbers and truth values. */
  Map<String, Object> resolve() {
    return section(Key.ROOT, tree.root());
  }

  private Map<String, Object> section(String key, JsonNode given) {
    Map<String, Object> section = new LinkedHashMap<>();
    for (String name : schema.members(key)) {
      value(Key.child(key, name), given.path(name)).ifPresent(value -> section.put(name, value));
    }
    return Collections.unmodifiableMap(section);
  }

  private Optional<Object> value(String key, JsonNode given) {
    JsonNode part = schema.at(key);
    if (part.has("properties") && !given.isValueNode()) {
      boolean isGiven = given.isObject();
      Map<String, Object> section =
          isGiven || isByDefault(key, part) ? section(key, given) : Map.of();
      return isGiven || !section.isEmpty() ? Optional.of(section) : Optional.empty();
    }
    if (!given.isMissingNode()) {
      return Optional.of(shown(key, given));
    }
    return part.has("default") && applies(key)
        ? Optional.of(shown(key, part.path("default")))
        : Optional.empty();
  }

  private static boolean isByDefault(String key, JsonNode part) {
    return !part.has("required") && !NOT_BY_DEFAULT.contains(key);
  }

  /** Whether a default may be written there: a table's format and what needs a key may not. */
  private boolean applies(String key) {
    String dataset = Key.parent(key);
    boolean ofTable = key.endsWith(".format") && tree.has(dataset + ".table");
    boolean ofNoKey = key.endsWith(".duplicates") && !tree.has(dataset + ".key");
    return !ofTable && !ofNoKey;
  }

  private static Object shown(String key, JsonNode value) {
    if (value.isObject()) {
      // Keys of the user's own, whose order means nothing.
      Map<String, Object> members = new TreeMap<>();
      value
          .properties()
          .forEach(
              it -> members.put(it.getKey(), shown(Key.child(key, it.getKey()), it.getValue())));
      return Collections.unmodifiableMap(members);
    }
    if (value.isArray()) {
      List<Object> elements = new ArrayList<>();
      value.forEach(element -> elements.add(shown(key, element)));
      return Collections.unmodifiableList(elements);
    }
    if (value.isTextual()) {
      return Concealment.of(key, value.textValue());
    }
    String text = value.asText();
    return Concealment.of(key, text).equals(text) ? scalar(value) : SecretMask.MASK;
  }

  private static Object scalar(JsonNode value) {
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    if (value.isNumber()) {
      // One number is of several types in trees, which are not equal.
      return value.canConvertToLong() && value.isIntegralNumber()
          ? (Object) value.longValue()
          : value.numberValue();
    }
    return value.asText();
  }
}
