package dev.surprisal.tables.jdbc;

import dev.surprisal.dataset.source.InputRefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes the tables of a database. All rows of a run are one transaction: {@link #begin}, then any
 * number of {@link #insert}, then {@link #commit}, or {@link #rollBack}.
 */
public final class DatabaseSink {

  private final Database database;
  private final List<SqlTable> tables;
  private @Nullable Connection open;
  private @Nullable SqlNames names;

  /** Names the tables; connects to nothing yet. */
  public DatabaseSink(Database database, List<SqlTable> tables) {
    this.database = database;
    this.tables = List.copyOf(tables);
  }

  /**
   * Proves that there is a driver.
   *
   * @throws InputRefusedException where there is none on the class path
   */
  public void requireDriver() {
    Drivers.of(database);
  }

  /** A step on the way to tables that can be written; what failed says which. */
  public static final class StepException extends SQLException {

    private static final long serialVersionUID = 1L;

    StepException(String step, SQLException cause) {
      super(step, cause.getSQLState(), cause);
    }

    /** A table that is not as it must be. */
    StepException(String step) {
      super(step);
    }
  }

  /**
   * Makes the tables and views that are not there, and proves that rows can be added and taken off.
   *
   * @param views the query of each view by its name, once it is known what a query has to call
   *     tables and views; those that the user may not make are left out
   * @throws StepException where a table cannot be made or written
   */
  public void prepare(Function<UnaryOperator<String>, Map<String, String>> views)
      throws SQLException {
    try (Connection connection = Drivers.connect(database)) {
      SqlNames of = names(connection);
      for (SqlTable table : tables) {
        prepare(connection, of, table);
      }
      for (Map.Entry<String, String> view : views.apply(of::of).entrySet()) {
        make(connection, of, view);
      }
      connection.setAutoCommit(false);
      for (SqlTable table : tables) {
        try {
          table.tryOut(connection, of);
        } catch (SQLException e) {
          throw new StepException("write table " + table.name(), e);
        }
      }
      connection.rollback();
    }
  }

  private void prepare(Connection connection, SqlNames of, SqlTable table) throws SQLException {
    if (!of.exists(connection, table.name())) {
      try {
        execute(connection, table.definition(of));
      } catch (SQLException e) {
        // Another run may have been quicker.
        if (!of.exists(connection, table.name())) {
          throw new StepException("create table " + table.name(), e);
        }
      }
    }
    List<String> additions = table.additions(connection, of);
    if (!additions.isEmpty()) {
      throw new StepException(
          "table "
              + table.name()
              + " lacks columns; run "
              + String.join("; ", additions)
              + ", or choose another output.tables.schema");
    }
  }

  private static void make(Connection connection, SqlNames of, Map.Entry<String, String> view)
      throws SQLException {
    if (of.exists(connection, view.getKey())) {
      return;
    }
    try {
      execute(connection, "CREATE VIEW " + of.of(view.getKey()) + " AS " + view.getValue());
    } catch (SQLException e) {
      // Who may not make views has the tables all the same.
    }
  }

  private static void execute(Connection connection, String definition) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(definition);
    }
  }

  /** Begins the transaction of a run, and takes the rows off that the run already has. */
  public void begin(String runId) throws SQLException {
    Connection connection = Drivers.connect(database);
    open = connection;
    connection.setAutoCommit(false);
    names = names(connection);
    for (SqlTable table : tables) {
      table.delete(connection, names, runId);
    }
  }

  /**
   * Adds rows in the transaction that was begun, each with its values in the order of the schema.
   */
  public void insert(SqlTable table, Iterator<@Nullable Object[]> rows) throws SQLException {
    if (open == null || names == null) {
      throw new IllegalStateException("No transaction was begun");
    }
    table.insert(open, names, rows);
  }

  /** Makes the rows visible, all at once. */
  public void commit() throws SQLException {
    try (Connection connection = open) {
      open = null;
      if (connection != null) {
        connection.commit();
      }
    }
  }

  /** Forgets the transaction that was begun, if one was. */
  public void rollBack() throws SQLException {
    try (Connection connection = open) {
      open = null;
      if (connection != null) {
        connection.rollback();
      }
    }
  }

  private SqlNames names(Connection connection) throws SQLException {
    return new SqlNames(SqlForm.of(connection, database.url()), database.schema());
  }
}
