package dev.surprisal.tables.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The names of tables and views in a database.
 *
 * @param form how the database writes names
 * @param given the schema that the user asked for; null for the user's own
 */
record SqlNames(SqlForm form, @Nullable String given) {

  /** A table or view in a statement. */
  String of(String name) {
    return given == null ? form.quoted(name) : form.quotedAsIs(given) + "." + form.quoted(name);
  }

  /** The schema that tables are in; null where the database has none. */
  @Nullable String schema(Connection connection) throws SQLException {
    return given == null ? connection.getSchema() : given;
  }

  /** Whether there is a table or view of that name. */
  boolean exists(Connection connection, String name) throws SQLException {
    try (ResultSet found =
        connection
            .getMetaData()
            .getTables(connection.getCatalog(), schema(connection), form.stored(name), null)) {
      while (found.next()) {
        // The name is a pattern, in which an underscore is any character.
        if (found.getString("TABLE_NAME").equals(form.stored(name))) {
          return true;
        }
      }
      return false;
    }
  }
}
