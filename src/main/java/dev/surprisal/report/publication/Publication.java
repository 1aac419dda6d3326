package dev.surprisal.report.publication;

import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportFormat;
import dev.surprisal.report.ReportFormats;
import dev.surprisal.report.Tables;
import dev.surprisal.report.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Publishes one run, all or nothing: a reader sees the run before or this one, never half.
 *
 * <p>The files of a run are written into a hidden directory while the tables are appended to; then
 * the directory gets its name at once, {@code latest.json}, the pointer that readers follow, is
 * replaced, and the tables are told that the run is there. A failure on the way leaves the old
 * pointer and takes the rest back. Where the process dies, only hidden files stay, or a whole run
 * that nothing points to, and rows that no query has which asks for published runs; or else a whole
 * run that the tables lack.
 *
 * <p>The files in the root that are always the latest run's follow at last. They are written under
 * hidden names before the pointer is replaced, so that what can still fail after it is the giving
 * of a name; where that fails, the run is published, and such a file is that of the run before.
 *
 * <pre>{@code
 * try (Publication publication = Publication.of(output, runId, formats)) {
 *   publication.requireWritable();
 *   … // long work
 *   publication.publish(report, tables);
 * }
 * }</pre>
 */
public final class Publication implements AutoCloseable {

  /** The name of the pointer to the latest run. */
  public static final String LATEST = "latest.json";

  private static final int VERSION = 1;

  /** Where the runs are. */
  static final String RUNS = "runs";

  private final Output output;
  private final String runId;
  private final ReportFormats formats;
  private final LatestFiles latest;

  private Publication(Output output, String runId, ReportFormats formats) {
    this.output = output;
    this.runId = runId;
    this.formats = formats;
    this.latest = new LatestFiles(output, runId, formats);
  }

  /**
   * Opens the publication of a run.
   *
   * @param output where to
   * @param runId the run's identifier: letters, digits, dots, dashes and underscores, the first of
   *     them a letter or a digit, because Hadoop's readers take the others as hidden
   * @param formats the forms of the report
   */
  public static Publication of(Output output, String runId, ReportFormats formats) {
    if (!runId.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException(
          "Invalid run id: "
              + runId
              + " (must be letters, digits, dots, dashes and underscores, and begin with a letter"
              + " or a digit)");
    }
    return new Publication(output, runId, formats);
  }

  /**
   * Proves before the long work that its result can be published.
   *
   * @throws UnwritableOutputException if it cannot
   */
  public void requireWritable() {
    output.requireWritable();
  }

  /** The directory of the run once it is published. */
  public String directory() {
    return output.locate(directory(runId));
  }

  /** The page for people, once the run is published. */
  public String page() {
    return output.locate(file(runId, formats.page().fileName()));
  }

  /** The same, relative to the output. */
  public String pathOfPage() {
    return file(runId, formats.page().fileName());
  }

  /**
   * Publishes a report.
   *
   * @param report the report of this run
   * @param tables the tables that get its rows
   * @return the files in the root that could not be replaced and are those of the run before, as a
   *     reader would name them, with the reasons; none but where the file system is out of order
   * @throws IOException if it could not be published; nothing of it is left then
   */
  public List<String> publish(Report report, Tables tables) throws IOException {
    requireThisRun(report);
    byte @Nullable [] before = pointer();
    boolean isPointedTo = false;
    try {
      write(report, tables);
      latest.stage(hidden());
      output.rename(hidden(), directory(runId));
      point(report.verdict().state());
      isPointedTo = true;
      tables.commit(report);
    } catch (Exception | Error e) {
      // Also what Spark throws and does not declare.
      if (!isPointedTo || isPointedBack(before, e)) {
        takeBack(e);
      }
      remove(tables, e);
      throw e;
    }
    return latest.replace();
  }

  /** Deletes what was staged and not published. */
  @Override
  public void close() throws IOException {
    output.delete(hidden());
    output.delete(hiddenPointer());
    latest.delete();
  }

  private void requireThisRun(Report report) throws IOException {
    if (!report.run().id().equals(runId)) {
      throw new IllegalArgumentException(
          "Invalid run.id: " + report.run().id() + " (must be " + runId + ")");
    }
    if (output.exists(directory(runId))) {
      throw new IOException(
          "Invalid run id: " + runId + " (must be new, but " + directory() + " exists)");
    }
  }

  /** All at once: Spark writes the tables while this process writes the files. */
  private void write(Report report, Tables tables) throws IOException {
    List<Callable<@Nullable Void>> works = new ArrayList<>();
    works.add(
        () -> {
          tables.append(report);
          return null;
        });
    for (ReportFormat format : formats.all()) {
      works.add(
          () -> {
            try (OutputStream out = output.create(hidden() + "/" + format.fileName())) {
              format.write(report, out);
            }
            return null;
          });
    }
    atOnce(works);
  }

  /** Returns when all have ended, so that what one failure takes back nobody is still writing. */
  private static void atOnce(List<Callable<@Nullable Void>> works) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(works.size());
    try {
      for (Future<@Nullable Void> work : threads.invokeAll(works)) {
        work.get();
      }
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while publishing");
    } finally {
      threads.shutdown();
    }
  }

  /** What failed, as it was thrown; Spark throws checked exceptions that it does not declare. */
  private static IOException failure(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    return cause instanceof IOException io ? io : new IOException(cause);
  }

  private void point(FindingState verdict) throws IOException {
    try (OutputStream out = output.create(hiddenPointer())) {
      JsonWriter.document(
          out,
          json ->
              json.count("schema_version", VERSION)
                  .text("run_id", runId)
                  .text("report", file(runId, formats.record().fileName()))
                  .text("page", file(runId, formats.page().fileName()))
                  .name("verdict", verdict));
    }
    output.replace(hiddenPointer(), LATEST);
  }

  /** What the pointer's file holds; null where there is none. */
  private byte @Nullable [] pointer() throws IOException {
    if (!output.exists(LATEST)) {
      return null;
    }
    try (InputStream in = output.open(LATEST)) {
      return in.readAllBytes();
    }
  }

  /**
   * Whether the pointer leads to another run, as before or, if one has published since, to that;
   * else it must not lose what it points to.
   */
  private boolean isPointedBack(byte @Nullable [] before, Throwable failure) {
    try {
      if (!runId.equals(PublishedJson.latestRun(output).orElse(null))) {
        return true;
      }
      if (before == null) {
        output.delete(LATEST);
        return true;
      }
      try (OutputStream out = output.create(hiddenPointer())) {
        out.write(before);
      }
      output.replace(hiddenPointer(), LATEST);
      return true;
    } catch (Exception e) {
      failure.addSuppressed(e);
      return false;
    }
  }

  private void takeBack(Throwable failure) {
    try {
      output.delete(directory(runId));
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }

  private void remove(Tables tables, Throwable failure) {
    try {
      tables.remove(runId);
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }

  private String hidden() {
    return RUNS + "/." + runId;
  }

  private String hiddenPointer() {
    return "." + LATEST + "." + runId;
  }

  private static String directory(String runId) {
    return RUNS + "/" + runId;
  }

  /** A file of a run that is published. */
  static String file(String runId, String name) {
    return directory(runId) + "/" + name;
  }
}
