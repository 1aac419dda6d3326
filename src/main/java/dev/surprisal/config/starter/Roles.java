package dev.surprisal.config.starter;

import dev.surprisal.dataset.ColumnLook;
import dev.surprisal.dataset.DatasetLook;
import dev.surprisal.dataset.InputProblem;
import dev.surprisal.dataset.InputRefusedException;
import dev.surprisal.dataset.LabelledFigures.Figures;
import dev.surprisal.dataset.LabelledFigures.Labels;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which columns play which part, by schemas and first rows alone.
 *
 * @param predictions the predictions
 * @param labels the label dataset, or null
 * @param prediction where the prediction stands
 * @param timestamp when it was made, or null where that could not be told
 * @param version the model's version, or null
 * @param weight how many rows a row stands for, or null
 * @param key what rows are told apart and joined by, or null
 * @param label the label, beside the prediction or in its dataset, or null
 * @param arrival when labels came, or null
 */
public record Roles(
    DatasetLook predictions,
    @Nullable DatasetLook labels,
    Prediction prediction,
    @Nullable TimestampGuess timestamp,
    @Nullable Choice version,
    @Nullable Choice weight,
    @Nullable KeyGuess key,
    @Nullable Choice label,
    @Nullable TimestampGuess arrival) {

  /** More have more versions than a report has room for. */
  private static final int MOST_VERSIONS = 50;

  /** The matrix of a mean for each figure and label is for people to look at. */
  private static final int MOST_FIGURES = 64;

  /**
   * Casts the parts.
   *
   * @param predictions the predictions
   * @param labels the label dataset, or null where there is none
   * @throws InputRefusedException where no column can be a prediction
   */
  public static Roles of(DatasetLook predictions, @Nullable DatasetLook labels) {
    Prediction prediction =
        new PredictionGuess(predictions)
            .prediction()
            .orElseThrow(() -> new InputRefusedException(noPrediction(predictions)));
    List<ColumnLook> others = without(predictions.columns(), Set.copyOf(prediction.columns()));
    TimestampGuess timestamp = TimestampGuess.among(others, Names.TIMESTAMP).orElse(null);
    Choice version = version(others).orElse(null);
    KeyGuess key = key(predictions, labels, version).orElse(null);
    List<ColumnLook> candidates =
        labels == null
            ? others.stream().filter(column -> Names.LABEL.know(column.name())).toList()
            : without(labels.columns(), key == null ? Set.of() : Set.copyOf(key.labels()));
    TimestampGuess arrival =
        labels == null ? null : TimestampGuess.among(candidates, Names.ARRIVAL).orElse(null);
    return new Roles(
        predictions,
        labels,
        prediction,
        timestamp,
        version,
        weight(others).orElse(null),
        key,
        label(candidates).orElse(null),
        arrival);
  }

  private static InputProblem noPrediction(DatasetLook look) {
    return InputProblem.invalid(
        "--predictions",
        look.source().place(),
        "has no column that could be a prediction: an array, vector, map or struct of numbers, a"
            + " column for each class such as p_yes and p_no, or one of numbers from 0 to 1 such as"
            + " score; it has "
            + look.listing());
  }

  private static List<ColumnLook> without(List<ColumnLook> columns, Set<ColumnLook> others) {
    return columns.stream().filter(column -> !others.contains(column)).toList();
  }

  private static Optional<Choice> version(List<ColumnLook> columns) {
    List<ColumnLook> named =
        columns.stream()
            .filter(column -> column.isAtom() && !column.isTime())
            .filter(column -> Names.VERSION.know(column.name()))
            .filter(column -> column.values().size() <= MOST_VERSIONS)
            .toList();
    return Choice.among(named, Names.VERSION, "called like a version");
  }

  private static Optional<Choice> weight(List<ColumnLook> columns) {
    List<ColumnLook> named =
        columns.stream().filter(column -> column.isNumeric() && isOfSamples(column)).toList();
    return Choice.among(named, Names.WEIGHT, "called like a weight of rows");
  }

  /** The weight of a parcel is a feature: the name has to say no more, or whose weight it is. */
  private static boolean isOfSamples(ColumnLook column) {
    return Names.WEIGHT.know(column.name())
        && Set.of(
                "weight", "weights", "sample", "row", "importance", "sampling", "case", "instance")
            .containsAll(Names.words(column.name()));
  }

  private static Optional<KeyGuess> key(
      DatasetLook predictions, @Nullable DatasetLook labels, @Nullable Choice version) {
    return labels == null
        ? KeyGuess.alone(predictions, version == null ? List.of() : List.of(version.column()))
        : KeyGuess.shared(predictions, labels);
  }

  private static Optional<Choice> label(List<ColumnLook> columns) {
    List<ColumnLook> able =
        columns.stream()
            .filter(column -> column.isAtom() || column.kind() == ColumnLook.Kind.NUMBER)
            .filter(column -> !column.isTime())
            .filter(column -> column.values().size() <= 2 * ClassesGuess.MOST)
            .toList();
    List<ColumnLook> named =
        able.stream().filter(column -> Names.LABEL.know(column.name())).toList();
    return Choice.among(
        named.isEmpty() ? able : named,
        Names.LABEL,
        named.isEmpty() ? "that could be a label" : "called like a label");
  }

  /** The columns of the predictions that play a part. */
  Set<ColumnLook> used() {
    Set<ColumnLook> used = new HashSet<>(prediction.columns());
    if (key != null) {
      used.addAll(key.predictions());
    }
    Stream.of(Optional.ofNullable(version), Optional.ofNullable(weight), Optional.ofNullable(label))
        .flatMap(Optional::stream)
        .map(Choice::column)
        .forEach(used::add);
    if (timestamp != null) {
      used.add(timestamp.column());
    }
    return used;
  }

  /** The column or expression that tells when predictions were made. */
  public Optional<String> timestampExpression() {
    return Optional.ofNullable(timestamp).map(TimestampGuess::expression);
  }

  /** The figures whose order their labels can tell; empty where nothing is to be told or known. */
  public Optional<Figures> figures() {
    boolean worth = prediction.size() > 1 && prediction.size() <= MOST_FIGURES;
    boolean named = prediction.form() == Prediction.Form.WHOLE && !prediction.names().isEmpty();
    boolean joined = labels == null || key != null;
    if (!worth || named || !joined || label == null) {
      return Optional.empty();
    }
    int size = prediction.form() == Prediction.Form.SCORE ? 1 : prediction.size();
    List<String> by =
        labels == null || key == null
            ? List.of()
            : key.predictions().stream().map(ColumnLook::name).toList();
    return Optional.of(new Figures(prediction.columns(), size, by));
  }

  /** Where the labels of the figures stand. */
  public Optional<Labels> labelsOfFigures() {
    return Optional.ofNullable(label)
        .map(
            choice ->
                new Labels(
                    labels == null ? null : labels.source(),
                    labels == null || key == null
                        ? List.of()
                        : key.labels().stream().map(ColumnLook::name).toList(),
                    choice.name()));
  }
}
