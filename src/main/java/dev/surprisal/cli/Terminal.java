package dev.surprisal.cli;

import dev.surprisal.report.console.Paint;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;

/**
 * What a command talks to.
 *
 * @param out results: summaries, paths, schemas
 * @param err progress and problems
 * @param clock what tells the time of a run
 * @param kind what stands at the other end
 */
record Terminal(PrintStream out, PrintStream err, Clock clock, Kind kind) {

  /**
   * Whether a screen is to show colours.
   *
   * @param environment the environment's variables
   * @see <a href="https://no-color.org">NO_COLOR</a>
   */
  static Paint paint(Map<String, String> environment) {
    boolean isUnwanted = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    boolean isDumb = environment.getOrDefault("TERM", "").equals("dumb");
    return isUnwanted || isDumb ? Paint.PLAIN : Paint.COLOURS;
  }

  /** What stands at the other end. */
  enum Kind {
    /** A person, at a screen. */
    SCREEN,
    /** A file, a pipe or a scheduler. */
    OTHER
  }
}
