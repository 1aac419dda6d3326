package dev.surprisal.starter;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Text as YAML in flow style. What any reader, of YAML 1.1 or 1.2, takes for the same text stands
 * plain; all else in double quotes.
 */
final class YamlText {

  private static final Pattern PLAIN =
      Pattern.compile("(\\.{1,2}/)*[A-Za-z_/][A-Za-z0-9_/.-]*(=[A-Za-z0-9_/.-]+)*");

  /** Words that some reader takes for something else than text. */
  private static final Set<String> NO_TEXT =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  private YamlText() {}

  /** A text. */
  static String of(String text) {
    if (PLAIN.matcher(text).matches() && !NO_TEXT.contains(text.toLowerCase(Locale.ROOT))) {
      return text;
    }
    return text.codePoints().mapToObj(YamlText::escaped).collect(joining("", "\"", "\""));
  }

  /** A list of texts. */
  static String list(List<String> texts) {
    return texts.stream().map(YamlText::of).collect(joining(", ", "[", "]"));
  }

  /** A mapping of texts. */
  static String mapping(Map<String, String> texts) {
    return texts.entrySet().stream()
        .map(entry -> of(entry.getKey()) + ": " + of(entry.getValue()))
        .collect(joining(", ", "{", "}"));
  }

  /** A text for a comment: on one line. */
  static String comment(String text) {
    return text.codePoints()
        .mapToObj(c -> isPrintable(c) ? Character.toString(c) : " ")
        .collect(joining());
  }

  private static String escaped(int c) {
    if (c == '"' || c == '\\') {
      return "\\" + (char) c;
    }
    return isPrintable(c)
        ? Character.toString(c)
        : String.format(Locale.ROOT, c > 0xFFFF ? "\\U%08X" : "\\u%04X", c);
  }

  /**
   * What YAML neither forbids nor takes for the end of a line, nor a reader for a mark of order.
   */
  private static boolean isPrintable(int c) {
    return c >= 0x20 && c < 0x7F
        || c >= 0xA0 && c < 0xD800 && c != 0x2028 && c != 0x2029
        || c >= 0xE000 && c < 0xFFFE && c != 0xFEFF
        || c >= 0x10000;
  }
}
