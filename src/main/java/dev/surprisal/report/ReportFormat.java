package dev.surprisal.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** One form of a report. A form is written from the {@link Report} value and nothing else. */
public interface ReportFormat {

  /** What a form is to who looks for the latest report. */
  enum Role {
    /** The whole report for programs; the pointer to the latest run names it. */
    RECORD,
    /** The report for people; the pointer and the console name it. */
    PAGE,
    /** A part of the report for one purpose, found by its file name. */
    COMPANION
  }

  /** What this form is; of the first two there is one each. */
  Role role();

  /** The name of the file that holds this form, within the run's directory. */
  String fileName();

  /**
   * The name of a file in the output's root that is always the latest run's, for readers that
   * follow no pointer; empty where there is none.
   */
  default Optional<String> latestName() {
    return Optional.empty();
  }

  /**
   * Writes the report in this form.
   *
   * @param report what to write
   * @param out where to; flushed but left open
   * @throws IOException if {@code out} refuses
   */
  void write(Report report, OutputStream out) throws IOException;
}
