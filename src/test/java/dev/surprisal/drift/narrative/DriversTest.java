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
        .isEqualTo(
            "day=Monday (50.0 % of rows) accounts for the whole increase (+0.500 of +0.490 nats;"
                + " the other slice improved slightly).");
  }

  /** All broke; the worst is not the place to look for the cause. */
  @Test
  void whereAllSlicesBrokeNoneIsNamedAsThePlace() {
    assertThat(
            sentence(
                part("Tuesday", 0.30, 100), part("Monday", 0.40, 100), part("Sunday", 0.30, 200)))
        .isEqualTo(
            "No single slice explains the increase: the largest contribution is 40.0 % from"
                + " day=Monday (25.0 % of rows).");
  }

  @Test
  void aPartIsToldOfTheWhole() {
    assertThat(
            sentence(part("Monday", 0.3, 100), part("Tuesday", 0.02, 100), part("Sunday", 0, 200)))
        .isEqualTo(
            "day=Monday (25.0 % of rows) accounts for 93.8 % of the increase (+0.300 of +0.320"
                + " nats).");
  }

  /** Some of the others did worse: that they improved would be no true word. */
  @Test
  void othersImprovedOnlyWhereEachDid() {
    assertThat(
            sentence(
                part("Monday", 0.5, 100), part("Tuesday", 0.1, 300), part("Sunday", -0.2, 100)))
        .endsWith("the whole increase (+0.500 of +0.400 nats; the other slices together −0.100).");
  }
}
