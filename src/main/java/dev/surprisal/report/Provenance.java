package dev.surprisal.report;

import dev.surprisal.dataset.source.SourceOrigin;
import java.util.List;
import java.util.Map;

/**
 * What a report was made of and by what, so that it can be made again: the command, the software,
 * the rows' sources, the profiles, and the configuration as it was resolved.
 *
 * @param command the command: {@code run}, or {@code report}, which reads profiles alone
 * @param software the files of Surprisal
 * @param inputs the sources of the rows; none where profiles alone were read
 * @param store the profiles
 * @param configuration the configuration with defaults and without secrets: mappings, lists, texts,
 *     numbers and truth values
 */
public record Provenance(
    String command,
    Software software,
    List<SourceOrigin> inputs,
    Store store,
    Map<String, Object> configuration) {

  /** Copies the list. */
  public Provenance {
    inputs = List.copyOf(inputs);
  }

  /**
   * The store.
   *
   * @param format the format of its tables
   * @param layoutVersion the version of the stored form of a profile
   * @param tables its tables
   */
  public record Store(String format, int layoutVersion, List<Table> tables) {

    /** Copies the list. */
    public Store {
      tables = List.copyOf(tables);
    }
  }

  /**
   * The windows of a table that the report is made of.
   *
   * @param path where the table is
   * @param windows how many there are
   * @param lowestRevision the lowest of their revisions; 0 where there is no window
   * @param highestRevision the highest of them
   */
  public record Table(String path, int windows, int lowestRevision, int highestRevision) {}
}
