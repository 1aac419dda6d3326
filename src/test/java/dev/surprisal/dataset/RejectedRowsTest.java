package dev.surprisal.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.SparkTest;
import dev.surprisal.dataset.spec.DuplicatePolicy;
import dev.surprisal.dataset.spec.ProbabilitySpec;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rejected rows bear key, time, version, reason and what stood there. */
class RejectedRowsTest extends SparkTest {

  @TempDir private Path directory;

  @Test
  void tellsWhatStoodThere() {
    Datasets datasets =
        Datasets.in(spark(), directory)
            .of(
                "select *, 'm' as model from values (1, array(0.5D, null), '2026-05-03'), (null,"
                    + " array(0.5D, 0.5D), '2026-05-03'), (3, array(0.5D, 0.5D), 'yesterday'), (4,"
                    + " array(2D, double('NaN')), '2026-05-03'), (5, array(0.5D, 0.5D),"
                    + " '2026-05-03') as t(id, q, at)")
            .version("model")
            .key(DuplicatePolicy.LATEST, "id");
    assertThat(
            RejectedRows.of(datasets.checked()).drop("lowest", "highest", "total").collectAsList())
        .extracting(Object::toString)
        .containsExactlyInAnyOrder(
            "[1,2026-05-03,m,null_prediction,[0.5, null]]",
            "[null,2026-05-03,m,null_key,null]",
            "[3,yesterday,m,bad_timestamp,yesterday]",
            "[4,2026-05-03,m,nan,[2.0, NaN]]");
  }

  @Test
  void tellsEachColumnOfAClassAlsoWhereItIsNull() {
    Datasets datasets =
        Datasets.in(spark(), directory)
            .of("select '2026-05-03' as at, cast(null as double) as down, 0.5D as up")
            .probability(
                ProbabilitySpec.ofColumns(
                    Map.of("DOWN", "down", "UP", "up"), ProbabilitySpec.Scale.PROBABILITY));
    assertThat(RejectedRows.of(datasets.checked()).head().<String>getAs("value"))
        .contains("null")
        .contains("0.5");
  }
}
