package dev.surprisal.drift.classifier;

import dev.surprisal.math.statistics.RocArea;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of two sides, each scored by what was learnt of the other folds. Rows of the same hash, that
 * is of the same key, are in the same fold.
 *
 * @param figures the rows of both sides, the reference's first
 * @param current whether each row is a current one
 * @param fold each row's fold
 * @param folds the number of folds
 * @param seed chooses how columns are shuffled
 */
record CrossFit(
    ColumnFigures figures, List<Boolean> current, List<Integer> fold, int folds, long seed) {

  /**
   * The scores of all rows.
   *
   * @param whole as the rows are
   * @param shuffled for each column asked for, as the rows are but for the column
   */
  record Scores(double[] whole, List<double[]> shuffled) {}

  static CrossFit of(
      List<SampledRow> reference,
      List<SampledRow> current,
      List<Integer> categorical,
      int width,
      ClassifierPolicy policy) {
    List<SampledRow> rows = new ArrayList<>(reference);
    rows.addAll(current);
    return new CrossFit(
        ColumnFigures.of(rows, categorical, width),
        IntStream.range(0, rows.size()).mapToObj(i -> i >= reference.size()).toList(),
        // The upper bits chose the rows, so only the lower ones are spread evenly.
        rows.stream().map(row -> (int) ((row.hash() & 0xFFFFFFFFL) % policy.folds())).toList(),
        policy.folds(),
        policy.seed());
  }

  /** Learns and scores; the first columns also shuffled, as many as asked for. */
  Scores scores(Learner learner, int shuffledColumns) {
    Scores scores =
        new Scores(
            new double[fold.size()],
            IntStream.range(0, shuffledColumns).mapToObj(i -> new double[fold.size()]).toList());
    for (int k = 0; k < folds; k++) {
      int[] held = rowsOf(k);
      Learner.Scorer scorer = learn(learner, k);
      for (int row : held) {
        scores.whole[row] = scorer.score(figures.rows().get(row));
      }
      for (int column = 0; column < shuffledColumns; column++) {
        List<Integer> others = shuffled(held, column, k);
        for (int i = 0; i < held.length; i++) {
          scores.shuffled.get(column)[held[i]] =
              scorer.score(figures.with(held[i], column, others.get(i)));
        }
      }
    }
    return scores;
  }

  private Learner.Scorer learn(Learner learner, int without) {
    int[] rows = rowsWithout(without);
    boolean[] sides = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      sides[i] = current.get(rows[i]);
    }
    boolean both = IntStream.range(1, sides.length).anyMatch(i -> sides[i] != sides[0]);
    return both
        ? learner.learn(
            Arrays.stream(rows).mapToObj(figures.rows()::get).toArray(double[][]::new),
            sides,
            figures.categories().stream().mapToInt(Integer::intValue).toArray())
        : row -> 0; // of one side alone there is nothing to learn
  }

  /** The rows of a fold. */
  int[] rowsOf(int k) {
    return IntStream.range(0, fold.size()).filter(i -> fold.get(i) == k).toArray();
  }

  /** The rows of all other folds. */
  int[] rowsWithout(int k) {
    return IntStream.range(0, fold.size()).filter(i -> fold.get(i) != k).toArray();
  }

  /** The rows of a fold in a random order, of both sides together. */
  private List<Integer> shuffled(int[] rows, int column, int k) {
    List<Integer> order = Arrays.stream(rows).boxed().collect(Collectors.toList());
    Collections.shuffle(order, new Random(seed + 31L * column + 1_000_003L * k));
    return order;
  }

  /** The area of scores, over pairs of the same fold: each fold's scores are of its own scale. */
  RocArea area(double[] scores) {
    List<RocArea> areas = new ArrayList<>();
    for (int k = 0; k < folds; k++) {
      int[] rows = rowsOf(k);
      areas.add(RocArea.of(of(scores, rows, false), of(scores, rows, true)));
    }
    return RocArea.stratified(areas);
  }

  /** The scores of the rows of one side among some rows. */
  double[] of(double[] scores, int[] rows, boolean side) {
    return Arrays.stream(rows)
        .filter(row -> current.get(row) == side)
        .mapToDouble(row -> scores[row])
        .toArray();
  }
}
