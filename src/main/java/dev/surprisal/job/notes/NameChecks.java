package dev.surprisal.job.notes;

import dev.surprisal.dataset.source.InputProblem;
import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.dataset.source.JsonNames;
import dev.surprisal.dataset.source.ReadFailures;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.report.RowCounts;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * Whether labels that seem not to be known yet stand in JSON under another name.
 *
 * @param spark the session
 * @param scoring what is asked of the rows
 */
public record NameChecks(SparkSession spark, Scoring scoring) {

  /**
   * Looks at a few lines where many rows have no label.
   *
   * @throws InputRefusedException where lines have the name in other letters
   */
  public void require(RowCounts counts) {
    long rows = counts.unlabelled() + counts.scored();
    String label = scoring.label();
    if (label == null || counts.unlabelled() <= InputNews.MANY * rows) {
      return;
    }
    Optional<JsonNames> other =
        ReadFailures.explaining(scoring, () -> JsonNames.of(spark, scoring.labelSource(), label));
    if (other.isPresent()) {
      throw new InputRefusedException(
          InputProblem.invalid(
              scoring.labelKey(),
              label,
              String.format(
                  Locale.ROOT,
                  "is missing in %,d of %,d rows, where JSON lines have %s instead of %s (names are"
                      + " case-sensitive). Rewrite these lines with one name, or read them with"
                      + " format: text and each column with get_json_object(value, '$.%s')",
                  counts.unlabelled(),
                  rows,
                  other.get().name(),
                  other.get().column(),
                  other.get().column())));
    }
  }
}
