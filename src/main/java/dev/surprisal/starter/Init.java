package dev.surprisal.starter;

import dev.surprisal.config.Config;
import dev.surprisal.config.ConfigException;
import dev.surprisal.config.ConfigReader;
import dev.surprisal.dataset.inspect.DatasetInspection;
import dev.surprisal.dataset.inspect.Extent;
import dev.surprisal.dataset.inspect.LabelDelay;
import dev.surprisal.dataset.inspect.LabelledFigures;
import dev.surprisal.dataset.inspect.SourceFinder;
import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.job.Datasets;
import dev.surprisal.job.Plan;
import dev.surprisal.job.Progress;
import dev.surprisal.job.Session;
import java.io.IOException;
import java.io.PrintStream;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Writes a starter configuration for datasets that are looked at for the first time. */
public final class Init {

  /** With so many of the first predictions labelled, keys are as they should be. */
  private static final double ENOUGH = 0.9;

  /** Of fewer keys it may be by chance that they are alike. */
  private static final double FEW = 0.05;

  private final Request request;
  private final PrintStream out;
  private final Progress progress;

  /**
   * What is asked for.
   *
   * @param predictions where the predictions are: a path, or the name of a table
   * @param labels where the labels are, or null where they stand beside the predictions
   * @param format the name of the Spark source, or null where the files' names are to tell
   * @param options the source's own options
   * @param name the model's name, or null for what the predictions' place is called
   * @param hints which columns play which part, as far as somebody knows
   * @param output the file to write, local or on any Hadoop file system
   * @param scan how much is read
   * @param existing what becomes of a file that is there
   * @param reference where the reference is, if it is a dataset of its own, or null
   */
  public record Request(
      String predictions,
      @Nullable String labels,
      @Nullable String format,
      Map<String, String> options,
      @Nullable String name,
      Hints hints,
      String output,
      Scan scan,
      Existing existing,
      @Nullable String reference) {

    /** Copies the options. */
    public Request {
      options = Map.copyOf(options);
    }
  }

  /** How much is read. */
  public enum Scan {
    /** The schema and the first rows. */
    FIRST_ROWS,
    /** Also the timestamps of all predictions, and keys and labels of the whole labels. */
    COLUMNS
  }

  /** What becomes of a file that is there. */
  public enum Existing {
    KEEP,
    REPLACE
  }

  private Init(Request request, PrintStream out, Progress progress) {
    this.request = request;
    this.out = out;
    this.progress = progress;
  }

  /**
   * Prepares it; nothing is started.
   *
   * @param request what is asked for
   * @param out takes the summary
   * @param progress takes what is under way
   */
  public static Init of(Request request, PrintStream out, PrintStream progress) {
    return new Init(request, out, new Progress(progress, Progress.Display.LOG));
  }

  /** The same where the progress goes to a terminal, on which a line can be written over. */
  public static Init onTerminal(Request request, PrintStream out, PrintStream terminal) {
    return new Init(request, out, new Progress(terminal, Progress.Display.TERMINAL));
  }

  /**
   * Looks at the datasets and writes the file.
   *
   * @throws InputRefusedException where they cannot be used; nothing is written then
   * @throws java.nio.file.FileAlreadyExistsException where the file is there, and is to be kept
   */
  public void write() throws IOException {
    StarterFile.requireFreeIfLocal(request.output(), request.existing());
    if (!Session.isThere()) {
      progress.step("Starting Spark");
    }
    try (Session session = Session.open(ZoneOffset.UTC)) {
      progress.follow(session.spark().sparkContext());
      try {
        write(session.spark());
      } finally {
        progress.leave(session.spark().sparkContext());
      }
    }
  }

  private void write(SparkSession spark) throws IOException {
    StarterFile file =
        StarterFile.of(
            request.output(), request.existing(), spark.sparkContext().hadoopConfiguration());
    file.requireFree();
    Roles roles = roles(spark);
    LabelledFigures evidence = evidence(spark, roles);
    Optional<Roles> other = spelt(spark, roles, evidence);
    Roles spelt = other.orElse(roles);
    Starter starter =
        Starter.of(
            request.name() == null
                ? ModelName.of(request.predictions())
                : ModelName.given(request.name()),
            spelt,
            extent(spark, spelt),
            other.isPresent() ? evidence(spark, spelt) : evidence,
            delay(spark, spelt));
    String reference = request.reference();
    if (reference != null) {
      starter = starter.beside(spelt, look(finder(spark), "--reference", reference));
    }
    String text = StarterYaml.text(starter);
    List<String> problems = starter.isOpen() ? List.of() : problems(spark, text);
    file.write(text);
    print(starter, problems);
  }

  private Roles roles(SparkSession spark) {
    SourceFinder finder = finder(spark);
    DatasetInspection predictions = look(finder, "--predictions", request.predictions());
    DatasetInspection labels =
        request.labels() == null ? null : look(finder, "--labels", request.labels());
    return Roles.of(predictions, labels, request.hints());
  }

  /** Where few predictions have a label, keys may only be written differently. */
  private Optional<Roles> spelt(
      SparkSession spark, Roles roles, @Nullable LabelledFigures evidence) {
    if (evidence == null || evidence.labelled() > ENOUGH * evidence.looked()) {
      return Optional.empty();
    }
    progress.step("Comparing the spelling of keys in predictions and labels");
    return roles
        .unmatched(spark)
        .filter(keys -> keys.alike() > FEW * evidence.looked())
        .map(keys -> roles.spelt(keys, evidence));
  }

  private @Nullable LabelDelay delay(SparkSession spark, Roles roles) {
    Optional<List<LabelDelay.Side>> sides = roles.delay();
    if (sides.isEmpty() || request.scan() == Scan.FIRST_ROWS) {
      return null;
    }
    progress.step("Measuring how long the labels of the first predictions took");
    return LabelDelay.of(spark, sides.get().get(0), sides.get().get(1)).orElse(null);
  }

  private SourceFinder finder(SparkSession spark) {
    return new SourceFinder(spark, request.format(), request.options());
  }

  private DatasetInspection look(SourceFinder finder, String option, String place) {
    progress.step("Inspecting the schema and the first rows of " + place);
    DatasetInspection look = finder.look(option, place);
    progress.print(
        String.format(
            Locale.ROOT, "  %,d rows with %d columns", look.rows(), look.columns().size()));
    return look;
  }

  private @Nullable Extent extent(SparkSession spark, Roles roles) {
    Optional<String> timestamp = roles.timestampExpression();
    if (request.scan() == Scan.FIRST_ROWS || timestamp.isEmpty()) {
      return null;
    }
    progress.step(
        "Finding the first and last "
            + timestamp.get()
            + " of all predictions (reads that column; skip with --no-scan)");
    return Extent.of(spark, "--predictions", roles.predictions().source(), timestamp.get())
        .orElse(null);
  }

  private @Nullable LabelledFigures evidence(SparkSession spark, Roles roles) {
    Optional<LabelledFigures.Figures> figures = roles.figures();
    Optional<LabelledFigures.Labels> labels = roles.labelsOfFigures();
    if (figures.isEmpty() || labels.isEmpty()) {
      return null;
    }
    if (labels.get().source() != null) {
      if (request.scan() == Scan.FIRST_ROWS) {
        return null;
      }
      progress.step(
          "Finding the labels of the first predictions (reads key and label of all labels;"
              + " skip with --no-scan)");
    }
    return LabelledFigures.of(spark, roles.predictions().source(), figures.get(), labels.get());
  }

  /** What validate would say. */
  private List<String> problems(SparkSession spark, String text) {
    progress.step("Checking the configuration against the schemas");
    try {
      Config config = new ConfigReader().parse(request.output(), text, List.of()).config();
      Datasets.open(new Plan(config), spark);
      return List.of();
    } catch (ConfigException | InputRefusedException e) {
      return String.valueOf(e.getMessage()).lines().toList();
    }
  }

  private void print(Starter starter, List<String> problems) {
    StarterSummary.head(starter).forEach(out::println);
    out.println("Wrote " + request.output());
    out.println();
    StarterSummary.lines(starter).forEach(out::println);
    out.println();
    problems.forEach(out::println);
    int toDo = starter.toDo().size();
    String marked = toDo + (toDo == 1 ? " place" : " places") + " marked TODO";
    if (starter.isOpen() || !problems.isEmpty()) {
      out.println(
          toDo == 0 ? "Correct the file, then:" : "Fill in or check the " + marked + ", then:");
      out.println("  surprisal validate --config " + quoted(request.output()));
      return;
    }
    out.println(
        "The configuration is valid and matches the schemas."
            + (toDo == 0 ? " Next:" : " Check the " + marked + ", then:"));
    out.println("  surprisal run --config " + quoted(request.output()));
  }

  /** As a shell takes it for one word. */
  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
