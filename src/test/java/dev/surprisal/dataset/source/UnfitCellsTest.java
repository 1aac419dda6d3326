package dev.surprisal.dataset.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.SparkTest;
import dev.surprisal.dataset.source.RejectedValues.Value;
import dev.surprisal.dataset.source.UnfitCells.Use;
import dev.surprisal.dataset.spec.SourceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cells of CSV and JSON that are not of their column's type, each as it stands in the file. */
class UnfitCellsTest extends SparkTest {

  private static final String SCHEMA = "id BIGINT, at TIMESTAMP, p DOUBLE, label INT";

  private static final List<Use> USES =
      List.of(
          new Use("predictions.label", List.of("label"), false),
          new Use("columns", List.of("p * 2"), false),
          new Use("predictions.probability", List.of("p"), true),
          new Use("predictions.timestamp", List.of("at"), true));

  @TempDir private Path directory;

  private SourceSpec source(String format, Map<String, String> options) {
    return new SourceSpec(format, directory.toString(), null, options, SCHEMA);
  }

  private List<UnfitColumn> look(String format, Map<String, String> options, String... lines)
      throws IOException {
    Files.writeString(directory.resolve("1." + format), String.join("\n", lines) + "\n");
    Input input =
        Input.open(spark(), "predictions", source(format, options), new ArrayList<>())
            .orElseThrow();
    return UnfitCells.of("predictions", input, USES, "at is null or at > '2026-01-01'");
  }

  @Test
  void cellsThatFitAndThoseOfNobodyAreNone() throws IOException {
    assertThat(
            look(
                "csv",
                Map.of("header", "true"),
                "id,at,p,label",
                "x,2026-01-02,0.5,1",
                "2,2026-01-02,,",
                "3,2026-01-02,NaN",
                "4,2026-01-02,1e-3,0,more"))
        .isEmpty();
  }

  @Test
  void theyAreTheCellsOfCsvByItsOptionsAndHeader() throws IOException {
    List<UnfitColumn> unfit =
        look(
            "csv",
            Map.of("header", "true", "sep", ";", "nullValue", "NA", "quote", "'"),
            "label;note;P;at;id",
            "1.0;'a;b';NA;2026-01-02;1",
            "1.0;;0,5;2026-01-02;2",
            "'yes; really';;0.5;2026-01-02;3",
            "NA;;0.5;2026-01-02;4",
            "  ;;0.5;2026-01-02;5",
            "0;;0.5;2026-01-02;6",
            "nobody's;;0.5;2025-01-02;7");

    assertThat(unfit).extracting(UnfitColumn::name).containsExactly("label", "p");
    assertThat(unfit.get(0))
        .isEqualTo(
            new UnfitColumn(
                "predictions.label",
                "label",
                "predictions",
                true,
                "INT",
                true,
                false,
                3,
                6,
                List.of(new Value("1.0", 2), new Value("yes; really", 1))));
    assertThat(unfit.get(1).key()).isEqualTo("columns");
    assertThat(unfit.get(1).rejects()).isFalse();
    assertThat(unfit.get(1).isPlain()).isFalse();
    assertThat(unfit.get(1).mostFrequent()).containsExactly(new Value("0,5", 1));
  }

  @Test
  void theyAreTheCellsOfJson() throws IOException {
    List<UnfitColumn> unfit =
        look(
            "json",
            Map.of(),
            "{\"label\": 1.0, \"at\": \"2026-01-02\"}",
            "{\"label\": true, \"at\": \"2026-01-02\", \"id\": 1}",
            "{\"label\": \"1\", \"at\": \"2026-01-02\"}",
            "{\"label\": \"\", \"at\": \"2026-01-02\"}",
            "{\"label\": null, \"at\": \"Monday\", \"p\": {\"q\": 1}}",
            "{\"label\": 1, \"at\": \"2026-01-02\", \"p\": 1}",
            "{\"label\": \"lo");

    assertThat(unfit).extracting(UnfitColumn::name).containsExactly("at", "p", "label");
    assertThat(unfit.get(0).mostFrequent()).containsExactly(new Value("Monday", 1));
    assertThat(unfit.get(1).mostFrequent()).containsExactly(new Value("{\"q\":1}", 1));
    assertThat(unfit.get(2).mostFrequent())
        .containsExactly(new Value("1", 1), new Value("1.0", 1), new Value("true", 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "csv | a INT | - | true",
        "JSON | a INT | - | true",
        "csv | - | - | false",
        "parquet | a INT | - | false",
        "csv | a INT | mode=PERMISSIVE | false",
        "json | a INT | MODE=dropmalformed | false",
        "json | a INT | multiLine=true | false",
        "csv | a INT | multiLine=true | true",
        "csv | a INT, _corrupt_record STRING | - | false",
        "csv | a INT, bad STRING | columnNameOfCorruptRecord=bad | false",
        "csv | a INT, _corrupt_record STRING | columnNameOfCorruptRecord=bad | true",
        "csv | a NUMBER | - | false",
      })
  void itIsOursToSayWhereNobodySaidIt(
      String format, @Nullable String schema, @Nullable String option, boolean isOurs) {
    Map<String, String> options =
        option == null ? Map.of() : Map.of(option.split("=")[0], option.split("=")[1]);
    SourceSpec source = new SourceSpec(format, "x", null, options, schema);

    assertThat(StrictReading.isOurs(source)).isEqualTo(isOurs);
    assertThat(StrictReading.of(spark(), source)).isEqualTo(source);
    SourceSpec strict = StrictReading.strictly(spark(), () -> StrictReading.of(spark(), source));
    assertThat(strict.equals(source)).isEqualTo(!isOurs);
  }
}
