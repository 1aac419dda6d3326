package dev.surprisal.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The keys that the schema knows, and which of them a wrong one was meant to be. */
final class KnownKeys {

  private final List<String> keys;
  private final List<String> free;

  /**
   * Finds the keys.
   *
   * @param schema the schema of the configuration
   * @param resolve follows a schema's reference
   */
  KnownKeys(JsonNode schema, UnaryOperator<JsonNode> resolve) {
    Map<String, JsonNode> parts = new LinkedHashMap<>();
    gather(schema, Key.ROOT, resolve, parts);
    this.keys = List.copyOf(parts.keySet());
    this.free =
        parts.entrySet().stream()
            .filter(part -> part.getValue().path("additionalProperties").isObject())
            .map(Map.Entry::getKey)
            .toList();
  }

  /** Every key, also those that hold others. */
  List<String> all() {
    return keys;
  }

  /** Whether the key can be given. */
  boolean know(String key) {
    return keys.contains(key) || holder(key).isPresent();
  }

  /**
   * The names that lead to a key without list indices, from the root on. A member of a mapping
   * whose keys are the user's own is one name, which may have dots of its own.
   */
  List<String> names(String key) {
    Optional<String> holder = holder(key);
    if (holder.isEmpty()) {
      return List.of(key.split("\\.", -1));
    }
    List<String> names = new ArrayList<>(List.of(holder.get().split("\\.")));
    names.add(key.substring(holder.get().length() + 1));
    return names;
  }

  /** The mapping with keys of the user's own that the key is a member of. */
  private Optional<String> holder(String key) {
    return free.stream().filter(mapping -> key.startsWith(mapping + ".")).findFirst();
  }

  /**
   * The known key that is most like the given one: a neighbour that is spelt alike, else one of the
   * same name, or spelt alike, in another place.
   */
  Optional<String> nearest(String key) {
    String parent = Key.parent(key);
    return nearest(key, keys.stream().filter(known -> Key.parent(known).equals(parent)))
        .or(() -> nearest(key, keys.stream()));
  }

  private static Optional<String> nearest(String key, Stream<String> candidates) {
    String name = name(key);
    // A third of the letters, and at least a transposition, may be wrong.
    int most = Math.max(2, name.length() / 3);
    LevenshteinDistance distance = new LevenshteinDistance(most);
    return candidates
        .filter(known -> distance.apply(name, name(known)) >= 0)
        .filter(known -> distance.apply(name, name(known)) < name(known).length())
        .min(
            Comparator.<String>comparingInt(known -> distance.apply(name, name(known)))
                .thenComparingInt(
                    known -> LevenshteinDistance.getDefaultInstance().apply(key, known))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static String name(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  /** Gathers the keys and the part of the schema about each, with what it refers to. */
  private static void gather(
      JsonNode schema,
      String parent,
      UnaryOperator<JsonNode> resolve,
      Map<String, JsonNode> parts) {
    for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
      String key = Key.child(parent, member.getKey());
      JsonNode part = resolve.apply(member.getValue());
      parts.put(key, part);
      gather(part, key, resolve, parts);
    }
  }
}
