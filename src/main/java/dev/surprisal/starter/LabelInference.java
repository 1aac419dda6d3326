package dev.surprisal.starter;

import dev.surprisal.dataset.inspect.ColumnInspection;
import dev.surprisal.dataset.inspect.ColumnInspection.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the label beside the predictions: by its name, or else by what it does. A label is more
 * often so where the prediction says so; a column that is exactly what the prediction says is the
 * predicted class.
 *
 * @param prediction where the prediction stands
 * @param score of each row the last of its figures
 */
record LabelInference(Prediction prediction, double[] score) {

  /** Values so rare beside the others are rather mistakes than classes. */
  private static final double RARE = 0.01;

  private static final Set<String> TRUTHS =
      Set.of(
          "0",
          "1",
          "0.0",
          "1.0",
          "true",
          "false",
          "yes",
          "no",
          "y",
          "n",
          "t",
          "f",
          "pos",
          "neg",
          "positive",
          "negative");

  static LabelInference of(Prediction prediction) {
    return new LabelInference(
        prediction, prediction.columns().get(prediction.columns().size() - 1).numbers());
  }

  /** A candidate with what the score does for it. */
  private record Candidate(ColumnInspection column, @Nullable Separation separation) {

    boolean rises() {
      return separation != null && separation.isSignificant();
    }

    double area() {
      return separation == null ? 0 : separation.area();
    }

    String describe() {
      return String.format(Locale.ROOT, "%s (AUC %.3f)", column.name(), area());
    }
  }

  /** The likeliest of some columns; empty where none looks like a label. */
  Optional<Choice> among(List<ColumnInspection> columns) {
    List<ColumnInspection> able = columns.stream().filter(LabelInference::isAble).toList();
    List<ColumnInspection> named =
        able.stream().filter(column -> Names.LABEL.know(column.name())).toList();
    List<ColumnInspection> fitting = named.stream().filter(this::isOfClasses).toList();
    if (!fitting.isEmpty()) {
      return Choice.among(fitting, Names.LABEL, "named like a label").map(this::doubted);
    }
    return byBehaviour(able.stream().filter(column -> !named.contains(column)).toList())
        .or(() -> Choice.among(named, Names.LABEL, "named like a label"));
  }

  /** A label that the score does not rise with is rather something else. */
  private Choice doubted(Choice choice) {
    Separation separation = separation(choice.column());
    if (score.length == 0 || separation == null || separation.errors() > 2) {
      return choice;
    }
    return new Choice(
        choice.column(),
        String.format(
            Locale.ROOT,
            "check: %s, but the prediction does not increase with it (AUC %.3f)",
            choice.because(),
            separation.area()),
        Certainty.DOUBTFUL);
  }

  private static boolean isAble(ColumnInspection column) {
    return (column.isAtom() || column.kind() == Kind.NUMBER)
        && !column.isTime()
        && column.values().size() <= 2 * ClassesInference.MOST;
  }

  /** Whether it has as many values as the prediction has classes, but for rare ones. */
  private boolean isOfClasses(ColumnInspection column) {
    int frequent = frequent(column).size();
    return frequent > 0 && (prediction.size() == 0 || frequent <= prediction.size());
  }

  static List<String> frequent(ColumnInspection column) {
    Map<String, Long> values = column.values();
    long all = values.values().stream().mapToLong(Long::longValue).sum();
    return values.entrySet().stream()
        .filter(value -> value.getValue() >= RARE * all || values.size() == 2)
        .map(Map.Entry::getKey)
        .toList();
  }

  private Optional<Choice> byBehaviour(List<ColumnInspection> able) {
    List<Candidate> rising = new ArrayList<>();
    for (ColumnInspection column : able) {
      if (isLikeALabel(column) && !isPredictedClass(column)) {
        Candidate candidate = new Candidate(column, separation(column));
        if (candidate.rises()) {
          rising.add(candidate);
        }
      }
    }
    rising.sort(
        Comparator.comparingInt((Candidate it) -> Names.OUTCOME.rank(it.column().name()))
            .thenComparing(Comparator.comparingDouble(Candidate::area).reversed()));
    return rising.stream().findFirst().map(best -> choice(best, rising));
  }

  private static Choice choice(Candidate best, List<Candidate> all) {
    String others =
        all.stream()
            .filter(it -> it != best)
            .limit(3)
            .map(Candidate::describe)
            .collect(Collectors.joining(", "));
    return new Choice(
        best.column(),
        "check: no column is named like a label, but the prediction increases with "
            + best.describe()
            + (others.isEmpty() ? "" : ", as with " + others),
        Certainty.DOUBTFUL);
  }

  /** How far beyond chance the score rises for a column that may be a label; 0 for any other. */
  double errors(ColumnInspection column) {
    boolean able = isAble(column) && isOfClasses(column);
    Separation separation =
        able && (Names.LABEL.know(column.name()) || isLikeALabel(column))
            ? separation(column)
            : null;
    return separation == null || separation.isWhole() ? 0 : separation.errors();
  }

  private boolean isLikeALabel(ColumnInspection column) {
    List<String> values = frequent(column);
    boolean isNamed =
        !prediction.names().isEmpty()
            && prediction.names().stream()
                .map(Names::plain)
                .collect(Collectors.toSet())
                .containsAll(values.stream().map(Names::plain).toList());
    boolean isTruth =
        values.size() == 2
            && values.stream().allMatch(it -> TRUTHS.contains(it.toLowerCase(Locale.ROOT)));
    return values.size() > 1
        && isOfClasses(column)
        && Names.LABEL.rank(column.name()) <= Names.LABEL.better().size()
        && (isNamed || isTruth || Names.OUTCOME.know(column.name()));
  }

  private boolean isPredictedClass(ColumnInspection column) {
    Separation separation = separation(column);
    return separation != null && separation.isWhole();
  }

  /** Of two values, that of the one that happened; of more, that of which it is most. */
  private @Nullable Separation separation(ColumnInspection column) {
    List<String> values = frequent(column);
    List<String> positive =
        prediction.form() == Prediction.Form.SCORE
            ? values.stream().filter(value -> ClassesInference.isPositive(value)).toList()
            : List.of();
    return Separation.of(score, column, positive.size() == 1 ? positive : values);
  }
}
