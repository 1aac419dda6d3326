package dev.surprisal.cli;

import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.report.publication.UnwritableOutputException;
import dev.surprisal.starter.Hints;
import dev.surprisal.starter.Init;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Datasets in, a first configuration out. */
@Command(
    name = "init",
    description = {
      "Write a starter configuration for datasets: which columns play which part is guessed by"
          + " their names, their types and the first rows, and the file says why.",
      "What could not be told is marked TODO. Of all rows only the predictions' timestamps are"
          + " read, for the ranges of time, and the labels with their keys, for the order of the"
          + " classes; --no-scan leaves both out."
    },
    footer = {
      "  scripts/surprisal init --predictions data/predictions --labels data/labels",
      "  scripts/surprisal init --predictions scores.csv --option sep=';' --output conf/model.yaml",
      "  spark-submit --class dev.surprisal.cli.Main surprisal.jar init \\",
      "      --predictions warehouse.predictions --labels warehouse.labels --no-scan"
    })
final class InitCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Spec private @Nullable CommandSpec command;

  // Not required by picocli, which would tell that it is missing before that it is misspelt.
  @Option(
      names = "--predictions",
      paramLabel = "PLACE",
      description =
          "The predictions (required): a path on any Hadoop file system, or a table of a Spark"
              + " catalog.")
  private @Nullable String predictions;

  @Option(
      names = "--labels",
      paramLabel = "PLACE",
      description = "The labels. Without it, a column beside the predictions is looked for.")
  private @Nullable String labels;

  @Option(
      names = "--reference",
      paramLabel = "PLACE",
      description =
          "The reference, if it is a dataset of its own, such as the training or test set. Without"
              + " it, a range of the predictions is taken.")
  private @Nullable String reference;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description =
          "The Spark source of all: parquet, csv, json, orc, delta, ... Without it, the files'"
              + " names tell.")
  private @Nullable String format;

  @Option(
      names = "--option",
      paramLabel = "KEY=VALUE",
      description = "An option of the Spark source, e.g. --option header=true. Repeatable.")
  private Map<String, String> options = new LinkedHashMap<>();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The model's name. Without it, what the predictions' place is called.")
  private @Nullable String name;

  @Option(
      names = "--probability",
      paramLabel = "COLUMN",
      description =
          "The column of the prediction: a distribution, or the probability of one of two classes."
              + " Repeat it where each class has a column.")
  private List<String> probability = new ArrayList<>();

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description = "The column of the label, beside the predictions or in the labels.")
  private @Nullable String label;

  @Option(
      names = "--key",
      paramLabel = "COLUMN",
      description =
          "A column of the key. Repeatable. Write PREDICTIONS=LABELS where its name differs.")
  private List<String> key = new ArrayList<>();

  @Option(
      names = "--timestamp",
      paramLabel = "COLUMN",
      description = "When predictions were made: a column, or an SQL expression.")
  private @Nullable String timestamp;

  @Option(
      names = "--model-version",
      paramLabel = "COLUMN",
      description = "The column of the model's version.")
  private @Nullable String modelVersion;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      defaultValue = "surprisal.yaml",
      description = "The file to write, on any Hadoop file system. Default: ${DEFAULT-VALUE}")
  private String output = "";

  @Option(
      names = "--no-scan",
      description = "Read the schemas and the first rows alone; ranges of time are left TODO.")
  private boolean withoutScan;

  @Option(names = "--force", description = "Replace the file where it is there already.")
  private boolean force;

  @Mixin private StandardOptions standard = new StandardOptions();

  InitCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try {
      init(request()).write();
      return ExitCode.SUCCESS;
    } catch (InputRefusedException e) {
      throw new Refusal(ExitCode.INPUT_REFUSED, String.valueOf(e.getMessage()), e);
    } catch (FileAlreadyExistsException e) {
      throw refused("is there already; replace it with --force, or name another", e);
    } catch (UnwritableOutputException e) {
      throw refused("cannot be written: " + reason(e), e);
    } catch (IOException e) {
      throw refused("cannot be written: " + e.getMessage(), e);
    }
  }

  private Init init(Init.Request request) {
    return terminal.kind() == Terminal.Kind.SCREEN
        ? Init.onTerminal(request, terminal.out(), terminal.err())
        : Init.of(request, terminal.out(), terminal.err());
  }

  private Init.Request request() {
    if (predictions == null) {
      throw new ParameterException(
          Objects.requireNonNull(command).commandLine(),
          "Missing required option: '--predictions=PLACE'");
    }
    return new Init.Request(
        predictions,
        labels,
        format,
        options,
        name,
        new Hints(probability, label, key, timestamp, modelVersion),
        output,
        withoutScan ? Init.Scan.FIRST_ROWS : Init.Scan.COLUMNS,
        force ? Init.Existing.REPLACE : Init.Existing.KEEP,
        reference);
  }

  private Refusal refused(String constraint, Exception cause) {
    return new Refusal(
        ExitCode.USAGE, "Invalid --output: " + output + " (" + constraint + ")", cause);
  }

  /** Its own message is about a configuration's key. */
  private static String reason(UnwritableOutputException refused) {
    Throwable cause = refused.getCause();
    return String.valueOf(cause == null ? refused.getMessage() : cause.getMessage());
  }
}
