package dev.surprisal.format;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Lists and beginnings of sentences. */
public final class Phrases {

  /** Words that are written otherwise than in names. */
  private static final Map<String, String> PROPER =
      Map.of(
          "auc", "AUC", "brier", "Brier", "ece", "ECE", "js", "JS", "kl", "KL", "ks", "KS", "psi",
          "PSI");

  private Phrases() {}

  /** Reads {@code a}, {@code a and b} or {@code a, b and c}. */
  public static String list(List<String> items) {
    int last = items.size() - 1;
    return last < 1
        ? String.join("", items)
        : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
  }

  /** Begins with a capital. */
  public static String capitalized(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** A published name in words: {@code log_loss} as {@code log loss}, {@code ece} as ECE. */
  public static String words(String name) {
    return Arrays.stream(name.split("_"))
        .map(word -> PROPER.getOrDefault(word, word))
        .collect(Collectors.joining(" "));
  }
}
