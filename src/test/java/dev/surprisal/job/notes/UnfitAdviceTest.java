package dev.surprisal.job.notes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.dataset.source.InputProblem;
import dev.surprisal.dataset.source.RejectedValues.Value;
import dev.surprisal.dataset.source.UnfitColumn;
import dev.surprisal.dataset.spec.CheckPolicy;
import dev.surprisal.dataset.spec.DuplicatePolicy;
import dev.surprisal.dataset.spec.LabelSpec;
import dev.surprisal.dataset.spec.PredictionSpec;
import dev.surprisal.dataset.spec.ProbabilitySpec;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.dataset.spec.SourceSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What to write for cells that are not of their column's type. */
class UnfitAdviceTest {

  private static final SourceSpec SOURCE = new SourceSpec("csv", "x", null, Map.of(), null);

  private static Scoring scoring(boolean hasLabels) {
    return new Scoring(
        List.of("no", "yes"),
        new PredictionSpec(
            SOURCE,
            List.of("id"),
            ProbabilitySpec.ofColumns(Map.of("yes", "x"), ProbabilitySpec.Scale.PROBABILITY),
            "at",
            null,
            hasLabels ? null : "label",
            DuplicatePolicy.LATEST,
            null,
            List.of()),
        hasLabels
            ? new LabelSpec(
                SOURCE, List.of("id"), "label", null, DuplicatePolicy.LATEST, null, List.of())
            : null,
        null,
        List.of(),
        List.of(),
        CheckPolicy.DEFAULT,
        "predictions");
  }

  private static InputProblem problem(
      String key, String type, boolean isCsv, boolean hasLabels, String... values) {
    String dataset = key.contains(".") ? key.substring(0, key.indexOf('.')) : "predictions";
    List<Value> frequent = Arrays.stream(values).map(value -> new Value(value, 1_000)).toList();
    return new UnfitAdvice(
            scoring(hasLabels),
            new UnfitColumn(key, "x", dataset, isCsv, type, true, false, 5_000, 9_000, frequent))
        .problem();
  }

  @Test
  void theWholeMessage() {
    assertThat(problem("predictions.label", "INT", true, false, "1.0", "yes "))
        .isEqualTo(
            new InputProblem(
                "predictions.label",
                "Invalid predictions.label: x (is declared INT in predictions.schema, but 5,000 of"
                    + " 9,000 rows have other values, which would be read as null: 1.0 (1,000),"
                    + " \"yes \" (1,000) and others (3,000); declare it STRING there; text labels"
                    + " are parsed)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "labels.label | INT | NA n/a | write labels.unlabelled: [\"NA\", \"n/a\"]",
        "labels.label | INT | NA 1.0 | text labels are parsed",
        "labels.key | BIGINT | 7.0 8. | try_cast(regexp_replace(x, '[.]0*$', '') as bigint)",
        "labels.key | BIGINT | 7.0 A8 | make the matching keys text, too",
        "labels.timestamp | TIMESTAMP | 1767225600 | BIGINT there and write labels.timestamp:"
            + " timestamp_seconds(x)",
        "labels.timestamp | DATE | 1767225600000 | timestamp_millis(x)",
        "labels.timestamp | DATE | 31.12.2026 | try_to_timestamp(x, 'dd.MM.yyyy HH:mm')",
        "predictions.probability | DOUBLE | 0,5 1,0 | try_cast(replace(x, ',', '.') as double) in",
        "predictions.probability | DOUBLE | 5% 5,5% | replace(replace(x, '%', ''), ',', '.') as"
            + " double) / 100 in predictions.probability",
        "predictions.probability | DOUBLE | high | declare it STRING there; numbers stored as text",
        "predictions.probability | ARRAY<DOUBLE> | [\"a\"] | declare its elements STRING there",
        "predictions.weight | INT | 1.5 | declare it DOUBLE there)",
        "columns | INT | 1.5 2e3 | declare it DOUBLE there)",
        "columns | DOUBLE | 1,5 | try_cast(replace(x, ',', '.') as double) in columns",
        "columns | DOUBLE | NA | add nullValue: \"NA\" to predictions.options",
        "columns | DOUBLE | NA null | try_cast(x as double) in columns",
        "columns | BOOLEAN | Yes | declare it STRING there)",
        "slices | INT | 1.0 | declare it DOUBLE there)",
        "slices | INT | a | declare it STRING there)",
        "predictions.version | INT | v1 | declare it STRING there)",
      })
  void theRemedyIsForExactlyTheseValues(String key, String type, String values, String remedy) {
    assertThat(problem(key, type, true, true, values.split(" ")).message()).contains(remedy);
  }

  @Test
  void jsonHasNoWordForNull() {
    assertThat(problem("slices", "INT", false, true, "NA").message())
        .endsWith("; declare it STRING there)");
  }

  @Test
  void aKeyThatIsMatchedWithNothingNeedsNoMore() {
    assertThat(problem("predictions.key", "BIGINT", true, false, "A8").message())
        .endsWith("; declare it STRING there)");
  }
}
