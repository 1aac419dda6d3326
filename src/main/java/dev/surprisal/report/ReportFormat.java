package dev.surprisal.report;

import java.io.IOException;
import java.io.OutputStream;

/** One form of a report. A form is written from the {@link Report} value and nothing else. */
public interface ReportFormat {

  /** The name of the file that holds this form, within the run's directory. */
  String fileName();

  /**
   * Writes the report in this form.
   *
   * @param report what to write
   * @param out where to; flushed but left open
   * @throws IOException if {@code out} refuses
   */
  void write(Report report, OutputStream out) throws IOException;
}
