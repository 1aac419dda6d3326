package dev.surprisal.report;

import java.io.IOException;
import java.util.List;

/**
 * The tables that a run adds rows to. Rows are there for readers from the moment that the run's own
 * row in {@code published_runs} is: it comes last, after the pointer to the report.
 */
public interface Tables {

  /** Their names, in the order in which rows are added. */
  List<String> NAMES = List.of("profile_metrics", "drift_metrics", "incidents", "published_runs");

  /** Publishes no tables. */
  Tables NONE =
      new Tables() {
        @Override
        public void requireOwn() {}

        @Override
        public void append(Report report) {}

        @Override
        public void commit(Report report) {}

        @Override
        public void remove(String runId) {}
      };

  /** Proves before the long work that rows may be added. */
  void requireOwn();

  /** Adds the report's rows, but not yet for readers. */
  void append(Report report) throws IOException;

  /** Makes them visible, once the report is published. */
  void commit(Report report) throws IOException;

  /** Takes back what was added for a run that could not be published. */
  void remove(String runId) throws IOException;
}
