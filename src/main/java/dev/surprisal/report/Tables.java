package dev.surprisal.report;

import java.io.IOException;

/** The metric tables that a run appends to, before its files and the pointer are published. */
public interface Tables {

  /** Publishes no tables. */
  Tables NONE =
      new Tables() {
        @Override
        public void append(Report report) {}

        @Override
        public void remove(String runId) {}
      };

  /** Appends the report's rows. */
  void append(Report report) throws IOException;

  /** Takes back what was appended for a run that could not be published. */
  void remove(String runId) throws IOException;
}
