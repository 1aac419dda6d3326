package dev.surprisal.config;

/** The dotted names of values in the tree: {@code drift.min_effect.log_loss}, {@code slices[2]}. */
final class Key {

  /** The name of the whole configuration. */
  static final String ROOT = "";

  private Key() {}

  /** The name of a member. */
  static String child(String parent, String name) {
    return parent.isEmpty() ? name : parent + "." + name;
  }

  /** The name of a list's element. */
  static String element(String parent, int index) {
    return parent + "[" + index + "]";
  }

  /** The name of what holds the value. */
  static String parent(String key) {
    return key.substring(0, Math.max(0, Math.max(key.lastIndexOf('.'), key.lastIndexOf('['))));
  }

  /** Whether the one is, holds or is held by the other. */
  static boolean touch(String one, String other) {
    return holds(one, other) || holds(other, one);
  }

  /** Whether the outer is the inner or holds it. */
  static boolean holds(String outer, String inner) {
    return inner.startsWith(outer)
        && (outer.isEmpty()
            || inner.length() == outer.length()
            || inner.charAt(outer.length()) == '.'
            || inner.charAt(outer.length()) == '[');
  }
}
