package dev.surprisal.calibration;

import dev.surprisal.math.Divergence;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.math.statistics.Smoothing;
import dev.surprisal.profile.ColumnDistribution;
import dev.surprisal.profile.Profile;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * The contender of the intervals that a run gives: both sides' cells are drawn anew as many times
 * as there are rows, and the middle 95 % of the differences are the interval.
 */
final class CellBootstrap {

  private static final int RESAMPLES = 200;

  private final Draw draw;

  CellBootstrap(long seed) {
    this.draw = new Draw(seed);
  }

  /**
   * Of D(current‖reference) over the labels. A divergence of drawn cells is too large by the bias
   * of the cells that they were drawn from and by their own; both are taken off.
   */
  ConfidenceInterval ofLabels(Profile reference, Profile current) {
    double[] q = reference.labels();
    double[] p = current.labels();
    double bias = (q.length - 1) / 2.0 * (1 / sum(q) + 1 / sum(p));
    return middle(() -> Math.max(0, divergence(resampled(p), resampled(q)) - 2 * bias));
  }

  /** Of the difference of the mean loss: cells of the histogram, each loss in its middle. */
  ConfidenceInterval ofLosses(Profile reference, Profile current) {
    Losses before = Losses.of(reference.lossDistribution());
    Losses after = Losses.of(current.lossDistribution());
    double observed = current.meanFiniteLoss() - reference.meanFiniteLoss();
    double ofMiddles = after.mean(after.rows) - before.mean(before.rows);
    return middle(
        () ->
            observed
                - ofMiddles
                + after.mean(resampled(after.rows))
                - before.mean(resampled(before.rows)));
  }

  /** The rows of a histogram's cells, and the losses in their middles. */
  private record Losses(double[] rows, double[] values) {

    static Losses of(ColumnDistribution losses) {
      return new Losses(
          cells(losses, ColumnDistribution.Cell::rows),
          cells(losses, cell -> (cell.lower() + cell.upper()) / 2));
    }

    private static double[] cells(
        ColumnDistribution losses, ToDoubleFunction<ColumnDistribution.Cell> figure) {
      return losses.cells().stream().filter(it -> it.rows() > 0).mapToDouble(figure).toArray();
    }

    double mean(double[] drawn) {
      double sum = 0;
      for (int i = 0; i < drawn.length; i++) {
        sum += drawn[i] * values[i];
      }
      return sum / CellBootstrap.sum(drawn);
    }
  }

  private interface Figure {
    double drawn();
  }

  private static ConfidenceInterval middle(Figure figure) {
    double[] drawn = new double[RESAMPLES];
    Arrays.setAll(drawn, i -> figure.drawn());
    Arrays.sort(drawn);
    int tail = (int) (RESAMPLES * 0.025);
    return new ConfidenceInterval(drawn[tail], drawn[RESAMPLES - 1 - tail]);
  }

  private double[] resampled(double[] rows) {
    double all = sum(rows);
    long[] drawn =
        draw.multinomial(Math.round(all), Arrays.stream(rows).map(n -> n / all).toArray());
    return Arrays.stream(drawn).asDoubleStream().toArray();
  }

  private static double divergence(double[] current, double[] reference) {
    return Divergence.kullbackLeibler(Smoothing.jeffreys(current), Smoothing.jeffreys(reference));
  }

  private static double sum(double[] rows) {
    return Arrays.stream(rows).sum();
  }
}
