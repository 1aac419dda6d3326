package dev.surprisal.dataset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What rows are read and how they are looked at.
 *
 * @param classes the classes, in order
 * @param predictions the prediction dataset
 * @param labels the label dataset, or null
 * @param challenger the second prediction set, or null
 * @param dimensions the slice dimensions: columns or SQL expressions
 * @param columns columns or SQL expressions whose distribution is kept
 * @param checks what a row must satisfy
 */
public record Scoring(
    List<String> classes,
    PredictionSpec predictions,
    @Nullable LabelSpec labels,
    @Nullable ChallengerSpec challenger,
    List<String> dimensions,
    List<String> columns,
    CheckPolicy checks) {

  /** Copies the lists. */
  public Scoring {
    classes = List.copyOf(classes);
    dimensions = List.copyOf(dimensions);
    columns = List.copyOf(columns);
  }
}
