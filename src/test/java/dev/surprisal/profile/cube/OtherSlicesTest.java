package dev.surprisal.profile.cube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.profile.Profile;
import dev.surprisal.profile.row.RowStatus;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.state.StateUpdater;
import dev.surprisal.profile.time.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Windows that each kept other slices, brought to the same ones. */
class OtherSlicesTest {

  private static final Layout LAYOUT = new Layout(2, ZeroPolicy.DEFAULT, 0);
  private static final List<String> SET = List.of("country");

  private static TimeRange day(int day) {
    return new TimeRange(
        Instant.parse("2026-04-0" + day + "T00:00:00Z"),
        Instant.parse("2026-04-0" + (day + 1) + "T00:00:00Z"));
  }

  private static Cell cell(int day, String country, int rows, int folded) {
    StateUpdater fold = StateUpdater.of(LAYOUT);
    long[] state = fold.layout().empty();
    for (int i = 0; i < rows; i++) {
      fold.count(state, RowStatus.DUPLICATE);
    }
    byte[] bytes = Profile.of(LAYOUT, state).encode();
    Slice slice = new Slice(SET, List.of(country));
    return new Cell(day(day), "v1", slice, folded, new StoredProfile(LAYOUT, bytes));
  }

  private static Map<String, Long> rows(List<Cell> cells) {
    return cells.stream()
        .collect(
            Collectors.groupingBy(
                cell -> String.valueOf(cell.slice().values().get(0)),
                Collectors.summingLong(cell -> cell.profile().open().read())));
  }

  @Test
  void whereNoWindowHasOthersEverySliceStays() {
    List<OtherSlices> told = new ArrayList<>();
    List<Cell> cells = List.of(cell(1, "DE", 5, 0), cell(2, "FR", 3, 0), cell(2, "other", 1, 0));

    assertThat(OtherSlices.agreed(cells, told)).isEqualTo(cells);
    assertThat(told).isEmpty();
  }

  @Test
  void whatOneWindowAddedUpIsAddedUpInAll() {
    List<OtherSlices> told = new ArrayList<>();
    List<Cell> cells =
        List.of(
            cell(1, "DE", 50, 0),
            cell(1, "FR", 30, 0),
            cell(1, "JP", 2, 0),
            cell(2, "DE", 40, 0),
            cell(2, "JP", 20, 0),
            cell(2, "other", 7, 3));

    assertThat(rows(OtherSlices.agreed(cells, told)))
        // FR's rows of the second day are unknown, JP's are not.
        .isEqualTo(Map.of("DE", 90L, "JP", 22L, "other", 37L));
    assertThat(told).containsExactly(new OtherSlices(SET, 2, 3, 37, 149));
  }

  @Test
  void aValueCalledOtherJoinsThem() {
    List<Cell> cells = List.of(cell(1, "DE", 5, 0), cell(1, "other", 4, 2), cell(2, "other", 3, 0));

    assertThat(rows(OtherSlices.agreed(cells, new ArrayList<>())))
        .isEqualTo(Map.of("DE", 5L, "other", 7L));
  }
}
