package dev.surprisal.starter;

import dev.surprisal.dataset.inspect.ColumnInspection;
import dev.surprisal.dataset.spec.ProbabilitySpec.Scale;
import java.util.List;

/**
 * Where the prediction seems to stand.
 *
 * @param form how
 * @param columns the one column, or one for each class
 * @param names what the columns or the fields say that the classes are called; else empty
 * @param size the number of figures, 0 where no row shows it
 * @param scale what the figures are
 * @param because why it was chosen
 * @param certainty how sure that is
 */
record Prediction(
    Form form,
    List<ColumnInspection> columns,
    List<String> names,
    int size,
    Scale scale,
    String because,
    Certainty certainty) {

  /** How a prediction can stand in a row. */
  enum Form {
    /** One column holds the whole distribution. */
    WHOLE,
    /** Each class has a column. */
    PER_CLASS,
    /** One column holds the probability of one of two classes. */
    SCORE
  }

  /** Copies the lists. */
  Prediction {
    columns = List.copyOf(columns);
    names = List.copyOf(names);
  }
}
