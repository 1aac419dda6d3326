package dev.surprisal.job;

import dev.surprisal.config.Config;
import dev.surprisal.dataset.CostliestRows;
import dev.surprisal.dataset.source.InputProblem;
import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.dataset.source.ReadFailures;
import dev.surprisal.dataset.spec.CostliestSpec;
import dev.surprisal.dataset.spec.ReferenceSpec;
import dev.surprisal.drift.classifier.ClassifierPolicy;
import dev.surprisal.job.notes.Readings;
import dev.surprisal.job.notes.StrayLabels;
import dev.surprisal.notification.Notifications.Delivery;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.TimeRange.Side;
import dev.surprisal.report.Classifier;
import dev.surprisal.report.Provenance;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportFormats;
import dev.surprisal.report.Rescored;
import dev.surprisal.report.RunInfo;
import dev.surprisal.report.Tables;
import dev.surprisal.report.console.ConsoleSummary;
import dev.surprisal.report.console.Paint;
import dev.surprisal.report.html.HtmlReport;
import dev.surprisal.report.json.IncidentsReport;
import dev.surprisal.report.json.JsonReport;
import dev.surprisal.report.markdown.MarkdownReport;
import dev.surprisal.report.openmetrics.OpenMetricsReport;
import dev.surprisal.report.publication.AcknowledgementFile;
import dev.surprisal.report.publication.HadoopOutput;
import dev.surprisal.report.publication.Output;
import dev.surprisal.report.publication.Publication;
import dev.surprisal.report.publication.UnwritableOutputException;
import dev.surprisal.report.publication.WindowFigures;
import dev.surprisal.report.table.DatabaseTables;
import dev.surprisal.report.table.ReportTables;
import dev.surprisal.store.ProfileTables;
import dev.surprisal.store.StoreFormat;
import dev.surprisal.store.StoredWindow;
import dev.surprisal.tables.jdbc.Database;
import dev.surprisal.tables.sink.OutputTables;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** One run of one command over one configuration. */
public final class Job {

  private final Plan plan;
  private final Config config;
  private final PrintStream out;
  private final Paint paint;
  private final Progress progress;
  private final Clock clock;

  /**
   * Prepares a job; nothing is started.
   *
   * @param config the configuration
   * @param out takes the summary
   * @param progress takes what is under way
   * @param clock tells when the run starts and ends
   */
  public Job(Config config, PrintStream out, PrintStream progress, Clock clock) {
    this(config, out, Paint.PLAIN, new Progress(progress, Progress.Display.LOG), clock);
  }

  private Job(Config config, PrintStream out, Paint paint, Progress progress, Clock clock) {
    this.plan = new Plan(config);
    this.config = config;
    this.out = out;
    this.paint = paint;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Prepares a job whose progress goes to a terminal, where a line can be written over.
   *
   * @param config the configuration
   * @param out takes the summary
   * @param paint whether the summary is coloured
   * @param terminal takes what is under way
   * @param clock tells when the run starts and ends
   */
  public static Job onTerminal(
      Config config, PrintStream out, Paint paint, PrintStream terminal, Clock clock) {
    return new Job(config, out, paint, new Progress(terminal, Progress.Display.TERMINAL), clock);
  }

  /**
   * Profiles, stores, compares and publishes.
   *
   * @throws InputRefusedException where the input cannot be used; nothing is published then
   */
  public Outcome run() {
    return inSession(
        plan,
        spark -> {
          Instant start = clock.instant();
          String runId = RunId.at(start);
          AnnounceStep announcement = requireSecrets();
          Datasets opened = look(spark, plan);
          try (Publication publication = publication(spark, runId)) {
            publication.requireWritable();
            store(spark, opened.plan()).requireOwn();
            requireOwnTables(spark);
            Profiled done = new DatasetsStep(opened, spark, progress, clock).profile(runId);
            if (config.output().scores()) {
              writeScores(done.datasets(), runId);
            }
            Readings readings =
                new Readings(
                    classify(spark, done), done.notes(), costliest(done), strays(spark, done));
            Plan closed = done.datasets().plan();
            Provenance provenance =
                new ProvenanceStep(closed, spark).ofRun(done.datasets(), done.profiles());
            RunInfo run = finished(runId, start, spark, provenance);
            Report report = publish(publication, closed, done.profiles(), readings, run, spark);
            return published(report, publication, announcement);
          } catch (IOException e) {
            throw new UnwritableOutputException(config.output().path(), e);
          }
        });
  }

  /**
   * Profiles and stores the windows of both ranges.
   *
   * @throws InputRefusedException where the input cannot be used; nothing is stored then
   */
  public Outcome profile() {
    return profile(plan);
  }

  /**
   * Profiles and stores the windows that a stretch of time touches, and no others.
   *
   * @param stretch the stretch, in the ranges or outside of them
   * @throws InputRefusedException where the input cannot be used; nothing is stored then
   */
  public Outcome profile(TimeRange stretch) {
    return profile(plan.during(stretch));
  }

  private Outcome profile(Plan asked) {
    return inSession(
        asked,
        spark -> {
          Datasets opened = look(spark, asked);
          output(spark).requireWritable();
          store(spark, opened.plan()).requireOwn();
          String runId = RunId.at(clock.instant());
          Profiled done = new DatasetsStep(opened, spark, progress, clock).profile(runId);
          List<StoredWindow> stored = done.profiles().predictions();
          done.notes().forEach(progress::print);
          long windows = stored.stream().filter(it -> it.window() != null).count();
          out.printf(
              Locale.ROOT,
              "Stored %,d %s in %s%n",
              windows,
              windows == 1 ? "window" : "windows",
              plan.store());
          String remark = done.remark();
          if (remark != null) {
            out.println(remark);
          }
          return Outcome.DONE;
        });
  }

  /**
   * Compares and publishes what is stored; touches neither predictions nor labels.
   *
   * @throws InputRefusedException where the store has nothing to compare
   */
  public Outcome report() {
    return inSession(
        plan,
        spark -> {
          Instant start = clock.instant();
          String runId = RunId.at(start);
          AnnounceStep announcement = requireSecrets();
          prepareTables(spark, plan);
          try (Publication publication = publication(spark, runId)) {
            publication.requireWritable();
            progress.step("Reading the stored profiles");
            ReferenceSpec dataset = plan.dataset();
            ReferenceOrigin origin = dataset == null ? null : new ReferenceOrigin(config, dataset);
            Plan known = plan.reading(store(spark, plan).layouts());
            tables(spark).requireOwn();
            Plan typed = origin == null ? known : store(spark, known).closed(origin);
            StoreStep store = store(spark, typed);
            Profiles stored =
                origin == null ? new Profiles(store.read(), List.of()) : store.read(origin);
            Provenance provenance = new ProvenanceStep(typed, spark).ofReport(stored);
            RunInfo run = finished(runId, start, spark, provenance);
            Report report = publish(publication, typed, stored, Readings.NONE, run, spark);
            return published(report, publication, announcement);
          } catch (IOException e) {
            throw new UnwritableOutputException(config.output().path(), e);
          }
        });
  }

  /**
   * Writes every row with its figures.
   *
   * @throws InputRefusedException where the schemas do not fit
   */
  public Outcome score() {
    return inSession(
        plan,
        spark -> {
          Datasets opened = look(spark, plan);
          if (opened.hasReference()) {
            opened.requireLogits(Side.REFERENCE, spark);
          }
          output(spark).requireWritable();
          requireOwnScores(spark);
          writeScores(opened, RunId.at(clock.instant()))
              .forEach(path -> out.println("Scored rows: " + path));
          return Outcome.DONE;
        });
  }

  /**
   * Checks the configuration against the schemas; reads no row.
   *
   * @throws InputRefusedException where they do not fit
   */
  public Outcome validate() {
    return inSession(
        plan,
        spark -> {
          requireSecrets();
          Datasets opened = check(spark, plan);
          out.println("The configuration is valid and matches the schemas.");
          opened.notes().forEach(note -> out.println("Note: " + note));
          return Outcome.DONE;
        });
  }

  /** To be able to announce a report is to have every secret. */
  private AnnounceStep requireSecrets() {
    return new AnnounceStep(config, progress);
  }

  /**
   * Tells what a run would read and how; profiles and writes nothing.
   *
   * @throws InputRefusedException where the schemas do not fit
   */
  public Outcome explain() {
    return explain(plan);
  }

  /** Tells the same of those windows alone that a stretch of time touches. */
  public Outcome explain(TimeRange stretch) {
    return explain(plan.during(stretch));
  }

  private Outcome explain(Plan plan) {
    return inSession(
        plan,
        spark -> {
          Datasets opened = check(spark, plan);
          for (Side side : plan.sides()) {
            opened = opened.closed(side);
          }
          new ExplainStep(opened).lines().forEach(out::println);
          return Outcome.DONE;
        });
  }

  /**
   * Notes in the output that incidents may wait.
   *
   * @param ids the incidents
   * @param until when they count again
   * @param reason why they may wait
   * @throws InputRefusedException where the latest run has no such incident
   */
  public Outcome acknowledge(List<String> ids, Instant until, String reason) {
    return atDesk(desk -> desk.acknowledge(ids, until, reason));
  }

  /**
   * Takes that back.
   *
   * @throws InputRefusedException where it was not said
   */
  public Outcome withdraw(List<String> ids) {
    return atDesk(desk -> desk.withdraw(ids));
  }

  /** Tells of the incidents of all runs. */
  public Outcome history() {
    return atDesk(IncidentDesk::history);
  }

  /** Sends a test message to all who are sent messages. */
  public List<Delivery> notifyOfTest() {
    return requireSecrets().test();
  }

  private interface Request {
    List<String> ask(IncidentDesk desk) throws IOException, AcknowledgementFile.UnreadableException;
  }

  private Outcome atDesk(Request request) {
    try {
      Output output = HadoopOutput.of(config.output().path(), Session.fileSystems());
      request.ask(new IncidentDesk(output)).forEach(out::println);
      return Outcome.DONE;
    } catch (IncidentDesk.UnknownIncidentException | AcknowledgementFile.UnreadableException e) {
      throw new InputRefusedException(new InputProblem("", String.valueOf(e.getMessage())));
    } catch (IOException e) {
      throw new UnwritableOutputException(config.output().path(), e);
    }
  }

  private Outcome inSession(Plan of, Function<SparkSession, Outcome> work) {
    if (!Session.isThere()) {
      progress.step("Starting Spark");
    }
    Set<String> extensions = new TreeSet<>();
    extensions.addAll(OutputTables.library(config.output().tables()).extensions());
    extensions.addAll(StoreFormat.of(config.output().store()).library().extensions());
    try (Session session = Session.open(config.timeZone(), extensions)) {
      progress.follow(session.spark().sparkContext());
      try {
        return new UnfitCellsStep(of, session.spark(), progress)
            .guard(() -> work.apply(session.spark()));
      } finally {
        progress.leave(session.spark().sparkContext());
      }
    }
  }

  /** The tables of the report: in files, or in a database. */
  private Tables tables(SparkSession spark) {
    Database database = config.output().database();
    return database == null ? new ReportTables(plan.tables(spark)) : new DatabaseTables(database);
  }

  private static void prepareTables(SparkSession spark, Plan plan) {
    Database database = plan.config().output().database();
    if (database != null) {
      new DatabaseTables(database).requireAvailable();
    }
    ProfileTables store = plan.profileTables(spark);
    OutputTables tables = plan.tables(spark);
    store.requireAvailable();
    tables.requireAvailable();
    store.configureSession();
    tables.configureSession();
  }

  /** Proves before the long work that a run may add its rows. */
  private void requireOwnTables(SparkSession spark) {
    tables(spark).requireOwn();
    if (config.output().scores()) {
      requireOwnScores(spark);
    }
  }

  private void requireOwnScores(SparkSession spark) {
    plan.sides().stream()
        .map(ScoreStep::table)
        .forEach(table -> plan.tables(spark).requireFormatOf(table));
  }

  private Datasets check(SparkSession spark, Plan plan) {
    progress.step("Checking the schemas");
    prepareTables(spark, plan);
    return Datasets.open(plan, spark);
  }

  /** Checks the schemas, and what only rows can tell. */
  private Datasets look(SparkSession spark, Plan plan) {
    Datasets opened = check(spark, plan);
    opened.requireLogits(Side.PREDICTIONS, spark);
    return opened;
  }

  /** Reads rows once more; null where that is not asked for. */
  private @Nullable Classifier classify(SparkSession spark, Profiled done) {
    ClassifierPolicy policy = config.classifier();
    return policy == null
        ? null
        : new ClassifierStep(done.datasets(), policy, spark, progress, clock)
            .classify(done.profiles().all());
  }

  /** Reads rows once more; null where none are to be shown. */
  private @Nullable CostliestRows costliest(Profiled done) {
    CostliestSpec spec = config.output().costliest();
    if (spec == null) {
      return null;
    }
    progress.step("Looking for the costliest rows");
    Datasets datasets = done.datasets();
    Plan closed = datasets.plan();
    return ReadFailures.explaining(
        closed.scoring(Side.PREDICTIONS),
        () ->
            CostliestRows.of(
                datasets.rows(Side.PREDICTIONS),
                closed.scoring(Side.PREDICTIONS),
                closed.layout(),
                closed.windows().current(),
                spec));
  }

  /** Reads keys once more where many labels have no prediction. */
  private static Map<Side, StrayLabels> strays(SparkSession spark, Profiled done) {
    Map<Side, StrayLabels> strays = new EnumMap<>(Side.class);
    Datasets datasets = done.datasets();
    for (Side side : datasets.plan().sides()) {
      StrayLabels of =
          new ProfileStep(datasets.plan(), spark, side)
              .strays(datasets.rows(side), done.profiles().cells(side));
      if (of != null) {
        strays.put(side, of);
      }
    }
    return strays;
  }

  private StoreStep store(SparkSession spark, Plan plan) {
    return new StoreStep(plan, spark, clock);
  }

  private List<String> writeScores(Datasets opened, String runId) {
    progress.step("Writing the scored rows");
    List<String> paths = new ArrayList<>();
    for (Side side : opened.plan().sides()) {
      Datasets closed = opened.closed(side);
      paths.add(new ScoreStep(closed.plan(), side).write(closed.rows(side), runId));
    }
    return paths;
  }

  private Report publish(
      Publication publication,
      Plan typed,
      Profiles stored,
      Readings readings,
      RunInfo run,
      SparkSession spark)
      throws IOException {
    progress.step("Comparing with the reference");
    Before before = new Before(output(spark), config.acknowledged());
    Report made = new ReportStep(typed).report(stored, run, readings, before);
    Rescored rescored =
        WindowFigures.since(output(spark), made.metrics(), made.unit()).orElse(null);
    Report report = made.withRun(made.run().after(rescored));
    if (rescored != null && RunId.isDatedBefore(run.id(), rescored.previous())) {
      progress.print(
          "The clock went backwards: this run, "
              + run.id()
              + ", is dated before the previous run, "
              + rescored.previous()
              + "; latest.json points to this run.");
    }
    progress.step("Publishing");
    for (String old : publication.publish(report, tables(spark))) {
      progress.print("Not replaced, and still that of an earlier run: " + old);
    }
    return report;
  }

  private Outcome published(Report report, Publication publication, AnnounceStep announcement)
      throws IOException {
    announcement.announce(report, publication.page(), publication.pathOfPage());
    ConsoleSummary.lines(report, publication.page(), paint).forEach(out::println);
    return Outcome.of(report);
  }

  private RunInfo finished(String runId, Instant start, SparkSession spark, Provenance provenance) {
    return RunInfo.onThisMachine(runId, start, end(start), spark.version(), provenance);
  }

  /** A clock that is set back on the way must not make a run end before it started. */
  private Instant end(Instant start) {
    Instant now = clock.instant();
    if (now.isBefore(start)) {
      progress.print(
          "The clock went backwards during the run, from "
              + start
              + " to "
              + now
              + "; finished_at is set to started_at.");
      return start;
    }
    return now;
  }

  private Publication publication(SparkSession spark, String runId) {
    JsonReport.Detail detail =
        config.output().fullJson() ? JsonReport.Detail.FULL : JsonReport.Detail.SUMMARY;
    ReportFormats formats =
        ReportFormats.of(
            new JsonReport(detail),
            new HtmlReport(),
            new OpenMetricsReport(config.output().metrics().slices()),
            new WindowFigures(),
            new IncidentsReport(),
            new MarkdownReport());
    return Publication.of(output(spark), runId, formats);
  }

  private HadoopOutput output(SparkSession spark) {
    return HadoopOutput.of(config.output().path(), spark.sparkContext().hadoopConfiguration());
  }
}
