package dev.surprisal.report;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of every row read: read = scored + unlabelled + duplicate + Σ rejected.
 *
 * @param read prediction rows read
 * @param scored rows with a valid prediction and a valid label
 * @param unlabelled rows with a valid prediction and no label yet
 * @param duplicate rows whose key and version another row already had
 * @param rejected rows that could not be used, by reason
 * @param labels what became of labels that are no prediction's only one
 */
public record RowCounts(
    long read,
    long scored,
    long unlabelled,
    long duplicate,
    Map<String, Long> rejected,
    LabelCounts labels) {

  /** Rows whose labels stand beside them. */
  public RowCounts(
      long read, long scored, long unlabelled, long duplicate, Map<String, Long> rejected) {
    this(read, scored, unlabelled, duplicate, rejected, LabelCounts.NONE);
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
}
