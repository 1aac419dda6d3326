package dev.surprisal.drift.narrative;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.drift.attribution.Attribution;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.cube.Slice;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DriversTest {

  private static Attribution.Part part(String day, double within, long rows) {
    return new Attribution.Part(
        new Slice(List.of("day"), List.of(day)), 0, within, 0.01, rows, rows);
  }

  private static String sentence(Attribution.Part... parts) {
    double total = Stream.of(parts).mapToDouble(Attribution.Part::contribution).sum();
    Attribution attribution =
        new Attribution(
            ComparisonKind.LOG_LOSS, "v1", List.of("day"), "nats", total, 0, total, List.of(parts));
    return new Drivers(InformationUnit.NATS, List.of(attribution)).sentence().orElseThrow();
  }

  @Test
  void theSliceThatBrokeIsNamed() {
    assertThat(sentence(part("Monday", 0.5, 100), part("Tuesday", -0.01, 100)))
        .isEqualTo("Of this, 0.500 nats where day = Monday (50.0 % of the rows).");
  }

  /** All broke; the worst is not the place to look for the cause. */
  @Test
  void whereAllSlicesBrokeNoneIsNamedAsThePlace() {
    assertThat(
            sentence(
                part("Tuesday", 0.30, 100), part("Monday", 0.40, 100), part("Sunday", 0.30, 200)))
        .isEqualTo(
            "No slice stands out: the most is 40.0 % of this where day = Monday, 25.0 % of the"
                + " rows.");
  }
}
