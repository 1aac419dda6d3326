package dev.surprisal.job.notes;

import dev.surprisal.dataset.source.RejectedValues;
import dev.surprisal.dataset.spec.ProbabilitySpec;
import dev.surprisal.dataset.spec.Scoring;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What to write where a prediction, or a part of it, is null: text that is no number, or a map
 * whose keys are no classes.
 *
 * @param scoring what is asked of the rows
 * @param values what stood there
 */
record TextAdvice(Scoring scoring, RejectedValues values) {

  private static final String NUMBER = "[-+]?[.\\d]+(?:[eE][-+]?\\d+)?";

  /** Numbers beside each other, as Python prints arrays, lists and tuples. */
  private static final String NUMBERS =
      "[\\[(]*\\s*" + NUMBER + "(?:[\\s,;|]+" + NUMBER + ")+[\\s,…]*[\\])]*";

  /** A call that reads text already, and what it reads. */
  private static final String READING = "(?is)\\s*from_json\\(\\s*([^(),\\s]+)\\s*,.*";

  /** Keys told by name; more are not a message. */
  private static final int MOST_KEYS = 10;

  /** The sentence, without a full stop. */
  String sentence() {
    String first =
        values.mostFrequent().isEmpty()
            ? ""
            : String.valueOf(values.mostFrequent().get(0).text()).strip();
    String bare = isOneColumn() ? first.replaceFirst("^\\[([{(\\[].*)\\]$", "$1") : first;
    if (isWhole() && bare.startsWith("{") && bare.contains(" -> ")) {
      return ofKeys(keys(bare));
    }
    if (!isWhole() && !isOneColumn()) {
      return "A prediction must have one number per class";
    }
    if (bare.startsWith("{")) {
      return ofNames(bare);
    }
    if (bare.matches(NUMBERS) && !(isOneColumn() && bare.matches("\\d+,\\d+"))) {
      return ofNumbers(bare);
    }
    return isOneColumn() && (bare.contains("%") || bare.matches(".*\\d,\\d.*"))
        ? "Numbers are written as 0.62: write "
            + key()
            + "."
            + spec().columns().keySet().iterator().next()
            + ": try_cast(replace(replace("
            + text()
            + ", '%'), ',', '.') as double)"
        : "A prediction must have one number per class";
  }

  private ProbabilitySpec spec() {
    return scoring.predictions().probability();
  }

  private boolean isWhole() {
    return spec().column() != null;
  }

  private boolean isOneColumn() {
    return spec().columns().size() == 1;
  }

  private String key() {
    return scoring.name() + ".probability";
  }

  /** The column of the text, also where a function reads it already. */
  private String text() {
    String column = spec().column();
    return (column != null ? column : spec().columns().values().iterator().next())
        .replaceFirst(READING, "$1");
  }

  private boolean isReadAsJson() {
    String column = spec().column();
    return column != null && column.matches(READING);
  }

  private String ofNames(String text) {
    // JSON's names are quoted.
    return text.matches("\\{\\s*[\"'].*") && !isReadAsJson()
        ? "For JSON text, write " + key() + ": from_json(" + text() + ", 'map<string,double>')"
        : text.matches("\\{\\s*[^\"'].*")
            ? String.format(
                "For unquoted names, write %s: \"str_to_map(translate(%s, '{} ', ''), ',',"
                    + " ':')\"",
                key(), text())
            : "A prediction must have one number per class";
  }

  private String ofNumbers(String text) {
    return text.startsWith("[") && text.contains(",") && !isReadAsJson()
        ? "For JSON text, write " + key() + ": from_json(" + text() + ", 'array<double>')"
        : String.format(
            "For numbers that are not JSON, write %s: \"regexp_extract_all(%s, '[-+.0-9eE]+', 0)\"",
            key(), text());
  }

  /** The keys of a map as Spark writes it, which may have been cut. */
  private static List<String> keys(String map) {
    return Arrays.stream(map.substring(1).replaceFirst("\\}$", "").split(", "))
        .filter(entry -> entry.contains(" -> "))
        .map(entry -> entry.substring(0, entry.lastIndexOf(" -> ")))
        .toList();
  }

  private String ofKeys(List<String> keys) {
    List<String> classes = scoring.classes();
    List<String> few = classes.subList(0, Math.min(MOST_KEYS, classes.size()));
    return String.format(
        "The keys are %s, the classes are %s%s. To map keys to classes, write %s:"
            + " \"transform_keys(%s, (k, v) -> %s)\"",
        String.join(", ", keys),
        String.join(", ", few),
        few.size() < classes.size() ? ", …" : "",
        key(),
        spec().column(),
        renamed(keys));
  }

  private String renamed(List<String> keys) {
    Map<String, String> byLetters = new LinkedHashMap<>();
    scoring.classes().forEach(name -> byLetters.put(letters(name), name));
    List<String> cases = new ArrayList<>();
    boolean areLower = true;
    for (String key : keys) {
      String name = byLetters.get(letters(key));
      areLower &= letters(key).equals(name);
      cases.add("when '" + key + "' then '" + (name == null ? "…" : name) + "'");
    }
    return areLower
        ? "lower(trim(k))"
        : cases.stream().collect(Collectors.joining(" ", "case k ", " else k end"));
  }

  private static String letters(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
