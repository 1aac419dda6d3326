package dev.surprisal.report.table;

import dev.surprisal.report.publication.HadoopOutput;
import dev.surprisal.report.publication.Output;
import dev.surprisal.tables.TableDirectory;
import dev.surprisal.tables.sink.OutputTables;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Files have no views, so that a file of statements stands beside them: {@code views.sql}. A
 * session of Spark SQL that has run it knows the tables and views by the names that a database has.
 */
final class ViewFile {

  static final String FILE_NAME = "views.sql";

  private final OutputTables tables;

  ViewFile(OutputTables tables) {
    this.tables = tables;
  }

  /** Writes it where it is not there, or another one is. */
  void write() throws IOException {
    byte[] text = text().getBytes(StandardCharsets.UTF_8);
    TableDirectory directory = tables.directory();
    Output output =
        HadoopOutput.of(directory.path(), directory.spark().sparkContext().hadoopConfiguration());
    if (output.exists(FILE_NAME)) {
      try (InputStream in = output.open(FILE_NAME)) {
        if (Arrays.equals(in.readAllBytes(), text)) {
          return;
        }
      }
    }
    String hidden = "." + FILE_NAME + "." + UUID.randomUUID();
    try (OutputStream out = output.create(hidden)) {
      out.write(text);
    }
    output.replace(hidden, FILE_NAME);
  }

  private String text() {
    StringBuilder text =
        new StringBuilder("-- Made by Surprisal: spark-sql -i " + FILE_NAME + "\n");
    for (ReportTable table : ReportTable.values()) {
      text.append('\n').append(tables.viewOf(table.label())).append('\n');
    }
    for (Map.Entry<String, String> view : ReportViews.of(UnaryOperator.identity()).entrySet()) {
      text.append("\nCREATE OR REPLACE TEMPORARY VIEW ")
          .append(view.getKey())
          .append(" AS\n")
          .append(view.getValue())
          .append(";\n");
    }
    return text.toString();
  }
}
