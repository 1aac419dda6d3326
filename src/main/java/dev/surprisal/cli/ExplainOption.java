package dev.surprisal.cli;

import picocli.CommandLine.Option;

/** Whether a command only tells what it would do. */
final class ExplainOption {

  @Option(
      names = "--explain",
      description =
          "Print what would be read, how rows would be aggregated and why, and Spark's plan,"
              + " without profiling or writing anything.")
  private boolean explain;

  /** Whether to tell, and do nothing. */
  boolean isGiven() {
    return explain;
  }
}
