package dev.surprisal.config.starter;

import dev.surprisal.dataset.ColumnLook;
import dev.surprisal.dataset.DatasetLook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds what tells rows apart, and labels belong to predictions by.
 *
 * @param predictions the columns of the predictions
 * @param labels those of the labels; empty where there are none
 * @param because why they were chosen
 * @param certainty how sure that is
 */
record KeyGuess(
    List<ColumnLook> predictions, List<ColumnLook> labels, String because, Certainty certainty) {

  /** Labels are corrected and predictions sent twice: some keys may repeat. */
  private static final double MOST = 0.97;

  /** The same column in both datasets. */
  private record Pair(ColumnLook prediction, ColumnLook label) {

    /** Underscores and capitals are written in one dataset and not in the other. */
    boolean isOfOneName() {
      return Names.plain(prediction.name()).equals(Names.plain(label.name()));
    }
  }

  /** Copies the lists. */
  KeyGuess {
    predictions = List.copyOf(predictions);
    labels = List.copyOf(labels);
  }

  /** The key that both datasets share; empty where they share none. */
  static Optional<KeyGuess> shared(DatasetLook predictions, DatasetLook labels) {
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
      String together = "together they tell the first labels apart, which none does alone";
      return Optional.of(of(pairs, together, Certainty.GUESSED));
    }
    String doubt =
        "check: both datasets have " + told(pairs) + ", which tell the first labels not apart";
    return Optional.of(of(List.of(pairs.get(0)), doubt, Certainty.DOUBTFUL));
  }

  private static KeyGuess of(List<Pair> pairs, String because, Certainty certainty) {
    boolean oneName = pairs.stream().allMatch(Pair::isOfOneName);
    return new KeyGuess(
        pairs.stream().map(Pair::prediction).toList(),
        pairs.stream().map(Pair::label).toList(),
        oneName ? because : because + "; check that the two columns hold the same",
        oneName ? certainty : Certainty.DOUBTFUL);
  }

  private static String because(Pair chosen, List<Pair> pairs) {
    if (!chosen.isOfOneName()) {
      return "the only columns of one type that are called like a key";
    }
    return pairs.size() == 1
        ? "the only column that both datasets have"
        : "both datasets have it, and it tells the first labels apart";
  }

  private static String told(List<Pair> pairs) {
    return Choice.told(pairs.stream().map(Pair::prediction).toList());
  }

  /** What is called the same in both, or spelt alike; else what is called like a key in both. */
  private static List<Pair> pairs(DatasetLook predictions, DatasetLook labels) {
    List<Pair> pairs = new ArrayList<>();
    for (ColumnLook prediction : atoms(predictions).toList()) {
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

  private static Stream<ColumnLook> atoms(DatasetLook look) {
    return look.columns().stream()
        .filter(ColumnLook::isAtom)
        .filter(column -> !column.isTime() && !Names.LABEL.know(column.name()));
  }

  private static Stream<ColumnLook> keys(DatasetLook look) {
    return atoms(look).filter(column -> Names.KEY.know(column.name()));
  }

  private static boolean isOfOneType(ColumnLook ours, ColumnLook theirs) {
    return ours.kind() == theirs.kind();
  }

  private static boolean isUnique(DatasetLook labels, List<Pair> pairs) {
    List<ColumnLook> columns = pairs.stream().map(Pair::label).toList();
    return labels.rows() > 0 && labels.distinct(columns) >= MOST * labels.rows();
  }

  /** What tells predictions apart, a version at a time, where no labels are joined. */
  static Optional<KeyGuess> alone(DatasetLook predictions, List<ColumnLook> version) {
    return keys(predictions)
        .filter(
            column -> {
              List<ColumnLook> all = new ArrayList<>(version);
              all.add(column);
              return predictions.rows() > 0
                  && predictions.distinct(all) >= MOST * predictions.rows();
            })
        .findFirst()
        .map(
            column ->
                new KeyGuess(
                    List.of(column),
                    List.of(),
                    "by its name, and it tells the first rows apart",
                    Certainty.GUESSED));
  }
}
