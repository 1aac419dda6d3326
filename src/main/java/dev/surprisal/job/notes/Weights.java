package dev.surprisal.job.notes;

import dev.surprisal.config.Config;
import dev.surprisal.dataset.source.InputProblem;
import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.format.Figures;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.SampleSize;
import dev.surprisal.profile.row.RowWeight;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether the weights of the rows are of a size that can be counted with. */
public final class Weights {

  /**
   * Below this mean, rounding to a unit of 2⁻²⁰ moves a weight by more than one in two thousand.
   */
  private static final double COARSE = 0x1p-10;

  private Weights() {}

  /**
   * Refuses weights that add up to more than counts can hold.
   *
   * @throws InputRefusedException where they do
   */
  public static void requireCountable(Config config, Profile total) {
    String weight = config.predictions().weight();
    if (weight != null && total.isTooHeavy()) {
      throw new InputRefusedException(
          InputProblem.invalid(
              "predictions.weight",
              weight,
              String.format(
                  Locale.ROOT,
                  "must sum to less than %.4g over all rows, but sums to %.4g; divide by a power of"
                      + " two",
                  RowWeight.MOST_OF_ALL,
                  total.predictedSize().weight())));
    }
  }

  /** What is to be told of the weights; nothing where rows have none. */
  public static List<String> notes(Profile total) {
    SampleSize size = total.predictedSize();
    if (!total.layout().spec().weighs() || size.rows() == 0) {
      return List.of();
    }
    List<String> notes = new ArrayList<>();
    notes.add(
        String.format(
            Locale.ROOT,
            "Weighted rows (predictions.weight): %,d predictions, total weight %s, effective"
                + " sample size %s.",
            size.rows(),
            Figures.amount(size.weight()),
            Figures.amount(size.effective())));
    if (size.weight() / size.rows() < COARSE) {
      notes.add(
          String.format(
              Locale.ROOT,
              "The mean weight is %.3g, but weights are rounded to multiples of 2^-20 (9.54e-7):"
                  + " multiply predictions.weight by a power of two.",
              size.weight() / size.rows()));
    }
    return notes;
  }
}
