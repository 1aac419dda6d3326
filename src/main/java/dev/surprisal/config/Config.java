package dev.surprisal.config;

import dev.surprisal.dataset.spec.ChallengerSpec;
import dev.surprisal.dataset.spec.CheckPolicy;
import dev.surprisal.dataset.spec.LabelSpec;
import dev.surprisal.dataset.spec.PredictionSpec;
import dev.surprisal.dataset.spec.ReferenceSpec;
import dev.surprisal.drift.classifier.ClassifierPolicy;
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.drift.incident.Acknowledgement;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.notification.NotificationSpec;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.WindowLength;
import dev.surprisal.report.OutputSpec;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole configuration, checked.
 *
 * @param modelName the model's name
 * @param classes the classes, in the order of the prediction's figures
 * @param threshold of two classes, the probability from which on the last one is predicted, or null
 *     where the most probable class is
 * @param unit the unit of published amounts of information
 * @param timeZone the zone in which dates and timestamps without a zone are read
 * @param predictions the prediction dataset
 * @param labels the label dataset, or null where the label stands beside the prediction or none
 *     exist
 * @param challenger the second prediction set, or null
 * @param window the length of a window
 * @param sliding the windows that a sliding one spans, 0 where there are none of these
 * @param reference the reference range; where the reference is a dataset of its own, an end that is
 *     not given stands at the beginning or the end of all time
 * @param current the current range, in the same way
 * @param referenceDataset the dataset that the reference is, or null where it is a range of the
 *     predictions
 * @param slices each a list of columns or SQL expressions: one for a single slice, several for a
 *     crossed one
 * @param columns columns or SQL expressions whose distribution is compared
 * @param zero the treatment of zero probabilities
 * @param checks what a row must satisfy
 * @param drift when a difference is worth an alarm
 * @param classifier how current rows are told from reference rows by all columns, or null where
 *     they are not
 * @param limits how much is kept
 * @param acknowledged what people said of incidents
 * @param output where to publish
 * @param notifications who is sent messages
 * @param resolved all of this as the file has it, with defaults and without secrets, to be shown:
 *     mappings, lists, texts, numbers and truth values
 */
public record Config(
    String modelName,
    List<String> classes,
    @Nullable Double threshold,
    InformationUnit unit,
    ZoneId timeZone,
    PredictionSpec predictions,
    @Nullable LabelSpec labels,
    @Nullable ChallengerSpec challenger,
    WindowLength window,
    int sliding,
    TimeRange reference,
    TimeRange current,
    @Nullable ReferenceSpec referenceDataset,
    List<List<String>> slices,
    List<String> columns,
    ZeroPolicy zero,
    CheckPolicy checks,
    DriftPolicy drift,
    @Nullable ClassifierPolicy classifier,
    Limits limits,
    List<Acknowledgement> acknowledged,
    OutputSpec output,
    NotificationSpec notifications,
    Map<String, Object> resolved) {

  /** Copies the lists. */
  public Config {
    classes = List.copyOf(classes);
    slices = slices.stream().map(List::copyOf).toList();
    columns = List.copyOf(columns);
    acknowledged = List.copyOf(acknowledged);
  }
}
