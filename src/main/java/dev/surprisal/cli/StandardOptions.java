package dev.surprisal.cli;

import picocli.CommandLine.Option;

/** What every command takes. */
final class StandardOptions {

  /** After a command's own. */
  private static final int LAST = 100;

  @Option(
      names = {"-h", "--help"},
      order = LAST + 1,
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      order = LAST + 2,
      versionHelp = true,
      description = "Show the versions of Surprisal, Spark and Java and exit.")
  private boolean version;

  @Option(names = "--stacktrace", order = LAST, description = "Print the stack trace on failure.")
  private boolean stacktrace;
}
