package dev.surprisal.profile.section;

/**
 * How often one class was taken for another, as the rows weigh.
 *
 * @param label the index of the class that happened
 * @param predicted the index of the class that was most probable
 * @param atLeast the rows that surely are of it
 * @param atMost the rows that may be; as many as surely are where the number is exact
 */
public record Confusion(int label, int predicted, double atLeast, double atMost) {

  /** In another unit. */
  public Confusion times(double unit) {
    return new Confusion(label, predicted, atLeast * unit, atMost * unit);
  }
}
