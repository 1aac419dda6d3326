package dev.surprisal.dataset.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.surprisal.SparkTest;
import dev.surprisal.dataset.Datasets;
import dev.surprisal.dataset.spec.DuplicatePolicy;
import dev.surprisal.dataset.spec.ProbabilitySpec;
import dev.surprisal.dataset.spec.SourceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a source or its schema is told at once, before a row is read. */
class InputProblemsTest extends SparkTest {

  private static final String ROWS =
      "select 1L as id, array(0.5D, 0.5D) as q, timestamp'2026-05-03 10:00:00' as scored_at,"
          + " 'a' as city, 1 as hits";

  @TempDir private Path directory;
  private Datasets datasets;

  @BeforeEach
  void open() {
    datasets = Datasets.in(spark(), directory).timestamp("scored_at").of(ROWS);
  }

  private static List<String> problems(Datasets datasets) {
    InputRefusedException refused =
        catchThrowableOfType(InputRefusedException.class, datasets::checked);
    assertThat(refused).as("refused").isNotNull();
    return refused.problems().stream().map(InputProblem::message).toList();
  }

  @Test
  void namesTheNearestColumn() {
    assertThat(problems(datasets.timestamp("scored")))
        .containsExactly(
            "Invalid predictions.timestamp: scored (must be a column of predictions or an SQL"
                + " expression; did you mean scored_at?; it has id, q, scored_at, city, hits)");
  }

  @Test
  void whatIsAnotherEachTimeItIsReadIsRefused() {
    String constraint = " (must be deterministic)";
    assertThat(problems(datasets.dimensions("city", "int(10 * rand())", "input_file_name()")))
        .containsExactly(
            "Invalid slices: int(10 * rand())" + constraint,
            "Invalid slices: input_file_name()" + constraint);
  }

  @Test
  void tellsAllProblemsOfBothDatasetsAtOnce() {
    datasets.of("labels", "select 'x' as id, date'2026-05-03' as label, 3 as seen");
    Datasets wrong =
        datasets
            .probability(ProbabilitySpec.ofColumn("hits", ProbabilitySpec.Scale.PROBABILITY))
            .timestamp("hits")
            .version("modell")
            .dimensions("city", "citty")
            .columns("city", "hits", "scored_at")
            .key(DuplicatePolicy.LATEST, "id")
            .labelsById(DuplicatePolicy.LATEST, "seen");
    String has = "it has id, q, scored_at, city, hits)";
    assertThat(problems(wrong))
        .containsExactlyInAnyOrder(
            "Invalid predictions.probability: hits (must be array<double>, array<float>, an MLlib"
                + " vector, map<string,double> or a struct with a field for each class, but is int;"
                + " if it is the probability of one class, say which: {UP: …})",
            "Invalid predictions.timestamp: hits (must be a timestamp, a date or text, but is int;"
                + " for a number since 1970 write timestamp_seconds(hits), timestamp_millis(hits)"
                + " or timestamp_micros(hits), for a year make_timestamp(hits, 1, 1, 0, 0, 0))",
            "Invalid predictions.version: modell (must be a column of predictions or an SQL"
                + " expression; "
                + has,
            "Invalid slices: citty (must be a column of predictions or an SQL expression; did you"
                + " mean city?; "
                + has,
            "Invalid columns: scored_at (must be numeric, or for categories string or boolean, but"
                + " is timestamp; write an SQL expression that gives one of these, such as"
                + " hour(scored_at) for the time of day, or, for times that do not advance with"
                + " those of the rows, unix_seconds(scored_at))",
            "Invalid labels.key: id (is string, but must have the type of predictions.key id,"
                + " bigint; write cast(id as bigint))",
            "Invalid labels.label: label (must be a class name, a class index, a boolean or a"
                + " distribution, but is date)",
            "Invalid labels.timestamp: seen (must be a timestamp, a date or text, but is int; for a"
                + " number since 1970 write timestamp_seconds(seen), timestamp_millis(seen) or"
                + " timestamp_micros(seen), for a year make_timestamp(seen, 1, 1, 0, 0, 0))");
  }

  @Test
  void refusesWhatHasNotOneValueForEachRow() {
    for (String text : List.of("max(city)", "explode(q)", "row_number() over (order by id)", "*")) {
      assertThat(problems(datasets.dimensions(text)))
          .singleElement()
          .asString()
          .startsWith(
              "Invalid slices: " + text + " (must be an SQL expression over the columns of");
    }
  }

  @Test
  void refusesKeysThatAreNoSingleValue() {
    assertThat(problems(datasets.key(DuplicatePolicy.LATEST, "id", "q")))
        .containsExactly(
            "Invalid predictions.key: q (must be a single value, such as a number or text, but is"
                + " array<double>)");
  }

  @Test
  void refusesAStructWithoutAClass() {
    datasets.of("select named_struct('UP', 1D) as q, current_timestamp() as scored_at");
    assertThat(problems(datasets))
        .containsExactly(
            "Invalid predictions.probability: q (must have a number for each of DOWN, UP, but is"
                + " struct<UP:double>)");
  }

  @Test
  void refusesABooleanOfThreeClasses() {
    Datasets three = datasets.classes("A", "B", "C").label("hits > 0");
    assertThat(problems(three))
        .containsExactly(
            "Invalid predictions.label: hits > 0 (is boolean, which needs a model of two classes:"
                + " false is the first, true the second)");
  }

  @Test
  void tellsAMissingPath() {
    assertThat(problems(datasets.files("parquet", Map.of(), null)))
        .containsExactly(
            "Invalid predictions.path: " + datasets.path("predictions") + " (does not exist)");
  }

  @Test
  void tellsAMissingTable() {
    assertThat(
            problems(datasets.source(new SourceSpec("parquet", null, "nowhere", Map.of(), null))))
        .containsExactly("Invalid predictions.table: nowhere (does not exist)");
  }

  @Test
  void tellsAnEmptyFolder() throws IOException {
    Files.createDirectory(Path.of(datasets.path("predictions")));
    for (String format : List.of("parquet", "orc", "csv", "json")) {
      assertThat(problems(datasets.files(format, Map.of(), null)))
          .containsExactly(
              "Invalid predictions.path: "
                  + datasets.path("predictions")
                  + " (holds no "
                  + format
                  + " file that a schema could be read from)");
    }
  }

  @Test
  void tellsAnUnknownFormat() {
    assertThat(problems(datasets.files("parquett", Map.of(), null)))
        .containsExactly(
            "Invalid predictions.path: "
                + datasets.path("predictions")
                + " (there is no Spark source named parquett on the class path)");
  }

  @Test
  void tellsAFileThatIsNotOfItsFormat() throws IOException {
    Path file = Files.createDirectory(Path.of(datasets.path("predictions"))).resolve("a.parquet");
    Files.writeString(file, "this is no Parquet file, as its end shows");
    assertThat(problems(datasets.files("parquet", Map.of(), null)))
        .singleElement()
        .asString()
        .startsWith(
            "Invalid predictions.path: "
                + datasets.path("predictions")
                + " (a file cannot be read: ")
        .contains("a.parquet is not a Parquet file");
  }

  @Test
  void tellsASchemaThatIsNone() {
    assertThat(problems(datasets.files("csv", Map.of(), "id BIGINT q")))
        .singleElement()
        .asString()
        .startsWith("Invalid predictions.path: ")
        .contains("cannot be opened as csv: ");
  }
}
