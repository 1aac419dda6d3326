package dev.surprisal.starter;

import dev.surprisal.dataset.inspect.ColumnInspection;
import dev.surprisal.dataset.inspect.DatasetInspection;
import dev.surprisal.dataset.source.InputProblem;
import dev.surprisal.dataset.source.InputRefusedException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody told beforehand, so that it need not be guessed.
 *
 * @param probability the column of the prediction, or one for each class; empty where not told
 * @param label the column of the label, or null
 * @param key the columns of the key, each {@code NAME}, or {@code PREDICTIONS=LABELS} where it is
 *     called differently in the two datasets; empty where not told
 * @param timestamp the column, or an SQL expression, of when predictions were made, or null
 * @param version the column of the model's version, or null
 */
public record Hints(
    List<String> probability,
    @Nullable String label,
    List<String> key,
    @Nullable String timestamp,
    @Nullable String version) {

  /** Nothing was told. */
  public static final Hints NONE = new Hints(List.of(), null, List.of(), null, null);

  /** Copies the lists. */
  public Hints {
    probability = List.copyOf(probability);
    key = List.copyOf(key);
  }

  /** The column that a told name means; empty where none was told. */
  static Optional<ColumnInspection> column(
      DatasetInspection look, String option, @Nullable String name) {
    return Optional.ofNullable(name)
        .map(
            given ->
                find(look, given)
                    .orElseThrow(
                        () ->
                            refused(
                                option, given, "must be a column; available: " + look.listing())));
  }

  static Optional<ColumnInspection> find(DatasetInspection look, String name) {
    return look.columns().stream().filter(column -> column.name().equals(name)).findFirst();
  }

  static InputRefusedException refused(String option, String value, String constraint) {
    return new InputRefusedException(InputProblem.invalid(option, value, constraint));
  }

  /** The version's column. */
  Optional<Choice> version(DatasetInspection predictions) {
    return column(predictions, "--model-version", version).map(Hints::given);
  }

  /** The label's column, beside the predictions or in its dataset. */
  Optional<Choice> label(DatasetInspection look) {
    return column(look, "--label", label).map(Hints::given);
  }

  private static Choice given(ColumnInspection column) {
    return new Choice(column, Choice.GIVEN, Certainty.SURE);
  }

  /** When predictions were made. */
  Optional<TimestampInference> timestamp(DatasetInspection predictions, Names names) {
    return Optional.ofNullable(timestamp)
        .map(
            given ->
                find(predictions, given)
                    .flatMap(column -> TimestampInference.among(List.of(column), names))
                    .map(TimestampInference::asGiven)
                    .orElseGet(() -> TimestampInference.given(given)));
  }

  /** The key. */
  Optional<KeyInference> key(DatasetInspection predictions, @Nullable DatasetInspection labels) {
    if (key.isEmpty()) {
      return Optional.empty();
    }
    List<ColumnInspection> ours =
        key.stream().flatMap(name -> column(predictions, "--key", part(name, 0)).stream()).toList();
    List<ColumnInspection> theirs =
        labels == null
            ? List.of()
            : key.stream()
                .flatMap(name -> column(labels, "--key", part(name, 1)).stream())
                .toList();
    return Optional.of(
        new KeyInference(
            ours,
            theirs,
            ours.stream().map(ColumnInspection::name).toList(),
            theirs.stream().map(ColumnInspection::name).toList(),
            Choice.GIVEN,
            Certainty.SURE));
  }

  private static String part(String name, int side) {
    int at = name.indexOf('=');
    return at < 0 ? name : side == 0 ? name.substring(0, at) : name.substring(at + 1);
  }
}
