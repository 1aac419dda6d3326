package dev.surprisal.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.SparkTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every query that a page shows runs, and gives the table that the page shows below it. */
class DocumentedQueriesTest extends SparkTest {

  private static final List<Path> PAGES =
      List.of(
          Path.of("README.md"),
          Path.of("src/site/markdown/cross-entropy-and-divergence.md"),
          Path.of("src/site/markdown/functions.md"));

  private static final String QUERY = "```sql\n";

  /** A query, and the table that follows it. */
  private static final Pattern EXAMPLE =
      Pattern.compile(QUERY + "(.*?)```\n\n```text\n(.*?)```", Pattern.DOTALL);

  record Example(Path page, String query, List<List<String>> table) {

    static Stream<Example> on(Path page) {
      return EXAMPLE.matcher(text(page)).results().map(found -> of(page, found));
    }

    private static Example of(Path page, MatchResult found) {
      return new Example(page, found.group(1), found.group(2).lines().map(Example::cells).toList());
    }

    /** The cells between the bars; a bar has blanks around it. */
    private static List<String> cells(String line) {
      String inner = line.replaceAll("^\\| +| +\\|$", "");
      return List.of(inner.split(" +\\| +", -1));
    }

    @Override
    public String toString() {
      return page.getFileName() + ": " + query.lines().findFirst().orElse("");
    }
  }

  static Stream<Path> pages() {
    return PAGES.stream();
  }

  static Stream<Example> examples() {
    return pages().flatMap(Example::on);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void aQueryGivesTheTableBelowIt(Example example) {
    Dataset<Row> result = spark().sql(example.query());
    List<String> columns = Arrays.asList(result.columns());
    Stream<List<String>> rows = result.collectAsList().stream().map(DocumentedQueriesTest::cells);
    assertThat(Stream.concat(Stream.of(columns), rows).toList()).isEqualTo(example.table());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyQueryHasItsTable(Path page) {
    long queries = Pattern.compile(QUERY).matcher(text(page)).results().count();
    assertThat(Example.on(page)).isNotEmpty().hasSize((int) queries);
  }

  /** H(p, q) − H(p) = D(p‖q), in the figures as they are shown. */
  @Test
  void theReadmeShowsTheIdentity() {
    List<List<String>> table = Example.on(Path.of("README.md")).findFirst().orElseThrow().table();
    assertThat(table.get(0))
        .containsExactly("unit", "H(p)", "H(p, q)", "H(p, q) - H(p)", "D(p || q)", "D(q || p)");
    assertThat(table).extracting(row -> row.get(0)).containsExactly("unit", "bits", "nats");
    assertThat(table.subList(1, 3)).allMatch(row -> row.get(3).equals(row.get(4)));
  }

  private static List<String> cells(Row row) {
    return IntStream.range(0, row.size()).mapToObj(i -> String.valueOf(row.get(i))).toList();
  }

  private static String text(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
