package dev.surprisal.profile;

import java.util.List;

/**
 * How far the predictions of some rows are from those of a second prediction set of the same keys,
 * read off the columns that the job adds for it behind all others.
 *
 * <p>p is the prediction, q the challenger's: KL is D(p‖q), in nats, like JS. A row whose key the
 * challenger does not have is {@code missing}; one whose challenger's prediction is no distribution
 * is {@code invalid}. Neither is in any mean.
 *
 * @param compared the rows that are compared
 * @param missing the rows without a challenger's prediction
 * @param invalid the rows whose challenger's prediction is not valid
 * @param klDivergence the mean D(p‖q); +∞ where q is 0 in a class that p is not, NaN without a row
 * @param jsDivergence the mean and variance of JS(p, q)
 * @param classDiffers the share of rows whose most probable classes differ
 */
public record Disagreement(
    double compared,
    double missing,
    double invalid,
    double klDivergence,
    ColumnMoments jsDivergence,
    double classDiffers) {

  /** The names of the columns, in their order. */
  public static final List<String> COLUMNS =
      List.of("challenger_kl_divergence", "challenger_js_divergence", "challenger_class_differs");

  private static final int KL = 0;
  private static final int JS = 1;
  private static final int DIFFERS = 2;

  /** Reads the last columns of a profile. */
  public static Disagreement of(Profile profile) {
    int first = profile.layout().spec().columns() - COLUMNS.size();
    ColumnDistribution divergences = profile.column(first + KL);
    boolean infinite =
        divergences.cells().stream().anyMatch(cell -> cell.lower() == Double.POSITIVE_INFINITY);
    ColumnMoments js = profile.columnMoments(first + JS);
    double one = profile.columnUnit();
    return new Disagreement(
        js.rows(),
        divergences.nulls() * one,
        divergences.notNumbers() * one,
        infinite ? Double.POSITIVE_INFINITY : profile.columnMoments(first + KL).mean(),
        js,
        profile.columnMoments(first + DIFFERS).mean());
  }
}
