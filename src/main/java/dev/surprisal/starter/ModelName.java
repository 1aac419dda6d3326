package dev.surprisal.starter;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the model is called.
 *
 * @param text the name
 * @param because where it is from; empty where it was told
 */
public record ModelName(String text, String because) {

  /** Names of places that tell nothing of what is predicted. */
  private static final Set<String> COMMON =
      Set.of(
          "predictions",
          "prediction",
          "scores",
          "scored",
          "data",
          "output",
          "latest",
          "..",
          ".",
          "");

  /** One that was told. */
  public static ModelName given(String text) {
    return new ModelName(text, "");
  }

  /** The last part of the predictions' place that says something. */
  public static ModelName of(String place) {
    List<String> parts =
        Arrays.asList(place.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]+:(//[^/]*)?", "").split("/"));
    Collections.reverse(parts);
    return parts.stream()
        .filter(part -> !part.contains("=") && !part.contains("*"))
        .map(
            part ->
                part.replaceFirst(
                    "\\.(csv|tsv|jsonl?|ndjson|parquet|parq|pq|orc|avro)(\\.\\w+)?$", ""))
        .filter(part -> !COMMON.contains(part.toLowerCase(Locale.ROOT)))
        .findFirst()
        .map(part -> new ModelName(part, "from the location of the predictions"))
        .orElse(new ModelName("my-model", "fill in the name of your model"));
  }

  Entry entry() {
    return new Entry("model.name", YamlText.of(text), because, Certainty.GUESSED);
  }

  /** The name as a folder's. */
  String asFolder() {
    String plain = text.replaceAll("[^\\p{L}\\p{N}._-]+", "-").replaceAll("^[.-]+|-+$", "");
    return plain.isEmpty() ? "my-model" : plain;
  }
}
