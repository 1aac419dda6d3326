package dev.surprisal.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Puts a schema's keywords into words. */
final class Constraint {

  private Constraint() {}

  /** What a value must be: in the schema's own words, or by its kind, with an example. */
  static String of(JsonNode schema) {
    if (schema.has(ConfigSchema.ERROR_MESSAGE)) {
      return schema.path(ConfigSchema.ERROR_MESSAGE).textValue();
    }
    if (schema.has("enum")) {
      return "must be one of " + list(schema.path("enum"));
    }
    return "must be " + kind(schema) + bounds(schema) + example(schema);
  }

  /** What the value must be, where it breaks the keyword. */
  static String broken(JsonNode schema, String keyword, JsonNode value) {
    if (schema.has(ConfigSchema.ERROR_MESSAGE)) {
      return of(schema);
    }
    return switch (keyword) {
      case "type" ->
          schema.path("type").asText().equals("string") && value.isValueNode() && !value.isNull()
              ? "must be text: put it in quotes"
              : of(schema);
      case "pattern" -> "must not be blank";
      case "uniqueItems" -> "must not contain duplicates";
      case "minItems" -> "must have at least " + schema.path("minItems").asInt();
      case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" ->
          "must be" + bounds(schema);
      default -> of(schema);
    };
  }

  private static String kind(JsonNode schema) {
    String type = schema.path("type").asText();
    return switch (type) {
      case "string" -> "text";
      case "number" -> "a number";
      case "integer" -> "a whole number";
      case "boolean" -> "true or false";
      case "array" -> "a list";
      case "object" -> "a mapping" + members(schema);
      default -> "text, a number, true or false";
    };
  }

  private static String members(JsonNode schema) {
    String names =
        schema.path("properties").properties().stream()
            .map(member -> member.getKey())
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : " with the keys " + names;
  }

  private static String bounds(JsonNode schema) {
    boolean below = schema.has("minimum") || schema.has("exclusiveMinimum");
    boolean above = schema.has("maximum") || schema.has("exclusiveMaximum");
    if (!below && !above) {
      return "";
    }
    String least = schema.path(schema.has("minimum") ? "minimum" : "exclusiveMinimum").asText();
    if (!above) {
      return " at least " + least;
    }
    String open = schema.has("minimum") ? "[" : "(";
    String most = schema.path(schema.has("maximum") ? "maximum" : "exclusiveMaximum").asText();
    String close = schema.has("maximum") ? "]" : ")";
    return " in " + open + least + ", " + most + close;
  }

  private static String example(JsonNode schema) {
    JsonNode first = schema.path("examples").path(0);
    return first.isMissingNode() ? "" : ", e.g. " + ConfigTree.shown(first);
  }

  private static String list(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(", "));
  }
}
