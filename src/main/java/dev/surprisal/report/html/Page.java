package dev.surprisal.report.html;

import dev.surprisal.dataset.CostliestRows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code report.html} shows, in words and in order; the templates only place it. Texts are as
 * they came: escaping is the templates' part.
 *
 * @param assets style, script and the policy that admits no other
 * @param model the model's name
 * @param classes the classes' names, in order
 * @param unit the unit of information
 * @param reference the reference range
 * @param current the current range
 * @param headline the verdict in a few words
 * @param numbers the three numbers that say most
 * @param sparkline the first of them over time; null of fewer than two windows
 * @param earlier the run that what is new is told against; null where there is none
 * @param verdict the verdict as a whole
 * @param incidents the incidents, ongoing ones first
 * @param versions the versions, the most severe first
 * @param versionsLeft how many versions are left out
 * @param rows the row accounting
 * @param costliest the rows with the highest cross-entropy, or null where none are to be shown
 * @param rescored what changed since the run before; null where nothing did
 * @param findings the findings' table
 * @param challenger the second prediction set's table, or null without one
 * @param classifier how well current rows are told from reference rows, or null where that was not
 *     asked for
 * @param notes remarks on the data
 * @param run what tells this run from others
 * @param provenance what the report was made of and by what
 */
record Page(
    PageAssets assets,
    String model,
    List<String> classes,
    String unit,
    String reference,
    String current,
    String headline,
    List<Headline.Number> numbers,
    Headline.@Nullable Spark sparkline,
    @Nullable EarlierRun earlier,
    Badge verdict,
    List<IncidentView> incidents,
    List<VersionView> versions,
    int versionsLeft,
    RowsView rows,
    @Nullable CostliestRows costliest,
    @Nullable RescoredView rescored,
    FindingTable findings,
    @Nullable ChallengerView challenger,
    @Nullable ClassifierView classifier,
    List<String> notes,
    RunView run,
    ProvenanceView provenance) {

  /**
   * The most severe findings.
   *
   * @param rows the findings
   * @param total how many there are
   * @param isCut whether some are left out
   * @param counts how many checks are of each state
   * @param sql how to get at all of them; null where that is not known
   */
  record FindingTable(
      List<FindingRow> rows,
      String total,
      boolean isCut,
      List<StateCount> counts,
      @Nullable String sql) {}

  /** The number of findings of a state. */
  record StateCount(Badge badge, String count) {}

  /** One finding. */
  record FindingRow(
      Badge badge,
      String comparison,
      String version,
      String slice,
      String window,
      String span,
      String effect,
      String interval,
      String noiseFloor,
      String pAdjusted,
      String rows,
      String sentence) {}

  /** The run, for the foot of the page. */
  record RunView(String id, String startedAt, String finishedAt, String host, String versions) {}
}
