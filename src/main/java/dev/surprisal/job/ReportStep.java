package dev.surprisal.job;

import dev.surprisal.config.Config;
import dev.surprisal.drift.DriftAnalysis;
import dev.surprisal.drift.DriftResult;
import dev.surprisal.drift.SeriesDrift;
import dev.surprisal.drift.comparison.SliceDisagreement;
import dev.surprisal.drift.narrative.Verdict;
import dev.surprisal.format.Figures;
import dev.surprisal.format.Times;
import dev.surprisal.job.notes.CategoryNotes;
import dev.surprisal.job.notes.ClassifierNotes;
import dev.surprisal.job.notes.ConfusionNotes;
import dev.surprisal.job.notes.InputNews;
import dev.surprisal.job.notes.Readings;
import dev.surprisal.job.notes.Weights;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.cube.Cube;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.TimeRange.Side;
import dev.surprisal.profile.time.WindowStatus;
import dev.surprisal.report.Challenger;
import dev.surprisal.report.MetricValue;
import dev.surprisal.report.MetricValues;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportWindow;
import dev.surprisal.report.RowCounts;
import dev.surprisal.report.RunInfo;
import dev.surprisal.store.StoredWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Makes a report of stored windows. Plain Java on the driver: it touches no row. */
final class ReportStep {

  private final Plan plan;
  private final Config config;

  ReportStep(Plan plan) {
    this.plan = plan;
    this.config = plan.config();
  }

  /**
   * Makes the report.
   *
   * @param profiles the windows
   * @param run what tells this run from others
   * @param readings what the reading of rows gave to tell
   */
  Report report(Profiles profiles, RunInfo run, Readings readings) {
    List<StoredWindow> stored = profiles.all();
    Cube cube = plan.cube(stored);
    Profile total = cube.total();
    RowCounts counts = RowAccounts.of(plan, profiles);
    List<InputNews> news = news(profiles, counts, readings);
    Weights.requireCountable(config, total);
    ReportWindows shown = new ReportWindows(stored, plan.maxLabelDelay());
    Map<TimeRange, ReportWindow> windows = shown.windows();
    Map<TimeRange, ReportWindow> sliding = shown.wholes(cube.windows().sliding());
    ReportWindow reference = shown.whole(cube.windows().reference());
    ReportWindow current = shown.whole(cube.windows().current());
    DriftAnalysis analysis =
        new DriftAnalysis(config.drift(), config.unit(), config.classes(), plan.columns())
            .waitingIn(shown.waiting())
            .limitedBy(config.limits().metrics());
    MetricValues metrics =
        new MetricValues(
            config.unit(), reference, current, windows, sliding, config.classes(), plan.columns());
    ConfusionNotes confusions = new ConfusionNotes(config.classes());
    // All at once: a series is rolled up from many stored profiles, and is too large to be kept.
    List<Told> told =
        cube.eachSeries(
            series ->
                new Told(
                    analysis.compare(series),
                    metrics.values(series),
                    confusions.notes(series),
                    disagreement(series)));
    DriftResult drift = analysis.judge(told.stream().map(Told::drift).toList());
    ChallengerStep second = new ChallengerStep(config);
    Challenger challenger =
        second.challenger(told.stream().flatMap(it -> it.disagreement().stream()).toList());
    List<String> notes = new ArrayList<>(readings.notes());
    notes.addAll(ClassifierNotes.of(config, readings.classifier()));
    notes.addAll(second.notes(challenger));
    notes.addAll(new ReferenceNotes(plan).of(cube, profiles));
    notes.addAll(others(cube));
    news.forEach(of -> notes.addAll(of.notes()));
    notes.addAll(notes(total, counts, windows));
    notes.addAll(Weights.notes(total));
    notes.addAll(CategoryNotes.of(config, total));
    told.forEach(series -> notes.addAll(series.notes()));
    return new Report(
        run,
        config.modelName(),
        config.classes(),
        config.unit(),
        reference.range(),
        current.range(),
        headed(news, drift.verdict()),
        counts,
        told.stream().flatMap(series -> series.metrics().stream()).toList(),
        drift.findings(),
        drift.attributions(),
        notes,
        challenger,
        readings.classifier());
  }

  /** What a report tells of one series. */
  private record Told(
      SeriesDrift drift,
      List<MetricValue> metrics,
      List<String> notes,
      Optional<SliceDisagreement> disagreement) {}

  private Optional<SliceDisagreement> disagreement(Series series) {
    return config.challenger() == null || series.current().predictions() == 0
        ? Optional.empty()
        : Optional.of(SliceDisagreement.of(series));
  }

  private List<String> others(Cube cube) {
    return cube.others().stream()
        .map(
            it ->
                String.format(
                    Locale.ROOT,
                    "Slices by %s: %,d reported individually; the rest, up to %,d per window and"
                        + " version (%,d of %,d rows), are merged into slice other (limits.slices"
                        + " is %,d).",
                    String.join(" x ", it.dimensions()),
                    it.shown(),
                    it.most(),
                    it.rows(),
                    it.total(),
                    config.limits().slices()))
        .toList();
  }

  /** What is odd about the rows of each dataset. */
  private List<InputNews> news(Profiles profiles, RowCounts counts, Readings readings) {
    List<InputNews> news = new ArrayList<>();
    for (Side side : plan.sides()) {
      RowCounts of = side == Side.REFERENCE ? counts.reference() : counts;
      if (of != null) {
        news.add(
            new InputNews(
                plan.scoring(side),
                of,
                RowAccounts.total(plan, profiles.cells(side)),
                readings.strays().get(side)));
      }
    }
    return news;
  }

  /** The verdict with the news before it; those of the predictions come first. */
  private static Verdict headed(List<InputNews> news, Verdict verdict) {
    Verdict headed = verdict;
    for (int i = news.size() - 1; i >= 0; i--) {
      headed = news.get(i).verdict(headed);
    }
    return headed;
  }

  private List<String> notes(
      Profile total, RowCounts counts, Map<TimeRange, ReportWindow> windows) {
    List<String> notes = new ArrayList<>();
    RowCounts reference = counts.reference();
    long repeated =
        counts.labels().repeated() + (reference == null ? 0 : reference.labels().repeated());
    if (repeated > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%,d %s more than one label; %s was applied.",
              repeated,
              repeated == 1 ? "prediction had" : "predictions had",
              duplicates()));
    }
    long before = total.labelsBeforePredictions();
    if (before > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%,d %s dated before %s; scored, but excluded from label_lag_p50 and label_lag_p90.",
              before,
              before == 1 ? "label is" : "labels are",
              before == 1 ? "its prediction" : "their predictions"));
    }
    List<TimeRange> open =
        windows.entrySet().stream()
            .filter(it -> it.getValue().status() == WindowStatus.OPEN)
            .map(Map.Entry::getKey)
            .sorted(Comparator.comparing(TimeRange::from))
            .toList();
    if (!open.isEmpty()) {
      notes.add(
          open.size() == 1
              ? "1 window has no labels yet ("
                  + Times.range(open.get(0))
                  + "); its log loss is unknown."
              : Figures.count(open.size())
                  + " windows have no labels yet (first: "
                  + Times.range(open.get(0))
                  + "); their log loss is unknown.");
    }
    boolean noneSlides =
        plan.windows().sliding().stream().allMatch(window -> plan.windows().isReference(window));
    if (config.sliding() > 0 && noneSlides) {
      notes.add(
          String.format(
              Locale.ROOT,
              "No sliding windows: the current range has fewer than %,d windows.",
              config.sliding()));
    }
    emptyWindows(windows.keySet()).ifPresent(notes::add);
    return notes;
  }

  /** The policy by which one label counts where there are several. */
  private String duplicates() {
    return plan.sides().stream()
        .map(plan::scoring)
        .filter(scoring -> scoring.labels() != null)
        .findFirst()
        .map(
            scoring ->
                scoring.labelsName()
                    + ".duplicates="
                    + Objects.requireNonNull(scoring.labels())
                        .duplicates()
                        .name()
                        .toLowerCase(Locale.ROOT))
        .orElse("labels.duplicates");
  }

  /** Windows of the current range without a row. */
  private Optional<String> emptyWindows(Set<TimeRange> present) {
    List<TimeRange> missing =
        plan.windows().all().stream()
            .filter(window -> !plan.windows().isReference(window) && !present.contains(window))
            .toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            missing.size() == 1
                ? "1 current window has no rows (" + Times.range(missing.get(0)) + ")."
                : Figures.count(missing.size())
                    + " current windows have no rows (first: "
                    + Times.range(missing.get(0))
                    + ").");
  }
}
