package dev.surprisal.starter;

import static java.util.stream.Collectors.toSet;

import dev.surprisal.dataset.inspect.ColumnInspection;
import dev.surprisal.dataset.inspect.DatasetInspection;
import dev.surprisal.dataset.inspect.UnmatchedKeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds what tells rows apart, and labels belong to predictions by.
 *
 * @param predictions the columns of the predictions
 * @param labels those of the labels; empty where there are none
 * @param ofPredictions the same as columns or SQL expressions, for the file
 * @param ofLabels the same of the labels
 * @param because why they were chosen
 * @param certainty how sure that is
 */
record KeyInference(
    List<ColumnInspection> predictions,
    List<ColumnInspection> labels,
    List<String> ofPredictions,
    List<String> ofLabels,
    String because,
    Certainty certainty) {

  /** Labels are corrected and predictions sent twice: some keys may repeat. */
  private static final double MOST = 0.97;

  /** The same column in both datasets. */
  private record Pair(ColumnInspection prediction, ColumnInspection label) {

    /** Underscores and capitals are written in one dataset and not in the other. */
    boolean isOfOneName() {
      return Names.plain(prediction.name()).equals(Names.plain(label.name()));
    }
  }

  /** Copies the lists. */
  KeyInference {
    predictions = List.copyOf(predictions);
    labels = List.copyOf(labels);
    ofPredictions = List.copyOf(ofPredictions);
    ofLabels = List.copyOf(ofLabels);
  }

  /** Columns as they stand. */
  private KeyInference(
      List<ColumnInspection> predictions,
      List<ColumnInspection> labels,
      String because,
      Certainty certainty) {
    this(predictions, labels, names(predictions), names(labels), because, certainty);
  }

  private static List<String> names(List<ColumnInspection> columns) {
    return columns.stream().map(ColumnInspection::name).toList();
  }

  /** The same columns, written by SQL so that keys of both datasets are alike. */
  KeyInference spelt(UnmatchedKeys.Spelling spelling, String why) {
    return new KeyInference(
        predictions,
        labels,
        predictions.stream().map(it -> spelling.of(TimestampInference.sql(it.name()))).toList(),
        labels.stream().map(it -> spelling.of(TimestampInference.sql(it.name()))).toList(),
        why,
        Certainty.DOUBTFUL);
  }

  /** Whether all parts are texts, of which those of one dataset may be written differently. */
  boolean isOfTexts() {
    return ofPredictions.equals(names(predictions))
        && predictions.stream().allMatch(column -> column.kind() == ColumnInspection.Kind.TEXT);
  }

  /** The key that both datasets share; empty where they share none. */
  static Optional<KeyInference> shared(DatasetInspection predictions, DatasetInspection labels) {
    List<Pair> pairs = pairs(predictions, labels);
    if (pairs.isEmpty()) {
      return Optional.empty();
    }
    Optional<Pair> alone =
        pairs.stream().filter(pair -> isUnique(labels, List.of(pair))).findFirst();
    if (alone.isPresent()) {
      return Optional.of(of(List.of(alone.get()), because(alone.get(), pairs), Certainty.GUESSED));
    }
    if (isUnique(labels, pairs)) {
      String together = "together they identify the first labels uniquely; none does alone";
      return Optional.of(of(pairs, together, Certainty.GUESSED));
    }
    return withDay(predictions, labels, List.of(pairs.get(0)))
        .or(() -> withDay(predictions, labels, pairs))
        .or(
            () ->
                Optional.of(
                    of(
                        List.of(pairs.get(0)),
                        "check: both datasets have "
                            + predictionNames(pairs)
                            + ", which do not identify the first labels uniquely: most would count"
                            + " as repeated",
                        Certainty.DOUBTFUL)));
  }

  /** With the day beside them: the same customers are scored every day. */
  private static Optional<KeyInference> withDay(
      DatasetInspection predictions, DatasetInspection labels, List<Pair> pairs) {
    List<ColumnInspection> times =
        predictions.columns().stream().filter(ColumnInspection::isTime).toList();
    for (ColumnInspection day :
        labels.columns().stream().filter(ColumnInspection::isTime).toList()) {
      List<ColumnInspection> theirs = new ArrayList<>(pairs.stream().map(Pair::label).toList());
      theirs.add(day);
      if (labels.distinct(theirs) < MOST * labels.rows()) {
        continue;
      }
      for (ColumnInspection time : times) {
        Optional<String> ours = sameTime(time, day);
        if (ours.isPresent()) {
          return Optional.of(withDay(pairs, time, ours.get(), day));
        }
      }
    }
    return Optional.empty();
  }

  /** What makes a time of a prediction what stands in the labels; empty where nothing does. */
  private static Optional<String> sameTime(ColumnInspection time, ColumnInspection day) {
    Set<String> days = day.values().keySet();
    if (time.kind() == day.kind() && areMostly(time.values().keySet(), days)) {
      return Optional.of(time.name());
    }
    boolean dates = days.stream().allMatch(it -> it.matches("\\d{4}-\\d{2}-\\d{2}( 00:00:00)?"));
    boolean same =
        areMostly(
            time.values().keySet().stream().map(KeyInference::day).collect(toSet()),
            days.stream().map(KeyInference::day).collect(toSet()));
    if (!dates || !same) {
      return Optional.empty();
    }
    String date = "to_date(" + TimestampInference.sql(time.name()) + ")";
    return Optional.of(
        day.kind() == ColumnInspection.Kind.TEXT
            ? "cast(" + date + " as string)"
            : day.type().equals("date") ? date : "cast(" + date + " as " + day.type() + ")");
  }

  /** The first rows of two datasets need not be of the very same time. */
  private static boolean areMostly(Set<String> some, Set<String> others) {
    return 2 * some.stream().filter(others::contains).count() > some.size();
  }

  private static String day(String time) {
    return time.substring(0, Math.min(10, time.length()));
  }

  private static KeyInference withDay(
      List<Pair> pairs, ColumnInspection time, String ours, ColumnInspection day) {
    List<ColumnInspection> predictions =
        new ArrayList<>(pairs.stream().map(Pair::prediction).toList());
    List<ColumnInspection> labels = new ArrayList<>(pairs.stream().map(Pair::label).toList());
    List<String> names = new ArrayList<>(names(predictions));
    names.add(ours);
    predictions.add(time);
    labels.add(day);
    return new KeyInference(
        predictions,
        labels,
        names,
        names(labels),
        predictionNames(pairs)
            + (pairs.size() == 1 ? " does" : " do")
            + " not identify the first labels uniquely, but with the day added they do",
        Certainty.GUESSED);
  }

  /** Doubts a key that tells too few predictions apart: the others would count as duplicates. */
  KeyInference checkedBy(DatasetInspection look, List<ColumnInspection> version) {
    if (!ofPredictions.equals(names(predictions)) || look.rows() == 0) {
      return this;
    }
    List<ColumnInspection> all = new ArrayList<>(version);
    all.addAll(predictions);
    long distinct = look.distinct(all);
    return distinct >= MOST * look.rows()
        ? this
        : new KeyInference(
            predictions,
            labels,
            ofPredictions,
            ofLabels,
            String.format(
                Locale.ROOT,
                "check: only %,d of the first %,d predictions have distinct keys, the others count"
                    + " as duplicates. Is a part of the key missing, such as the day? %s",
                distinct,
                look.rows(),
                because),
            Certainty.DOUBTFUL);
  }

  private static KeyInference of(List<Pair> pairs, String because, Certainty certainty) {
    boolean oneName = pairs.stream().allMatch(Pair::isOfOneName);
    return new KeyInference(
        pairs.stream().map(Pair::prediction).toList(),
        pairs.stream().map(Pair::label).toList(),
        oneName ? because : because + "; check that the two columns hold the same keys",
        oneName ? certainty : Certainty.DOUBTFUL);
  }

  private static String because(Pair chosen, List<Pair> pairs) {
    if (!chosen.isOfOneName()) {
      return "the only columns of the same type that are named like a key";
    }
    return pairs.size() == 1
        ? "the only column that both datasets have"
        : "both datasets have it, and it identifies the first labels uniquely";
  }

  private static String predictionNames(List<Pair> pairs) {
    return Choice.names(pairs.stream().map(Pair::prediction).toList());
  }

  /** What is called the same in both, or spelt alike; else what is called like a key in both. */
  private static List<Pair> pairs(DatasetInspection predictions, DatasetInspection labels) {
    List<Pair> pairs = new ArrayList<>();
    for (ColumnInspection prediction : atoms(predictions).toList()) {
      atoms(labels)
          .filter(label -> Names.plain(label.name()).equals(Names.plain(prediction.name())))
          .filter(label -> isOfOneType(prediction, label))
          .findFirst()
          .ifPresent(label -> pairs.add(new Pair(prediction, label)));
    }
    if (pairs.isEmpty()) {
      keys(predictions)
          .flatMap(ours -> keys(labels).map(theirs -> new Pair(ours, theirs)))
          .filter(pair -> isOfOneType(pair.prediction(), pair.label()))
          .findFirst()
          .ifPresent(pairs::add);
    }
    pairs.sort(Comparator.comparingInt(pair -> Names.KEY.rank(pair.prediction().name())));
    return pairs;
  }

  private static Stream<ColumnInspection> atoms(DatasetInspection look) {
    return look.columns().stream()
        .filter(ColumnInspection::isAtom)
        .filter(column -> !column.isTime() && !Names.LABEL.know(column.name()));
  }

  private static Stream<ColumnInspection> keys(DatasetInspection look) {
    return atoms(look).filter(column -> Names.KEY.know(column.name()));
  }

  private static boolean isOfOneType(ColumnInspection ours, ColumnInspection theirs) {
    return ours.kind() == theirs.kind();
  }

  private static boolean isUnique(DatasetInspection labels, List<Pair> pairs) {
    List<ColumnInspection> columns = pairs.stream().map(Pair::label).toList();
    return labels.rows() > 0 && labels.distinct(columns) >= MOST * labels.rows();
  }

  /** What tells predictions apart, a version at a time, where no labels are joined. */
  static Optional<KeyInference> alone(
      DatasetInspection predictions, List<ColumnInspection> version) {
    return keys(predictions)
        .filter(
            column -> {
              List<ColumnInspection> all = new ArrayList<>(version);
              all.add(column);
              return predictions.rows() > 0
                  && predictions.distinct(all) >= MOST * predictions.rows();
            })
        .findFirst()
        .map(
            column ->
                new KeyInference(
                    List.of(column),
                    List.of(),
                    "by its name, and it identifies the first rows uniquely",
                    Certainty.GUESSED));
  }
}
