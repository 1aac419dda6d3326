package dev.surprisal.report.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What the page on tables says. */
final class TablePage {

  private static final Path PAGE = Path.of("src/site/markdown/tables.md");
  private static final Pattern QUERY = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);
  private static final Pattern COLUMN =
      Pattern.compile("^\\| `(\\w+)` \\| ([^|]+) \\| [^|]+ \\|$", Pattern.MULTILINE);

  private TablePage() {}

  /** The queries that it shows. */
  static List<String> queries() {
    return QUERY.matcher(text()).results().map(it -> it.group(1)).toList();
  }

  /** The columns that it lists of a table, with their types. */
  static List<String> columns(String table) {
    String section = text().split("\n### " + table + "\n", 2)[1].split("\n##", 2)[0];
    return COLUMN
        .matcher(section)
        .results()
        .map(it -> it.group(1) + " " + it.group(2).strip())
        .toList();
  }

  private static String text() {
    try {
      return Files.readString(PAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
