package dev.surprisal.dataset.source;

import java.util.List;

/**
 * A column of CSV or JSON with cells that are not of its type.
 *
 * @param key the configuration key that uses it
 * @param name the column
 * @param dataset the configuration key of the dataset
 * @param isCsv whether that is CSV
 * @param type its type, as a schema writes it
 * @param isPlain whether the key names the column itself, and not an expression over it
 * @param rejects whether rows in which it is null are rejected
 * @param cells how many such cells there are
 * @param rows how many rows were looked at
 * @param mostFrequent what stands in most of them
 */
public record UnfitColumn(
    String key,
    String name,
    String dataset,
    boolean isCsv,
    String type,
    boolean isPlain,
    boolean rejects,
    long cells,
    long rows,
    List<RejectedValues.Value> mostFrequent) {

  /** Copies the list. */
  public UnfitColumn {
    mostFrequent = List.copyOf(mostFrequent);
  }

  /** The same column with what was found. */
  UnfitColumn with(long found, long of, List<RejectedValues.Value> values) {
    return new UnfitColumn(key, name, dataset, isCsv, type, isPlain, rejects, found, of, values);
  }
}
