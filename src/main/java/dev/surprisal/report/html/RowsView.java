package dev.surprisal.report.html;

import dev.surprisal.format.Figures;
import dev.surprisal.report.LabelCounts;
import dev.surprisal.report.RejectionReasons;
import dev.surprisal.report.RowCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The row accounting: its outcomes add up to {@code read}; beside it what became of labels.
 *
 * @param line all of it in one line
 * @param read the rows read
 * @param outcomes what became of them
 * @param labels what became of labels
 * @param reference that of a reference that is a dataset of its own
 */
record RowsView(
    String line,
    String read,
    List<Outcome> outcomes,
    List<String> labels,
    @Nullable RowsView reference) {

  /** One outcome of rows; {@code percent} is its share in numbers, for a bar. */
  record Outcome(
      String style, String name, String description, String count, String share, double percent) {}

  static RowsView of(RowCounts rows) {
    long read = rows.read();
    List<Outcome> outcomes = new ArrayList<>();
    outcomes.add(
        outcome("scored", "Scored", "valid prediction and valid label", rows.scored(), read));
    outcomes.add(
        outcome(
            "unlabelled", "Unlabelled", "valid prediction, no label yet", rows.unlabelled(), read));
    outcomes.add(
        outcome(
            "duplicate",
            "Duplicate",
            "same key and version as another row",
            rows.duplicate(),
            read));
    for (Map.Entry<String, Long> it : rows.rejected().entrySet()) {
      String reason = RejectionReasons.describe(it.getKey());
      outcomes.add(outcome("rejected", "Rejected", reason, it.getValue(), read));
    }
    if (rows.rejected().isEmpty()) {
      outcomes.add(outcome("rejected", "Rejected", "no rows rejected", 0, read));
    }
    RowCounts reference = rows.reference();
    return new RowsView(
        line(rows),
        Figures.count(read),
        outcomes,
        labels(rows.labels()),
        reference == null ? null : of(reference));
  }

  /** Reads {@code 200,386 rows read: 97.6 % scored, 2.1 % unlabelled, 0.2 % duplicate, …}. */
  private static String line(RowCounts rows) {
    long read = rows.read();
    return Figures.count(read, "row")
        + " read"
        + (read == 0
            ? ""
            : ": "
                + Figures.percent(rows.scored(), read)
                + " scored, "
                + Figures.percent(rows.unlabelled(), read)
                + " unlabelled, "
                + Figures.percent(rows.duplicate(), read)
                + " duplicate, "
                + Figures.percent(rows.rejectedTotal(), read)
                + " rejected");
  }

  private static List<String> labels(LabelCounts labels) {
    List<String> sentences = new ArrayList<>();
    if (labels.withoutPrediction() > 0) {
      sentences.add("Labels without a prediction: " + Figures.count(labels.withoutPrediction()));
    }
    if (labels.repeated() > 0) {
      sentences.add(
          "Scored predictions with more than one label: " + Figures.count(labels.repeated()));
    }
    return sentences;
  }

  private static Outcome outcome(
      String style, String name, String description, long count, long read) {
    return new Outcome(
        style,
        name,
        description,
        Figures.count(count),
        Figures.percent(count, read),
        read == 0 ? 0 : 100.0 * count / read);
  }
}
