package dev.surprisal.config;

import com.fasterxml.jackson.databind.JsonNode;

/** Something in the tree that is not as the schema wants it. */
sealed interface Violation {

  /** The key that is wrong. */
  String key();

  /** A key that the schema does not know. */
  record Unknown(String key) implements Violation {}

  /** A required key that is not given. */
  record Missing(String key, String constraint) implements Violation {}

  /** A value that the schema does not take. */
  record Invalid(String key, JsonNode value, String constraint) implements Violation {}
}
