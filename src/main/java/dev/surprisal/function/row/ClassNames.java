package dev.surprisal.function.row;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The classes as one text, which is a constant of the plan however many there are, and their
 * indices by name.
 */
public final class ClassNames {

  /** Plans have few such constants at a time; past this many, old ones are forgotten. */
  private static final int MOST_KNOWN = 8;

  /** By the constant itself: comparing texts of thousands of names takes longer than a look-up. */
  private static final ThreadLocal<Map<UTF8String, Map<UTF8String, Integer>>> KNOWN =
      ThreadLocal.withInitial(IdentityHashMap::new);

  private ClassNames() {}

  /** The text of some names. */
  public static String text(List<String> names) {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      text.append(name.replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
    }
    return text.toString();
  }

  /** The indices by name. */
  static Map<UTF8String, Integer> indices(UTF8String text) {
    Map<UTF8String, Map<UTF8String, Integer>> known = KNOWN.get();
    Map<UTF8String, Integer> indices = known.get(text);
    if (indices == null) {
      if (known.size() >= MOST_KNOWN) {
        known.clear();
      }
      indices = parse(text.toString());
      known.put(text, indices);
    }
    return indices;
  }

  private static Map<UTF8String, Integer> parse(String text) {
    Map<UTF8String, Integer> indices = new HashMap<>();
    int from = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      indices.put(UTF8String.fromString(unescaped(text.substring(from, end))), indices.size());
      from = end + 1;
    }
    return indices;
  }

  private static String unescaped(String name) {
    if (name.indexOf('\\') < 0) {
      return name;
    }
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char next = name.charAt(i);
      if (next == '\\') {
        next = name.charAt(++i) == 'n' ? '\n' : '\\';
      }
      plain.append(next);
    }
    return plain.toString();
  }
}
