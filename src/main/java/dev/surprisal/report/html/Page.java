package dev.surprisal.report.html;

import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.report.ReportedIncident;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code report.html} shows, in words and in order; the templates only place it. Texts are as
 * they came: escaping is the templates' part.
 *
 * @param assets style, scripts and the policy that admits no others
 * @param model the model's name
 * @param classes the classes' names, in order
 * @param unit the unit of information
 * @param reference the reference range
 * @param current the current range
 * @param headline the verdict in a few words
 * @param verdict the verdict as a whole
 * @param incidents the incidents, ongoing ones first
 * @param versions the verdict by version
 * @param rows the row accounting
 * @param timeline log loss by window
 * @param findings the findings' table
 * @param slices the slices' table
 * @param challenger the second prediction set's table, or null without one
 * @param classifier how well current rows are told from reference rows, or null where that was not
 *     asked for
 * @param attributions why the log loss changed
 * @param metrics the figures of all rows, by version
 * @param notes remarks on the data
 * @param run what tells this run from others
 * @param provenance what the report was made of and by what
 * @param data what the charts and filters need, as JSON that is safe inside a script element
 */
record Page(
    PageAssets assets,
    String model,
    List<String> classes,
    String unit,
    String reference,
    String current,
    String headline,
    Badge verdict,
    List<IncidentCard> incidents,
    List<VersionCard> versions,
    RowAccount rows,
    Timeline timeline,
    FindingTable findings,
    SliceTable slices,
    @Nullable ChallengerTable challenger,
    @Nullable ClassifierView classifier,
    List<AttributionView> attributions,
    List<MetricTable> metrics,
    List<String> notes,
    RunView run,
    ProvenanceView provenance,
    String data) {

  /**
   * A state in words.
   *
   * @param state the state
   * @param sentence what it means here
   */
  record Badge(FindingState state, String sentence) {

    static Badge of(FindingState state, String sentence) {
      return new Badge(state, sentence);
    }

    /** The part of a style class's name. */
    String style() {
      return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** An incident; {@code style} is the part of a style class's name. */
  record IncidentCard(
      String id, String style, String status, String headline, List<String> details) {

    static IncidentCard of(ReportedIncident reported) {
      return new IncidentCard(
          reported.id(),
          reported.isOngoing() ? "alert" : "warn",
          reported.isOngoing() ? "ONGOING" : "RECOVERED",
          reported.described().headline(),
          reported.described().details());
    }
  }

  /**
   * One version's verdict with the figures behind it; {@code firstAlert} null where none is, {@code
   * logLoss} where that of all rows was not compared. A version whose inputs moved alerts although
   * its log loss does not.
   */
  record VersionCard(
      String version,
      Badge badge,
      @Nullable Badge logLoss,
      String before,
      String after,
      String change,
      @Nullable String firstAlert,
      @Nullable String lastAlert,
      String alerts) {}

  /**
   * The row accounting: its outcomes add up to {@code read}; beside it what became of labels;
   * {@code reference} is that of a reference that is a dataset of its own.
   */
  record RowAccount(
      String read,
      List<RowOutcome> outcomes,
      List<String> labels,
      @Nullable RowAccount reference) {}

  /** One outcome of rows; {@code percent} is its share in numbers, for a bar. */
  record RowOutcome(
      String style, String name, String description, String count, String share, double percent) {}

  /** Log loss by window, newest first; {@code left} older windows are left out. */
  record Timeline(
      String summary,
      List<String> versions,
      List<TimelineRow> rows,
      int left,
      @Nullable RescoredTable rescored) {}

  /** What changed since the run before; {@code left} windows are left out. */
  record RescoredTable(String previous, List<RescoredRow> rows, int left) {}

  /** One window of one version, before and now. */
  record RescoredRow(
      String window, String version, String revisions, String logLoss, String coverage) {}

  /** One window: a figure for each version. */
  record TimelineRow(String window, String status, List<TimelineCell> cells) {}

  /**
   * One version's figure in a window; {@code badge} null where nothing was judged; {@code labels}
   * tells how many labels have come and how long they took.
   */
  record TimelineCell(String logLoss, @Nullable Badge badge, String labels) {}

  /** The most severe findings; {@code embedded} is null where the script has all of them. */
  record FindingTable(
      List<FindingRow> rows, String total, @Nullable String embedded, List<StateCount> counts) {}

  /** The number of findings of a state. */
  record StateCount(Badge badge, String count) {}

  /** One finding. */
  record FindingRow(
      Badge badge,
      String comparison,
      String version,
      String slice,
      String window,
      String effect,
      String interval,
      String noiseFloor,
      String pAdjusted,
      String rows,
      String sentence) {}

  /** The slices whose log loss changed most; {@code left} others are left out. */
  record SliceTable(List<SliceRow> rows, int left, boolean hasWindows) {}

  /** How far predictions are from those of the second set of this name. */
  record ChallengerTable(String name, List<ChallengerRow> rows) {}

  /** Those of one version and slice; {@code percent} is its divergence beside the greatest. */
  record ChallengerRow(
      String version,
      String slice,
      String jsDivergence,
      double percent,
      String interval,
      String klDivergence,
      String classDiffers,
      String compared,
      String missing,
      String invalid) {}

  /** One slice of one version; {@code percent} is the bar's length, signed. */
  record SliceRow(
      String version,
      String slice,
      String referenceRows,
      String before,
      String currentRows,
      String after,
      String change,
      double percent,
      @Nullable Badge badge) {}

  /** Why one version's log loss changed, by one set of slices. */
  record AttributionView(
      String version,
      String dimensions,
      String total,
      String mix,
      String within,
      List<AttributionRow> rows,
      int left) {}

  /** One slice's contribution; {@code percent} is the bar's length, signed. */
  record AttributionRow(
      String slice, String contribution, String mix, String within, String rows, double percent) {}

  /** All figures of a version on all rows. */
  record MetricTable(String version, List<MetricRow> rows) {}

  /** One metric. */
  record MetricRow(String name, String unit, String before, String after, String change) {}

  /** The run, for the foot of the page. */
  record RunView(String id, String startedAt, String finishedAt, String host, String versions) {}
}
