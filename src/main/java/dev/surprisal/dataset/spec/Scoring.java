package dev.surprisal.dataset.spec;

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
 * @param name the key of the configuration that the dataset is under
 * @param threshold of two classes, the probability from which on the last one is predicted, or null
 *     where the most probable class is
 */
public record Scoring(
    List<String> classes,
    PredictionSpec predictions,
    @Nullable LabelSpec labels,
    @Nullable ChallengerSpec challenger,
    List<String> dimensions,
    List<String> columns,
    CheckPolicy checks,
    String name,
    @Nullable Double threshold) {

  private static final String PREDICTIONS = "predictions";

  /** One in which the most probable class is predicted. */
  public Scoring(
      List<String> classes,
      PredictionSpec predictions,
      @Nullable LabelSpec labels,
      @Nullable ChallengerSpec challenger,
      List<String> dimensions,
      List<String> columns,
      CheckPolicy checks,
      String name) {
    this(classes, predictions, labels, challenger, dimensions, columns, checks, name, null);
  }

  /** Copies the lists. */
  public Scoring {
    classes = List.copyOf(classes);
    dimensions = List.copyOf(dimensions);
    columns = List.copyOf(columns);
  }

  /** The same of predictions that are described otherwise. */
  public Scoring with(PredictionSpec others) {
    return new Scoring(
        classes, others, labels, challenger, dimensions, columns, checks, name, threshold);
  }

  /** Whether the dataset is a reference by itself, beside the predictions. */
  public boolean isReference() {
    return !name.equals(PREDICTIONS);
  }

  /** The key of the configuration that its labels are under, where they are a dataset. */
  public String labelsName() {
    return isReference() ? name + ".labels" : "labels";
  }

  /** The key of the configuration that the dataset with the label is under. */
  public String labelSection() {
    return labels == null ? name : labelsName();
  }

  /** The key of the configuration that the label is under. */
  public String labelKey() {
    return labelSection() + ".label";
  }

  /** The source that holds the label. */
  public SourceSpec labelSource() {
    return labels == null ? predictions.source() : labels.source();
  }

  /** The label as the configuration has it. */
  public @Nullable String label() {
    return labels == null ? predictions.label() : labels.label();
  }
}
