package dev.surprisal.cli;

import java.io.PrintStream;
import java.time.Clock;

/**
 * What a command talks to.
 *
 * @param out results: summaries, paths, schemas
 * @param err progress and problems
 * @param clock what tells the time of a run
 * @param kind what stands at the other end
 */
record Terminal(PrintStream out, PrintStream err, Clock clock, Kind kind) {

  /** What stands at the other end. */
  enum Kind {
    /** A person, at a screen. */
    SCREEN,
    /** A file, a pipe or a scheduler. */
    OTHER
  }
}
