package dev.surprisal.drift;

import dev.surprisal.drift.attribution.Attribution;
import dev.surprisal.drift.attribution.LabelSplit;
import dev.surprisal.drift.attribution.LossSplit;
import dev.surprisal.drift.comparison.Comparison;
import dev.surprisal.drift.comparison.ComparisonSet;
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.history.ReferenceLevels;
import dev.surprisal.drift.history.VersionHistory;
import dev.surprisal.drift.incident.Incidents;
import dev.surprisal.drift.judgement.Candidate;
import dev.surprisal.drift.judgement.Judge;
import dev.surprisal.drift.judgement.SeriesComparison;
import dev.surprisal.drift.limit.LimitChecks;
import dev.surprisal.drift.limit.LimitPolicy;
import dev.surprisal.drift.narrative.DescribedIncident;
import dev.surprisal.drift.narrative.IncidentSentences;
import dev.surprisal.drift.narrative.JudgedFindings;
import dev.surprisal.drift.narrative.LevelSentences;
import dev.surprisal.drift.narrative.LimitFindings;
import dev.surprisal.drift.narrative.Verdict;
import dev.surprisal.drift.narrative.Verdicts;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.cube.Cube;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Compares the current rows with the reference: every version and slice, the whole current range,
 * each of its windows and its sliding windows, in every way there is; and says what it came to.
 */
public final class DriftAnalysis {

  private final DriftPolicy policy;
  private final InformationUnit unit;
  private final List<String> classes;
  private final ComparisonSet comparisons;
  private final Set<TimeRange> waiting;
  private final LimitPolicy limits;

  /**
   * Prepares an analysis.
   *
   * @param policy when a difference is worth an alarm
   * @param unit the unit of all amounts of information
   * @param classes the model's classes, in the profiles' order
   * @param columns the names of the columns, in the profiles' order
   */
  public DriftAnalysis(
      DriftPolicy policy, InformationUnit unit, List<String> classes, List<String> columns) {
    this(
        policy,
        unit,
        classes,
        new ComparisonSet(policy.alpha(), classes, columns, policy.additional()),
        Set.of(),
        LimitPolicy.NONE);
  }

  private DriftAnalysis(
      DriftPolicy policy,
      InformationUnit unit,
      List<String> classes,
      ComparisonSet comparisons,
      Set<TimeRange> waiting,
      LimitPolicy limits) {
    this.policy = policy;
    this.unit = unit;
    this.classes = List.copyOf(classes);
    this.comparisons = comparisons;
    this.waiting = Set.copyOf(waiting);
    this.limits = limits;
  }

  /**
   * The same, where some windows are within the time that labels are waited for: it is too early to
   * warn that theirs have not come.
   */
  public DriftAnalysis waitingIn(Set<TimeRange> windows) {
    return new DriftAnalysis(policy, unit, classes, comparisons, windows, limits);
  }

  /** The same with limits that figures are held against, whatever the reference did. */
  public DriftAnalysis limitedBy(LimitPolicy others) {
    return new DriftAnalysis(policy, unit, classes, comparisons, waiting, others);
  }

  private LimitChecks limits() {
    return new LimitChecks(policy, unit, limits, waiting);
  }

  /** Compares one series in every way, without a judgement. */
  public SeriesDrift compare(Series series) {
    List<Candidate> candidates = new ArrayList<>();
    for (Comparison comparison : comparisons.of(series)) {
      candidates.addAll(new SeriesComparison(policy, comparison, series, waiting).candidates());
    }
    return new SeriesDrift(
        series.version(),
        series.slice(),
        candidates,
        limits().check(series),
        series.slice().isAll() ? VersionHistory.of(policy, unit, series) : null,
        series.slice().isAll() ? ReferenceLevels.of(series.reference(), policy) : null,
        LossSplit.entry(series),
        LabelSplit.entry(series));
  }

  /**
   * Judges the comparisons of all series of a run together.
   *
   * @param all the series, in the order of version, set of dimensions and slice
   * @param cube the profiles that they are of, to find the place of what is found
   */
  public DriftResult judge(List<SeriesDrift> all, Cube cube) {
    return judge(all, cube, UnaryOperator.identity());
  }

  /**
   * The same where people may know of some incidents.
   *
   * @param all the series, in the order of version, set of dimensions and slice
   * @param cube the profiles that they are of
   * @param known adds what people said of the incidents, and may put them in another order
   */
  public DriftResult judge(
      List<SeriesDrift> all, Cube cube, UnaryOperator<List<DescribedIncident>> known) {
    Map<@Nullable String, VersionHistory> histories = new LinkedHashMap<>();
    Map<@Nullable String, String> levels = new HashMap<>();
    Map<SetOfSlices, List<SeriesDrift>> sets = new LinkedHashMap<>();
    for (SeriesDrift series : all) {
      if (series.history() != null) {
        histories.put(series.version(), series.history());
      }
      if (series.reference() != null) {
        levels.put(
            series.version(),
            new LevelSentences(classes, unit).sentence(series.version(), series.reference()));
      }
      SetOfSlices set = new SetOfSlices(series.version(), series.slice().dimensions());
      sets.computeIfAbsent(set, of -> new ArrayList<>()).add(series);
    }
    List<Attribution> attributions = new ArrayList<>();
    sets.forEach((set, slices) -> attribute(set, slices, attributions));
    List<Finding> findings =
        withLimits(
            all,
            new JudgedFindings(policy, unit)
                .findings(
                    new Judge(policy)
                        .judge(
                            all.stream()
                                .flatMap(series -> series.candidates().stream())
                                .toList())));
    List<@Nullable String> versions = new ArrayList<>(histories.keySet());
    Incidents incidents = Incidents.of(policy, unit, comparisons, cube, histories, findings);
    IncidentSentences sentences = new IncidentSentences(unit, policy.alpha());
    List<DescribedIncident> described =
        known.apply(incidents.incidents().stream().map(sentences::describe).toList());
    Verdict verdict =
        new Verdicts(unit, findings, described, attributions, histories, levels).verdict(versions);
    return new DriftResult(verdict, findings, described, incidents.outside().size(), attributions);
  }

  /** Those on limits go before the others of their series; they have no part in what these are. */
  private List<Finding> withLimits(List<SeriesDrift> all, List<Finding> judged) {
    LimitFindings told = new LimitFindings(policy, unit);
    List<Finding> findings = new ArrayList<>();
    Map<@Nullable String, Set<Slice>> present = new LinkedHashMap<>();
    int from = 0;
    for (SeriesDrift series : all) {
      findings.addAll(told.findings(series.limits()));
      findings.addAll(judged.subList(from, from + series.candidates().size()));
      from += series.candidates().size();
      present.computeIfAbsent(series.version(), of -> new HashSet<>()).add(series.slice());
    }
    present.forEach(
        (version, slices) ->
            findings.addAll(told.findings(limits().ofAbsentSlices(version, slices))));
    return findings;
  }

  private record SetOfSlices(@Nullable String version, List<String> dimensions) {}

  private void attribute(SetOfSlices set, List<SeriesDrift> slices, List<Attribution> into) {
    if (set.dimensions().isEmpty()) {
      return;
    }
    LossSplit losses = new LossSplit();
    LabelSplit labels = new LabelSplit();
    for (SeriesDrift slice : slices) {
      losses.add(slice.loss());
      labels.add(slice.labels());
    }
    losses.explain(set.version(), set.dimensions(), policy.alpha(), unit).ifPresent(into::add);
    labels.explain(set.version(), set.dimensions(), policy.alpha(), unit).ifPresent(into::add);
  }
}
