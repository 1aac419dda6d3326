package dev.surprisal.job.notes;

import dev.surprisal.dataset.inspect.UnmatchedKeys;
import dev.surprisal.dataset.inspect.UnmatchedKeys.Spelling;
import dev.surprisal.dataset.spec.LabelSpec;
import dev.surprisal.dataset.spec.Scoring;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Why labels may have no prediction.
 *
 * @param scoring what is asked of the rows
 * @param keys what the keys without a partner look like
 * @param elsewhere whether there are predictions outside of the ranges, which the labels may be of
 */
public record StrayLabels(Scoring scoring, UnmatchedKeys keys, Elsewhere elsewhere) {

  /** Whether labels may be of predictions that were not read. */
  public enum Elsewhere {
    POSSIBLE,
    EXCLUDED
  }

  /** Whether it is certain that something is wrong with them. */
  boolean isNews() {
    return keys.keyless() > 0 || areKeysNews();
  }

  /** A label without a key is of no time at all. */
  private boolean areKeysNews() {
    return !keys.ofLabels().isEmpty() && (elsewhere == Elsewhere.EXCLUDED || keys.alike() > 0);
  }

  /** The counts with what the keys look like, and the way out. */
  String sentence(String counts) {
    return counts + ". " + look();
  }

  /** What the keys look like, and the way out. */
  public String look() {
    if (keys.keyless() == 0) {
      return ofKeys();
    }
    return areKeysNews() ? withoutKey() + " " + ofKeys() : withoutKey();
  }

  private String withoutKey() {
    String name = scoring.labelsName() + ".key";
    return String.format(
        Locale.ROOT,
        "%,d of these labels have no key (%s: %s is null) and cannot match: fix the writer or"
            + " choose non-null columns for %s.",
        keys.keyless(),
        name,
        String.join(" or ", labels().key()),
        name);
  }

  private String ofKeys() {
    String examples =
        keys.ofPredictions().isEmpty()
            ? (scoring.isReference()
                    ? "Keys of labels of the reference dataset look like "
                    : "Label keys look like ")
                + quoted(keys.ofLabels())
            : (scoring.isReference() ? "Keys of the reference dataset" : "Keys of predictions")
                + " look like "
                + quoted(keys.ofPredictions())
                + ", keys of labels like "
                + quoted(keys.ofLabels());
    Spelling spelling = keys.spelling();
    if (spelling == null) {
      return examples
          + (keys.ofPredictions().isEmpty()
              ? ". Were these predictions never logged?"
              : ". Are "
                  + scoring.name()
                  + ".key and "
                  + scoring.labelsName()
                  + ".key the same keys?");
    }
    return String.format(
        Locale.ROOT,
        "%s: %,d would match except for %s. Write %s.key: %s and %s.key: %s.",
        examples,
        keys.alike(),
        spelling.difference(),
        scoring.name(),
        written(spelling, scoring.predictions().key()),
        scoring.labelsName(),
        written(spelling, labels().key()));
  }

  private LabelSpec labels() {
    LabelSpec labels = scoring.labels();
    if (labels == null) {
      throw new IllegalStateException("Strays without a label dataset");
    }
    return labels;
  }

  private static String written(Spelling spelling, List<String> key) {
    return key.stream()
        .map(spelling::of)
        .map(sql -> "\"" + sql + "\"")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String quoted(List<String> keys) {
    return keys.stream().map(key -> "'" + key + "'").collect(Collectors.joining(" and "));
  }
}
