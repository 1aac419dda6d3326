package dev.surprisal.cli;

import java.io.PrintStream;
import java.time.Clock;

/**
 * What a command talks to.
 *
 * @param out results: summaries, paths, schemas
 * @param err progress and problems
 * @param clock what tells the time of a run
 */
record Terminal(PrintStream out, PrintStream err, Clock clock) {}
