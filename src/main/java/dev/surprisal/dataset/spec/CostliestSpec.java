package dev.surprisal.dataset.spec;

import java.util.List;

/**
 * Which of the rows with the highest cross-entropy a page shows.
 *
 * @param rows how many
 * @param key whether with their keys
 * @param columns which of the slice dimensions
 */
public record CostliestSpec(int rows, boolean key, List<String> columns) {

  /** How many rows where nothing else is said. */
  public static final int ROWS = 10;

  public CostliestSpec {
    columns = List.copyOf(columns);
  }
}
