package dev.surprisal.starter;

import dev.surprisal.dataset.inspect.ColumnInspection;
import dev.surprisal.dataset.inspect.DatasetInspection;
import dev.surprisal.dataset.inspect.LabelDelay;
import dev.surprisal.dataset.inspect.LabelledFigures;
import dev.surprisal.dataset.inspect.LabelledFigures.Figures;
import dev.surprisal.dataset.inspect.LabelledFigures.Labels;
import dev.surprisal.dataset.inspect.UnmatchedKeys;
import dev.surprisal.dataset.source.InputProblem;
import dev.surprisal.dataset.source.InputRefusedException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
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
    DatasetInspection predictions,
    @Nullable DatasetInspection labels,
    Prediction prediction,
    @Nullable TimestampInference timestamp,
    @Nullable Choice version,
    @Nullable Choice weight,
    @Nullable KeyInference key,
    @Nullable Choice label,
    @Nullable TimestampInference arrival) {

  /** More have more versions than a report has room for. */
  private static final int MOST_VERSIONS = 50;

  /** The matrix of a mean for each figure and label is for people to look at. */
  private static final int MOST_FIGURES = 64;

  /**
   * Casts the parts.
   *
   * @param predictions the predictions
   * @param labels the label dataset, or null where there is none
   * @param hints what somebody told beforehand
   * @throws InputRefusedException where no column can be a prediction
   */
  public static Roles of(
      DatasetInspection predictions, @Nullable DatasetInspection labels, Hints hints) {
    Prediction prediction =
        new PredictionInference(predictions)
            .prediction(hints)
            .orElseThrow(() -> new InputRefusedException(noPrediction(predictions)));
    List<ColumnInspection> others =
        without(predictions.columns(), Set.copyOf(prediction.columns()));
    TimestampInference timestamp =
        hints
            .timestamp(predictions, Names.TIMESTAMP)
            .or(() -> TimestampInference.among(others, Names.TIMESTAMP))
            .orElse(null);
    Choice version = hints.version(predictions).or(() -> version(others)).orElse(null);
    KeyInference key = key(predictions, labels, version, hints).orElse(null);
    Set<ColumnInspection> used = new HashSet<>(key == null ? Set.of() : key.labels());
    Set<ColumnInspection> ofPredictions = new HashSet<>(key == null ? Set.of() : key.predictions());
    Stream.ofNullable(version).map(Choice::column).forEach(ofPredictions::add);
    List<ColumnInspection> candidates =
        labels == null ? without(others, ofPredictions) : without(labels.columns(), used);
    Choice label =
        hints
            .label(labels == null ? predictions : labels)
            .or(
                () ->
                    labels == null
                        ? LabelInference.of(prediction).among(candidates)
                        : label(candidates, prediction))
            .orElse(null);
    if (hints.label() == null) {
      String option = labels == null ? "--predictions" : "--labels";
      DatasetInspection look = labels == null ? predictions : labels;
      Regression.ofLabels(prediction, candidates, label)
          .ifPresent(
              told -> {
                throw Hints.refused(option, look.source().place(), told);
              });
    }
    TimestampInference arrival =
        labels == null ? null : TimestampInference.among(candidates, Names.ARRIVAL).orElse(null);
    return new Roles(
        predictions,
        labels,
        prediction,
        timestamp,
        version,
        weight(others).orElse(null),
        key,
        label,
        arrival);
  }

  private static InputProblem noPrediction(DatasetInspection look) {
    Regression regression = new Regression(look);
    if (regression.isLikely()) {
      return InputProblem.invalid("--predictions", look.source().place(), regression.describe());
    }
    return InputProblem.invalid(
        "--predictions",
        look.source().place(),
        "has no column that could be a prediction: an array, vector, map or struct of numbers, one"
            + " column per class such as p_yes and p_no, or one column of numbers from 0 to 1 such"
            + " as score. Available: "
            + look.listing()
            + classes(look));
  }

  /** What only says which class was predicted, for a message. */
  private static String classes(DatasetInspection look) {
    List<ColumnInspection> classes =
        look.columns().stream()
            .filter(column -> column.isAtom() && Names.GUESS.know(column.name()))
            .toList();
    return classes.isEmpty()
        ? ""
        : "; "
            + Choice.names(classes)
            + " holds the predicted class, but a class alone has no log loss: log its"
            + " probability, too";
  }

  private static List<ColumnInspection> without(
      List<ColumnInspection> columns, Set<ColumnInspection> others) {
    return columns.stream().filter(column -> !others.contains(column)).toList();
  }

  private static Optional<Choice> version(List<ColumnInspection> columns) {
    List<ColumnInspection> named =
        columns.stream()
            .filter(column -> column.isAtom() && !column.isTime())
            .filter(column -> Names.VERSION.know(column.name()))
            .filter(column -> column.values().size() <= MOST_VERSIONS)
            .toList();
    return Choice.among(named, Names.VERSION, "named like a version");
  }

  private static Optional<Choice> weight(List<ColumnInspection> columns) {
    List<ColumnInspection> named =
        columns.stream().filter(column -> column.isNumeric() && isOfSamples(column)).toList();
    return Choice.among(named, Names.WEIGHT, "named like a row weight");
  }

  /** The weight of a parcel is a feature: the name has to say no more, or whose weight it is. */
  private static boolean isOfSamples(ColumnInspection column) {
    return Names.WEIGHT.know(column.name())
        && Set.of(
                "weight", "weights", "sample", "row", "importance", "sampling", "case", "instance")
            .containsAll(Names.words(column.name()));
  }

  private static Optional<KeyInference> key(
      DatasetInspection predictions,
      @Nullable DatasetInspection labels,
      @Nullable Choice version,
      Hints hints) {
    List<ColumnInspection> versions = version == null ? List.of() : List.of(version.column());
    return hints
        .key(predictions, labels)
        .or(
            () ->
                labels == null
                    ? KeyInference.alone(predictions, versions)
                    : KeyInference.shared(predictions, labels))
        .map(key -> key.checkedBy(predictions, versions));
  }

  /** Of a label dataset: what is called like a label, or else what could be one. */
  private static Optional<Choice> label(List<ColumnInspection> columns, Prediction prediction) {
    List<ColumnInspection> able =
        columns.stream()
            .filter(column -> column.isAtom() || column.kind() == ColumnInspection.Kind.NUMBER)
            .filter(column -> !column.isTime())
            .filter(column -> column.values().size() <= 2 * ClassesInference.MOST)
            .toList();
    List<ColumnInspection> named =
        able.stream().filter(column -> Names.LABEL.know(column.name())).toList();
    List<ColumnInspection> ofClasses =
        able.stream()
            .filter(
                column -> {
                  int values = LabelInference.frequent(column).size();
                  return values > 1 && values <= Math.max(2, prediction.size());
                })
            .toList();
    return named.isEmpty()
        ? Choice.among(
            ofClasses.isEmpty() ? able : ofClasses, Names.OUTCOME, "that could be a label")
        : Choice.among(named, Names.LABEL, "named like a label");
  }

  /** The columns of the predictions that play a part. */
  Set<ColumnInspection> used() {
    Set<ColumnInspection> used = new HashSet<>(prediction.columns());
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
    return Optional.ofNullable(timestamp).map(TimestampInference::expression);
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
    List<String> by = labels == null || key == null ? List.of() : key.ofPredictions();
    return Optional.of(new Figures(prediction.columns(), size, by));
  }

  /** Where the labels of the figures stand. */
  public Optional<Labels> labelsOfFigures() {
    return Optional.ofNullable(label)
        .map(
            choice ->
                new Labels(
                    labels == null ? null : labels.source(),
                    labels == null || key == null ? List.of() : key.ofLabels(),
                    choice.name()));
  }

  /** The same with another key. */
  Roles withKey(KeyInference other) {
    return new Roles(
        predictions, labels, prediction, timestamp, version, weight, other, label, arrival);
  }

  /** When labels came, as far as their dataset tells, and when predictions were made. */
  public Optional<List<LabelDelay.Side>> delay() {
    return labels == null || key == null || timestamp == null || arrival == null
        ? Optional.empty()
        : Optional.of(
            List.of(
                new LabelDelay.Side(
                    predictions.source(), key.ofPredictions(), timestamp.expression()),
                new LabelDelay.Side(labels.source(), key.ofLabels(), arrival.expression())));
  }

  /** Keys of either dataset that the other lacks, where they may differ in how they are written. */
  public Optional<UnmatchedKeys> unmatched(SparkSession spark) {
    return key != null && labels != null && key.isOfTexts()
        ? Optional.of(
            UnmatchedKeys.ofFirst(
                spark, predictions.source(), key.ofPredictions(), labels.source(), key.ofLabels()))
        : Optional.empty();
  }

  /** The same by keys that are written alike. */
  public Roles spelt(UnmatchedKeys keys, LabelledFigures before) {
    UnmatchedKeys.Spelling spelling = keys.spelling();
    return key == null || spelling == null
        ? this
        : withKey(
            key.spelt(
                spelling,
                String.format(
                    Locale.ROOT,
                    "check: as written, only %,d of the first %,d predictions have a label;"
                        + " %,d more would match except for %s, such as %s and %s",
                    before.labelled(),
                    before.looked(),
                    keys.alike(),
                    spelling.difference(),
                    keys.ofPredictions().get(0),
                    keys.ofLabels().get(0))));
  }
}
