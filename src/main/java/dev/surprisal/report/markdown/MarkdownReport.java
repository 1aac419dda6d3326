package dev.surprisal.report.markdown;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surprisal.report.Report;
import dev.surprisal.report.ReportFormat;
import java.io.IOException;
import java.io.OutputStream;

/** The summary for people who do not open the page: {@code summary.md}. */
public final class MarkdownReport implements ReportFormat {

  /** The name of the file. */
  public static final String FILE_NAME = "summary.md";

  @Override
  public Role role() {
    return Role.COMPANION;
  }

  @Override
  public String fileName() {
    return FILE_NAME;
  }

  @Override
  public void write(Report report, OutputStream out) throws IOException {
    out.write(Summary.of(report, null).markdown().getBytes(UTF_8));
    out.flush();
  }
}
