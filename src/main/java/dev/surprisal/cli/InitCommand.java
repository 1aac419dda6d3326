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
      "Write a starter configuration for datasets. Column roles are inferred from names, types and"
          + " the first rows; comments in the file give the reasons.",
      "Anything that cannot be inferred is marked TODO. Full scans are limited to the predictions'"
          + " timestamps (time ranges) and to the labels and their keys (class order); --no-scan"
          + " skips both."
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
          "Predictions (required): a path on any Hadoop file system or a table in a Spark catalog.")
  private @Nullable String predictions;

  @Option(
      names = "--labels",
      paramLabel = "PLACE",
      description = "Labels. Default: look for a label column in the predictions.")
  private @Nullable String labels;

  @Option(
      names = "--reference",
      paramLabel = "PLACE",
      description =
          "Reference dataset, if separate from the predictions, e.g. the training or test set."
              + " Default: a time range of the predictions.")
  private @Nullable String reference;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description =
          "Spark data source for all datasets: parquet, csv, json, orc, delta, ... Default:"
              + " inferred from the file names.")
  private @Nullable String format;

  @Option(
      names = "--option",
      paramLabel = "KEY=VALUE",
      description = "Option of the Spark data source, e.g. --option header=true. Repeatable.")
  private Map<String, String> options = new LinkedHashMap<>();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Model name. Default: the name of the predictions' directory or table.")
  private @Nullable String name;

  @Option(
      names = "--probability",
      paramLabel = "COLUMN",
      description =
          "Prediction column: a distribution over the classes, or the probability of one of two"
              + " classes. Repeat if each class has its own column.")
  private List<String> probability = new ArrayList<>();

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description = "Label column, in the predictions or in the labels.")
  private @Nullable String label;

  @Option(
      names = "--key",
      paramLabel = "COLUMN",
      description = "Key column. Repeatable. Write PREDICTIONS=LABELS if the names differ.")
  private List<String> key = new ArrayList<>();

  @Option(
      names = "--timestamp",
      paramLabel = "COLUMN",
      description = "Time of the prediction: a column or SQL expression.")
  private @Nullable String timestamp;

  @Option(names = "--model-version", paramLabel = "COLUMN", description = "Model version column.")
  private @Nullable String modelVersion;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      defaultValue = "surprisal.yaml",
      description = "Output file on any Hadoop file system. Default: ${DEFAULT-VALUE}")
  private String output = "";

  @Option(
      names = "--no-scan",
      description = "Read only the schemas and the first rows; time ranges are left as TODO.")
  private boolean withoutScan;

  @Option(names = "--force", description = "Overwrite an existing file.")
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
      throw refused("already exists; overwrite it with --force or choose another file", e);
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
