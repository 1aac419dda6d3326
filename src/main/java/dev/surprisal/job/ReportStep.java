package dev.surprisal.job;

import dev.surprisal.config.Config;
import dev.surprisal.dataset.spec.ChallengerSpec;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.drift.DriftAnalysis;
import dev.surprisal.drift.DriftResult;
import dev.surprisal.drift.SeriesDrift;
import dev.surprisal.drift.comparison.SliceDisagreement;
import dev.surprisal.drift.narrative.DisagreementSentences;
import dev.surprisal.drift.narrative.Verdict;
import dev.surprisal.job.notes.CategoryNotes;
import dev.surprisal.job.notes.ClassifierNotes;
import dev.surprisal.job.notes.ConfusionNotes;
import dev.surprisal.job.notes.InputNews;
import dev.surprisal.job.notes.LabelNotes;
import dev.surprisal.job.notes.Readings;
import dev.surprisal.job.notes.SliceNotes;
import dev.surprisal.job.notes.Weights;
import dev.surprisal.job.notes.WindowNotes;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.cube.Cube;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.TimeRange.Side;
import dev.surprisal.report.Challenger;
import dev.surprisal.report.IncidentRegister;
import dev.surprisal.report.KnownRun;
import dev.surprisal.report.Lineage;
import dev.surprisal.report.MetricValue;
import dev.surprisal.report.MetricValues;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportWindow;
import dev.surprisal.report.ReportedIncident;
import dev.surprisal.report.RowCounts;
import dev.surprisal.report.RunInfo;
import dev.surprisal.report.picture.VersionPicture;
import dev.surprisal.store.StoredWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
   * @param before what is known of earlier runs and of what people said
   */
  Report report(Profiles profiles, RunInfo run, Readings readings, Before before) {
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
    PictureStep pictures = new PictureStep(config, cube, plan.columns());
    ConfusionNotes confusions = new ConfusionNotes(config.classes());
    // All at once: a series is rolled up from many stored profiles, and is too large to be kept.
    List<Told> told =
        cube.eachSeries(
            series ->
                new Told(
                    analysis.compare(series),
                    metrics.values(series),
                    confusions.notes(series),
                    disagreement(series),
                    pictures.see(series)));
    KnownRun.Position position =
        KnownRun.Position.of(config.modelName(), current.range(), windows.values());
    KnownRun base = before.run(position);
    IncidentRegister register =
        new IncidentRegister(config.modelName(), base, before.acknowledgements(), run.startedAt());
    DriftResult drift =
        analysis.judge(told.stream().map(Told::drift).toList(), cube, register::acknowledged);
    List<ReportedIncident> incidents = register.reported(drift.incidents());
    Challenger challenger =
        challenger(told.stream().flatMap(it -> it.disagreement().stream()).toList());
    List<String> notes = new ArrayList<>(readings.notes());
    notes.addAll(ClassifierNotes.of(config, readings.classifier()));
    notes.addAll(disagreements(challenger));
    notes.addAll(new ReferenceNotes(plan).of(cube, profiles));
    notes.addAll(SliceNotes.of(cube.others(), config.limits().slices()));
    news.forEach(of -> notes.addAll(of.notes()));
    List<Scoring> sides = plan.sides().stream().map(plan::scoring).toList();
    notes.addAll(LabelNotes.of(sides, counts, total));
    notes.addAll(new WindowNotes(plan.windows(), windows).of(config.sliding()));
    notes.addAll(Weights.notes(total));
    notes.addAll(CategoryNotes.of(config, total));
    told.forEach(series -> notes.addAll(series.notes()));
    notes.addAll(before.notes(register.unmatched(incidents)));
    return new Report(
        run.in(new Lineage(position, base, register.gone())),
        config.modelName(),
        config.classes(),
        config.unit(),
        reference.range(),
        current.range(),
        headed(news, drift.verdict()),
        incidents,
        counts,
        told.stream().flatMap(series -> series.metrics().stream()).toList(),
        drift.findings(),
        drift.attributions(),
        notes,
        challenger,
        readings.classifier(),
        pictures.pictures(
            told.stream().flatMap(it -> it.picture().stream()).toList(),
            drift,
            readings.costliest()));
  }

  /** What a report tells of one series. */
  private record Told(
      SeriesDrift drift,
      List<MetricValue> metrics,
      List<String> notes,
      Optional<SliceDisagreement> disagreement,
      Optional<VersionPicture> picture) {}

  private Optional<SliceDisagreement> disagreement(Series series) {
    return config.challenger() == null || series.current().predictions() == 0
        ? Optional.empty()
        : Optional.of(SliceDisagreement.of(series));
  }

  private @Nullable Challenger challenger(List<SliceDisagreement> all) {
    ChallengerSpec spec = config.challenger();
    return spec == null ? null : Challenger.of(spec.name(), all, config.drift().minRows());
  }

  private List<String> disagreements(@Nullable Challenger challenger) {
    return challenger == null
        ? List.of()
        : new DisagreementSentences(challenger.name(), config.unit())
            .of(challenger.disagreements());
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
}
