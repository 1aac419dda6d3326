package dev.surprisal.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The published schema of the configuration. It is the one place that says which keys there are,
 * which are required, and what each value must be by itself; the {@link Rules} say how they must
 * fit together.
 */
public final class ConfigSchema {

  private static final String RESOURCE = "config.schema.json";

  /** A text for people, beside the keywords that it puts into words; editors show it, too. */
  static final String ERROR_MESSAGE = "errorMessage";

  private static final String REFERENCE = "$ref";

  /** Keywords that relate several keys: the rules tell those in better words. */
  private static final Set<Object> RELATIONS = Set.of("oneOf", "anyOf", "dependentSchemas");

  private final JsonNode document;
  private final JsonSchema schema;
  private final KnownKeys keys;

  /** Loads the schema. */
  ConfigSchema() {
    try {
      this.document = new ObjectMapper().readTree(text());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Invalid " + RESOURCE, e);
    }
    JsonMetaSchema dialect =
        JsonMetaSchema.builder(JsonMetaSchema.getV202012())
            .keyword(new NonValidationKeyword(ERROR_MESSAGE))
            .build();
    this.schema =
        JsonSchemaFactory.builder()
            .defaultMetaSchemaIri(dialect.getIri())
            .metaSchema(dialect)
            .build()
            .getSchema(document);
    this.keys = new KnownKeys(document, this::merged);
  }

  /** The schema's text, for editors. */
  public static String text() {
    try (InputStream stream = ConfigSchema.class.getResourceAsStream(RESOURCE)) {
      return new String(
          Objects.requireNonNull(stream, RESOURCE).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every key that the schema knows. */
  KnownKeys keys() {
    return keys;
  }

  /** The part of the schema that is about the key. */
  JsonNode at(String key) {
    JsonNode node = document;
    for (String name : key.split("\\.")) {
      node = merged(node.path("properties").path(name));
    }
    return node;
  }

  /** The names of the members of a key, or of the whole configuration, in their order. */
  List<String> members(String key) {
    List<String> members = new ArrayList<>();
    (key.isEmpty() ? document : at(key))
        .path("properties")
        .fieldNames()
        .forEachRemaining(members::add);
    return members;
  }

  /** What in the tree is not as the schema wants it. */
  List<Violation> check(JsonNode tree) {
    return schema.validate(tree).stream()
        .filter(message -> elements(message.getEvaluationPath()).noneMatch(RELATIONS::contains))
        .map(this::violation)
        .toList();
  }

  private Violation violation(ValidationMessage message) {
    String key = Key.ROOT;
    for (Object element : elements(message.getInstanceLocation()).toList()) {
      key = element instanceof Integer i ? Key.element(key, i) : Key.child(key, element.toString());
    }
    JsonNode owner = owner(message.getEvaluationPath());
    String keyword = message.getType();
    return switch (keyword) {
      case "additionalProperties" -> new Violation.Unknown(Key.child(key, message.getProperty()));
      case "required" -> {
        String name = message.getProperty();
        JsonNode missing = merged(owner.path("properties").path(name));
        yield new Violation.Missing(Key.child(key, name), Constraint.of(missing));
      }
      default -> {
        JsonNode value = message.getInstanceNode();
        yield new Violation.Invalid(key, value, Constraint.broken(owner, keyword, value));
      }
    };
  }

  /** The schema that holds the keyword at the path's end, with what it refers to. */
  private JsonNode owner(JsonNodePath path) {
    JsonNode node = merged(document);
    for (Object element : elements(path.getParent()).toList()) {
      if (!element.equals(REFERENCE)) {
        node = merged(element instanceof Integer i ? node.path(i) : node.path(element.toString()));
      }
    }
    return node;
  }

  /** A schema with what it refers to; its own keywords win. */
  private JsonNode merged(JsonNode schema) {
    if (!schema.has(REFERENCE)) {
      return schema;
    }
    ObjectNode merged = document.at(schema.path(REFERENCE).textValue().substring(1)).deepCopy();
    merged.setAll((ObjectNode) schema.deepCopy());
    merged.remove(REFERENCE);
    return merged;
  }

  private static Stream<Object> elements(JsonNodePath path) {
    return IntStream.range(0, path.getNameCount()).mapToObj(path::getElement);
  }
}
