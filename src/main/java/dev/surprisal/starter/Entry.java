package dev.surprisal.starter;

/**
 * One key of a starter configuration.
 *
 * @param key the key with its dots
 * @param value the value, as YAML on one line
 * @param because why it is that; empty where there is nothing to say
 * @param certainty how sure it is
 */
public record Entry(String key, String value, String because, Certainty certainty) {

  /** What stands in the place of text that somebody has to fill in. */
  static final String TODO = "TODO";

  /** One that was told. */
  static Entry sure(String key, String value) {
    return new Entry(key, value, "", Certainty.SURE);
  }

  /** The part of the key before the last dot; empty where there is none. */
  String section() {
    return key.substring(0, Math.max(0, key.indexOf('.')));
  }

  /** The part of the key after the section. */
  String name() {
    return key.substring(key.indexOf('.') + 1);
  }
}
