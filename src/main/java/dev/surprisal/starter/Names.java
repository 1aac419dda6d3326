package dev.surprisal.starter;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What people call the columns that play a part. A name is cut into words at what is no letter or
 * digit and before capitals: {@code scoredAt} and {@code scored_at} are the same.
 *
 * @param better the words of good names, the best first
 * @param worse words of names that play another part
 */
record Names(List<Set<String>> better, Set<String> worse) {

  private static final Set<String> GUESSES =
      Set.of("predicted", "prediction", "predictions", "pred", "yhat", "forecast", "estimate");

  static final Names TIMESTAMP =
      new Names(
          List.of(
              Set.of("scored", "scoring", "predicted", "prediction", "inference"),
              Set.of("timestamp", "ts", "event", "time", "datetime"),
              Set.of("date", "day", "created", "dt")),
          Set.of(
              "label", "labelled", "labeled", "updated", "ingested", "loaded", "birth", "expires"));

  static final Names ARRIVAL =
      new Names(
          List.of(
              Set.of("labelled", "labeled", "label", "arrived", "arrival", "observed"),
              Set.of("timestamp", "ts", "event", "time", "datetime", "at"),
              Set.of("date", "day", "created", "dt")),
          Set.of("scored", "predicted", "birth"));

  static final Names PROBABILITY =
      new Names(
          List.of(
              Set.of("probability", "probabilities", "proba", "prob", "probs", "softmax"),
              Set.of("distribution", "score", "scores", "p", "q"),
              Set.of("prediction", "predictions", "pred", "logit", "logits", "output")),
          Set.of("embedding", "features", "vector", "confidence", "raw"));

  static final Names LABEL =
      new Names(
          List.of(
              Set.of("label", "labels"),
              Set.of("target", "truth", "outcome", "actual"),
              Set.of("y", "class", "observed", "result", "response")),
          GUESSES);

  /** What is predicted of people and things: such a column may be a label. */
  static final Names OUTCOME =
      new Names(
          List.of(
              Set.of(
                  "canceled",
                  "cancelled",
                  "churn",
                  "churned",
                  "click",
                  "clicked",
                  "converted",
                  "conversion",
                  "default",
                  "defaulted",
                  "fraud",
                  "fraudulent",
                  "bought",
                  "purchased",
                  "returned",
                  "survived",
                  "died",
                  "readmitted",
                  "approved",
                  "accepted",
                  "won",
                  "recid",
                  "recidivism",
                  "spam",
                  "failed",
                  "subscribed",
                  "left",
                  "attrition"),
              Set.of("is", "has", "did", "was", "happened")),
          GUESSES);

  static final Names VERSION =
      new Names(List.of(Set.of("version"), Set.of("model"), Set.of("build", "variant")), Set.of());

  static final Names KEY =
      new Names(
          List.of(Set.of("id", "uuid", "key", "guid"), Set.of("number", "no", "nr")), Set.of());

  static final Names WEIGHT = new Names(List.of(Set.of("weight", "weights")), Set.of());

  static final Names GUESS = new Names(List.of(GUESSES), Set.of());

  /** The words of a name. */
  static List<String> words(String name) {
    return Arrays.stream(
            name.replaceAll("(?<=[\\p{Ll}\\d])(?=\\p{Lu})", "_")
                .toLowerCase(Locale.ROOT)
                .split("[^\\p{L}\\d]+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** A name without what people write differently. */
  static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\d]+", "");
  }

  /** How good a name is: 0 is the best. */
  int rank(String name) {
    List<String> words = words(name);
    if (words.stream().anyMatch(worse::contains)) {
      return better.size() + 1;
    }
    for (int i = 0; i < better.size(); i++) {
      if (words.stream().anyMatch(better.get(i)::contains)) {
        return i;
      }
    }
    return better.size();
  }

  /** Whether a name is one of the good ones. */
  boolean know(String name) {
    return rank(name) < better.size();
  }
}
