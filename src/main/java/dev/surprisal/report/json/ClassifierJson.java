package dev.surprisal.report.json;

import dev.surprisal.drift.classifier.Separation;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.report.Classifier;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The object {@code classifier} of the report for programs. */
final class ClassifierJson {

  private ClassifierJson() {}

  static void write(JsonWriter json, Classifier classifier, InformationUnit unit)
      throws IOException {
    json.count("rows", classifier.policy().rows())
        .count("folds", classifier.policy().folds())
        .count("trees", classifier.policy().trees())
        .count("seed", classifier.policy().seed())
        .text("unit", unit.label())
        .objects("separations", classifier.separations(), (it, of) -> separation(it, of, unit))
        .count("versions_left", classifier.versionsLeft());
  }

  private static void separation(JsonWriter json, Classifier.Described told, InformationUnit unit)
      throws IOException {
    Separation it = told.figures();
    ConfidenceInterval divergence = it.divergenceInterval();
    json.text("version", it.version())
        .figure("auc", it.area())
        .interval("auc_interval", it.interval())
        .figure("auc_within_reference", it.usual())
        .figure("p_value", it.pValue())
        .figure("kl_divergence_at_least", inUnit(it.divergence(), unit))
        .interval("kl_interval", divergence == null ? null : divergence.in(unit))
        .count("reference_rows", it.referenceRows())
        .count("current_rows", it.currentRows())
        .objects("columns", it.carriers(), ClassifierJson::carrier)
        .text("sentence", told.sentence());
  }

  private static void carrier(JsonWriter json, Separation.Carrier it) throws IOException {
    json.text("column", it.column()).figure("auc_drop", it.drop()).figure("share", it.share());
  }

  private static @Nullable Double inUnit(@Nullable Double nats, InformationUnit unit) {
    return nats == null ? null : unit.fromNats(nats);
  }
}
