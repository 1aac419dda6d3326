package dev.surprisal.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The keys that the schema knows, and which of them a wrong one was meant to be. */
final class KnownKeys {

  private final List<String> keys;

  /**
   * Finds the keys.
   *
   * @param schema the schema of the configuration
   * @param resolve follows a schema's reference
   */
  KnownKeys(JsonNode schema, UnaryOperator<JsonNode> resolve) {
    this.keys = keys(schema, Key.ROOT, resolve).toList();
  }

  /** Every key, also those that hold others. */
  List<String> all() {
    return keys;
  }

  /** Whether the key can be given. */
  boolean know(String key) {
    return keys.contains(key) || ConfigTree.isFree(key);
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

  private static Stream<String> keys(
      JsonNode schema, String parent, UnaryOperator<JsonNode> resolve) {
    return resolve.apply(schema).path("properties").properties().stream()
        .flatMap(
            member -> {
              String key = Key.child(parent, member.getKey());
              return Stream.concat(Stream.of(key), keys(member.getValue(), key, resolve));
            });
  }
}
