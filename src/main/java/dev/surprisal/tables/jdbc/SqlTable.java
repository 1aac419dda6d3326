package dev.surprisal.tables.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A table that gets the rows of runs.
 *
 * @param name its name
 * @param schema its columns, {@code run_id} the first
 * @param key the columns of its primary key
 * @param isNumbered whether a row's number in its run completes the key, as several rows may have
 *     the same values
 */
public record SqlTable(String name, StructType schema, List<String> key, boolean isNumbered) {

  /** The column of a row's number in its run, in tables whose rows have no name of their own. */
  public static final String ROW_NUMBER = "row_number";

  static final String RUN_ID = "run_id";

  /** Rows that go to the database at once: enough to hide the way there, few megabytes. */
  private static final int BATCH = 1_000;

  public SqlTable {
    key = List.copyOf(key);
  }

  private List<StructField> fields() {
    Stream<StructField> fields = Stream.of(schema.fields());
    StructField number = DataTypes.createStructField(ROW_NUMBER, DataTypes.IntegerType, false);
    return (isNumbered ? Stream.concat(fields, Stream.of(number)) : fields).toList();
  }

  /** The statement that makes it. */
  String definition(SqlNames names) {
    SqlForm form = names.form();
    List<String> primary =
        isNumbered ? Stream.concat(key.stream(), Stream.of(ROW_NUMBER)).toList() : key;
    String columns =
        fields().stream()
            .map(field -> form.column(field, primary.contains(field.name())))
            .collect(Collectors.joining(",\n  "));
    String of = primary.stream().map(form::quoted).collect(Collectors.joining(", "));
    return "CREATE TABLE "
        + names.of(name)
        + " (\n  "
        + columns
        + ",\n  PRIMARY KEY ("
        + of
        + ")\n)";
  }

  /** The statements that add the columns that it lacks; none where it has all. */
  List<String> additions(Connection connection, SqlNames names) throws SQLException {
    Set<String> present = new LinkedHashSet<>();
    DatabaseMetaData metadata = connection.getMetaData();
    try (ResultSet columns =
        metadata.getColumns(
            connection.getCatalog(), names.schema(connection), names.form().stored(name), null)) {
      while (columns.next()) {
        if (columns.getString("TABLE_NAME").equals(names.form().stored(name))) {
          present.add(columns.getString("COLUMN_NAME"));
        }
      }
    }
    return fields().stream()
        .filter(field -> !present.contains(names.form().stored(field.name())))
        .map(
            field ->
                "ALTER TABLE "
                    + names.of(name)
                    + " ADD "
                    + names.form().quoted(field.name())
                    + " "
                    + names.form().type(field.dataType(), false))
        .toList();
  }

  /** Does what a run will do, to no row; the caller rolls it back. */
  void tryOut(Connection connection, SqlNames names) throws SQLException {
    delete(connection, names, "");
    String columns = columns(names.form());
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO "
              + names.of(name)
              + " ("
              + columns
              + ") SELECT "
              + columns
              + " FROM "
              + names.of(name)
              + " WHERE 1 = 0");
    }
  }

  /** Takes the rows of a run off. */
  void delete(Connection connection, SqlNames names, String runId) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "DELETE FROM " + names.of(name) + " WHERE " + names.form().quoted(RUN_ID) + " = ?")) {
      statement.setString(1, runId);
      statement.executeUpdate();
    }
  }

  /** Adds rows, each with its values in the order of the schema. */
  void insert(Connection connection, SqlNames names, Iterator<@Nullable Object[]> rows)
      throws SQLException {
    List<StructField> fields = fields();
    String marks = String.join(", ", Collections.nCopies(fields.size(), "?"));
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO "
                + names.of(name)
                + " ("
                + columns(names.form())
                + ") VALUES ("
                + marks
                + ")")) {
      int number = 0;
      while (rows.hasNext()) {
        set(statement, names.form(), fields, rows.next(), ++number);
        statement.addBatch();
        if (number % BATCH == 0) {
          statement.executeBatch();
        }
      }
      statement.executeBatch();
    }
  }

  private void set(
      PreparedStatement statement,
      SqlForm form,
      List<StructField> fields,
      @Nullable Object[] row,
      int number)
      throws SQLException {
    for (int i = 0; i < row.length; i++) {
      form.set(statement, i + 1, fields.get(i).dataType(), row[i]);
    }
    if (isNumbered) {
      statement.setInt(row.length + 1, number);
    }
  }

  private String columns(SqlForm form) {
    return fields().stream().map(it -> form.quoted(it.name())).collect(Collectors.joining(", "));
  }
}
