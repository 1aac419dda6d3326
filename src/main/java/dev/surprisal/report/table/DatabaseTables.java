package dev.surprisal.report.table;

import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.report.Report;
import dev.surprisal.report.Tables;
import dev.surprisal.report.publication.UnwritableOutputException;
import dev.surprisal.secret.Secret;
import dev.surprisal.tables.jdbc.Database;
import dev.surprisal.tables.jdbc.DatabaseSink;
import dev.surprisal.tables.jdbc.SqlTable;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The report for queries, in a database: the same tables as in files, and views of them. The rows
 * of a run become visible in one step, and rows that the run already had are replaced.
 */
public final class DatabaseTables implements Tables {

  private static final int LONGEST = 300;

  private static final Map<ReportTable, SqlTable> TABLES = new EnumMap<>(ReportTable.class);

  static {
    for (ReportTable it : ReportTable.values()) {
      TABLES.put(it, new SqlTable(it.label(), it.schema(), it.key(), it.isNumbered()));
    }
  }

  private final Database database;
  private final DatabaseSink sink;

  /** Whether the database may have the rows, although the commit failed. */
  private boolean mayHave;

  /** Opens the tables; connects to nothing yet. */
  public DatabaseTables(Database database) {
    this.database = database;
    this.sink = new DatabaseSink(database, List.copyOf(TABLES.values()));
  }

  /**
   * Proves that there is a driver.
   *
   * @throws InputRefusedException where there is none on the class path
   */
  public void requireAvailable() {
    sink.requireDriver();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Makes the tables and views that are not there.
   *
   * @throws UnwritableOutputException where the database cannot be reached or written to
   */
  @Override
  public void requireOwn() {
    try {
      sink.prepare(ReportViews::of);
    } catch (SQLException e) {
      throw unwritable(e);
    } catch (Secret.UnavailableException e) {
      throw UnwritableOutputException.ofKey(
          "output.tables.password",
          String.valueOf(database.password()),
          String.valueOf(e.getMessage()),
          e);
    }
  }

  @Override
  public void append(Report report) {
    try {
      sink.begin(report.run().id());
      for (Map.Entry<ReportTable, SqlTable> table : TABLES.entrySet()) {
        sink.insert(table.getValue(), table.getKey().rows(report).iterator());
      }
    } catch (SQLException e) {
      throw unwritable(e);
    }
  }

  @Override
  public void commit(Report report) {
    mayHave = true;
    try {
      sink.commit();
    } catch (SQLException e) {
      throw unwritable(e);
    }
  }

  @Override
  public void remove(String runId) {
    try {
      sink.rollBack();
      if (mayHave) {
        sink.begin(runId);
        sink.commit();
      }
    } catch (SQLException e) {
      throw unwritable(e);
    }
  }

  private UnwritableOutputException unwritable(SQLException e) {
    return UnwritableOutputException.ofKey(
        "output.tables.url",
        database.shownUrl(),
        "must be a database that takes rows: " + reason(e),
        e);
  }

  private String reason(SQLException e) {
    String said = said(e);
    if (e instanceof DatabaseSink.StepException step && step.getCause() == null) {
      return said;
    }
    String state = Objects.requireNonNullElse(e.getSQLState(), "");
    String who = database.user() == null ? "the user" : database.user();
    if (state.startsWith("28")) {
      return said + "; check output.tables.user and output.tables.password";
    }
    if (state.startsWith("42501") || e instanceof DatabaseSink.StepException) {
      return who + " cannot " + said;
    }
    return said;
  }

  /** The first line of what went wrong, and of why. */
  private static String said(SQLException e) {
    return Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
        .limit(2)
        .map(DatabaseTables::line)
        .distinct()
        .reduce((what, why) -> what + ": " + why)
        .orElse("");
  }

  /** Of a batch that failed, what the database said and not the statement, which is long. */
  private static String line(Throwable failure) {
    SQLException next = failure instanceof BatchUpdateException e ? e.getNextException() : null;
    String message = String.valueOf((next == null ? failure : next).getMessage());
    String line = message.lines().findFirst().orElse("");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
