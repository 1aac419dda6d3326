package dev.surprisal.starter;

import static java.util.stream.Collectors.joining;

import dev.surprisal.dataset.inspect.LabelledFigures;
import dev.surprisal.dataset.inspect.LabelledFigures.Means;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which figure is of which class. Of a sound model E[qᵢ | y = i] ≥ E[qᵢ], as the mean of a square
 * is no less than the square of the mean: a class's figure is higher than usual where it is the
 * label.
 *
 * @param evidence what predictions with labels say, or null where that was not looked at
 */
record ClassOrder(@Nullable LabelledFigures evidence) {

  /** Fewer rows of a class say little. */
  private static final int FEWEST_ROWS = 20;

  /**
   * The standard deviation of a share is at most a half, so the standard error of a difference of
   * two means is at most ½√(1/n + 1/m); a lift of three such errors is no chance.
   */
  private static final double ERRORS = 1.5;

  /** The classes in the order of their figures; empty where that is not clear. */
  Optional<List<String>> order(List<String> classes) {
    Map<Integer, String> byFigure = new HashMap<>();
    for (String label : classes) {
      Means means = means(label);
      if (means == null || means.rows() < FEWEST_ROWS) {
        return Optional.empty();
      }
      int figure = highest(means);
      if (lift(means, figure) < noise(means.rows(), others(means))) {
        return Optional.empty();
      }
      byFigure.put(figure, label);
    }
    List<String> order = new ArrayList<>();
    IntStream.range(0, classes.size())
        .filter(byFigure::containsKey)
        .forEach(i -> order.add(byFigure.get(i)));
    return order.size() == classes.size() ? Optional.of(order) : Optional.empty();
  }

  /** The class of two where a lone figure is higher; empty where that is not clear. */
  Optional<String> highest(List<String> two) {
    Means one = means(two.get(0));
    Means other = means(two.get(1));
    if (one == null || other == null || Math.min(one.rows(), other.rows()) < FEWEST_ROWS) {
      return Optional.empty();
    }
    double difference = other.means().get(0) - one.means().get(0);
    return Math.abs(difference) < noise(one.rows(), other.rows())
        ? Optional.empty()
        : Optional.of(two.get(difference > 0 ? 1 : 0));
  }

  /** The figures of an order, for a sentence. */
  String describe(List<String> order) {
    return IntStream.range(0, Math.min(order.size(), 3))
            .mapToObj(i -> describe(order.get(i), i))
            .collect(joining(", "))
        + (order.size() > 3 ? " and so on" : "");
  }

  private String describe(String label, int figure) {
    Means means = means(label);
    return means == null || evidence == null
        ? label
        : String.format(
            Locale.ROOT,
            "value %d averages %.2f where the label is %s (%.2f overall)",
            figure + 1,
            means.means().get(figure),
            label,
            evidence.mean(figure));
  }

  private @Nullable Means means(String label) {
    return evidence == null ? null : evidence.byLabel().get(label);
  }

  private int highest(Means means) {
    return IntStream.range(0, means.means().size())
        .boxed()
        .max(Comparator.comparingDouble(i -> lift(means, i)))
        .orElse(0);
  }

  /** How much higher the figure is where this is the label than where another is. */
  private double lift(Means means, int figure) {
    if (evidence == null) {
      return 0;
    }
    double own = means.means().get(figure);
    double all = evidence.mean(figure) * evidence.labelled();
    return own - (all - own * means.rows()) / Math.max(1, others(means));
  }

  private long others(Means means) {
    return evidence == null ? 0 : evidence.labelled() - means.rows();
  }

  private static double noise(long rows, long others) {
    return ERRORS * Math.sqrt(1.0 / rows + 1.0 / Math.max(1, others));
  }
}
