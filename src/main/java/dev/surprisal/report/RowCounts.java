package dev.surprisal.report;

import dev.surprisal.format.Figures;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of every row read: read = scored + unlabelled + duplicate + Σ rejected.
 *
 * @param read prediction rows read
 * @param scored rows with a valid prediction and a valid label
 * @param unlabelled rows with a valid prediction and no label yet
 * @param duplicate rows whose key and version another row already had
 * @param rejected rows that could not be used, by reason
 * @param labels what became of labels that are no prediction's only one
 * @param reference the same of the reference, where it is a dataset of its own, or null
 */
public record RowCounts(
    long read,
    long scored,
    long unlabelled,
    long duplicate,
    Map<String, Long> rejected,
    LabelCounts labels,
    @Nullable RowCounts reference) {

  /** The rows of the only dataset. */
  public RowCounts(
      long read,
      long scored,
      long unlabelled,
      long duplicate,
      Map<String, Long> rejected,
      LabelCounts labels) {
    this(read, scored, unlabelled, duplicate, rejected, labels, null);
  }

  /** The same beside the rows of a reference dataset. */
  public RowCounts beside(RowCounts ofReference) {
    return new RowCounts(read, scored, unlabelled, duplicate, rejected, labels, ofReference);
  }

  /** Sorts the reasons and checks that every row has exactly one end. */
  public RowCounts {
    rejected = Collections.unmodifiableMap(new TreeMap<>(rejected));
    long ends = scored + unlabelled + duplicate;
    for (long count : rejected.values()) {
      ends += count;
    }
    if (ends != read) {
      throw new IllegalStateException(
          "Rows do not add up: read " + read + ", accounted for " + ends);
    }
  }

  /** All rejected rows. */
  public long rejectedTotal() {
    return rejected.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Reads {@code 1,003 read = 900 scored + 90 unlabelled + 10 duplicate + 3 rejected}. */
  public String equation() {
    return Figures.count(read)
        + " read = "
        + Figures.count(scored)
        + " scored + "
        + Figures.count(unlabelled)
        + " unlabelled + "
        + Figures.count(duplicate)
        + " duplicate + "
        + Figures.count(rejectedTotal())
        + " rejected";
  }
}
