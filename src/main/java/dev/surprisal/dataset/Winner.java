package dev.surprisal.dataset;

import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** Which class a distribution predicts, as its index. */
final class Winner {

  private Winner() {}

  /** The index of the greatest element; of several, the first. */
  static Column of(Column distribution) {
    return array_position(distribution, array_max(distribution))
        .cast(DataTypes.IntegerType)
        .minus(1);
  }

  /**
   * The predicted class.
   *
   * @param distribution the probabilities
   * @param threshold of two classes, the probability from which on the last one is predicted, or
   *     null where the most probable class is
   */
  static Column predicted(Column distribution, @Nullable Double threshold) {
    return threshold == null
        ? of(distribution)
        : when(element_at(distribution, 2).geq(threshold), lit(1)).otherwise(lit(0));
  }
}
