package dev.surprisal.dataset.source;

import dev.surprisal.dataset.spec.ChallengerSpec;
import dev.surprisal.dataset.spec.LabelSpec;
import dev.surprisal.dataset.spec.PredictionSpec;
import dev.surprisal.dataset.spec.ProbabilitySpec;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.dataset.spec.SourceSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.QueryContext;
import org.apache.spark.SparkThrowable;
import org.jspecify.annotations.Nullable;

/**
 * An SQL expression of the configuration that has no value for a row: which one it is, what Spark
 * says of it, and what to write instead.
 *
 * @param scoring the configuration of the rows
 * @param failure what Spark threw
 */
record FailedExpression(Scoring scoring, Throwable failure) {

  /** An expression and the key that it stands under. */
  private record Configured(String key, String text) {

    /** Whether it is more than the name of a column. */
    boolean isExpression() {
      return !text.matches("[\\p{L}\\p{N}_.`]+");
    }
  }

  /** The problem, under the key of the expression where that is known. */
  InputProblem problem() {
    String fragment = fragment(failure);
    List<Configured> all = configured().stream().filter(Configured::isExpression).toList();
    List<Configured> suspects =
        all.stream()
            .filter(it -> !fragment.isEmpty() && plain(it.text()).contains(plain(fragment)))
            .toList();
    if (suspects.isEmpty()) {
      suspects = all;
    }
    String told =
        "has no value for one of the rows: " + describe(failure) + remedy(failure, fragment);
    if (suspects.isEmpty()) {
      SourceSpec source = scoring.predictions().source();
      String key = scoring.name() + (source.path() != null ? ".path" : ".table");
      return InputProblem.invalid(key, source.place(), "an SQL expression " + told);
    }
    return InputProblem.invalid(
        suspects.get(0).key(),
        suspects.stream().map(Configured::text).distinct().collect(Collectors.joining(" or ")),
        told);
  }

  private static String plain(String sql) {
    return sql.replaceAll("\\s+", "").toLowerCase(Locale.ROOT);
  }

  /** What failed, as it was written; empty where Spark does not say. */
  static String fragment(Throwable failure) {
    QueryContext[] contexts =
        failure instanceof SparkThrowable spark ? spark.getQueryContext() : new QueryContext[0];
    return Arrays.stream(contexts)
        .map(QueryContext::fragment)
        .filter(text -> text != null && !text.isBlank())
        .findFirst()
        .orElse("");
  }

  /** What Spark says, without its own advice, condition and number. */
  static String describe(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return SparkText.firstLine(message)
        .replaceFirst("^\\[[A-Z0-9_.]+]\\s*", "")
        .replaceFirst("\\s*SQLSTATE: \\w+\\s*$", "")
        .replaceFirst("\\. (Use|Correct|If necessary|To|Consider|Try)\\b.*$", "")
        .replaceFirst("\\.$", "");
  }

  /** What to write, after a semicolon. */
  static String remedy(Throwable failure, String fragment) {
    String condition = ReadFailures.condition(failure);
    String message = String.valueOf(failure.getMessage());
    if (condition.startsWith("CAST_")) {
      return "; write try_cast instead of cast, which gives null there";
    }
    if (condition.contains("BY_ZERO") && !condition.contains("INDEX")) {
      return "; write nullif(…, 0) around the divisor, or try_divide, which gives null there";
    }
    if (condition.contains("INDEX")) {
      return "; write get(array, index from 0) or try_element_at(array, index from 1), which give"
          + " null there";
    }
    if (condition.contains("OVERFLOW") || condition.contains("OUT_OF_RANGE")) {
      return "; write try_add, try_multiply or a cast to double before it";
    }
    if (condition.contains("PARSE") || message.contains("parse")) {
      return "; write try_to_timestamp, try_to_date or try_cast, which give null there";
    }
    return "; write an expression that gives null there"
        + (fragment.isEmpty() ? "" : ", such as case when … then " + fragment + " end");
  }

  private List<Configured> configured() {
    List<Configured> all = new ArrayList<>();
    PredictionSpec predictions = scoring.predictions();
    String name = scoring.name();
    scoring.columns().forEach(text -> all.add(new Configured("columns", text)));
    scoring.dimensions().forEach(text -> all.add(new Configured("slices", text)));
    predictions.key().forEach(text -> all.add(new Configured(name + ".key", text)));
    addProbability(all, name + ".probability", predictions.probability());
    add(all, name + ".timestamp", predictions.timestamp());
    add(all, name + ".version", predictions.version());
    add(all, name + ".label", predictions.label());
    add(all, name + ".weight", predictions.weight());
    LabelSpec labels = scoring.labels();
    if (labels != null) {
      labels.key().forEach(text -> all.add(new Configured(scoring.labelsName() + ".key", text)));
      add(all, scoring.labelsName() + ".label", labels.label());
      add(all, scoring.labelsName() + ".timestamp", labels.timestamp());
    }
    ChallengerSpec challenger = scoring.challenger();
    if (challenger != null) {
      challenger.key().forEach(text -> all.add(new Configured("challenger.key", text)));
      addProbability(all, "challenger.probability", challenger.probability());
      add(all, "challenger.timestamp", challenger.timestamp());
      add(all, "challenger.where", challenger.where());
    }
    return all;
  }

  private static void addProbability(List<Configured> all, String key, ProbabilitySpec spec) {
    add(all, key, spec.column());
    spec.columns().forEach((name, text) -> all.add(new Configured(key + "." + name, text)));
  }

  private static void add(List<Configured> all, String key, @Nullable String text) {
    if (text != null) {
      all.add(new Configured(key, text));
    }
  }
}
