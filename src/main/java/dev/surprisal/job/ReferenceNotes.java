package dev.surprisal.job;

import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.cube.Cube;
import dev.surprisal.profile.time.TimeRange.Side;
import dev.surprisal.store.StoredWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a report tells of a reference that is a dataset of its own. */
final class ReferenceNotes {

  private final Plan plan;

  ReferenceNotes(Plan plan) {
    this.plan = plan;
  }

  List<String> of(Cube cube, Profiles profiles) {
    List<String> notes = new ArrayList<>();
    if (plan.dataset() == null) {
      return notes;
    }
    if (plan.windows().reference().isAlways()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "The reference %s has no timestamp: its %,d rows form one window.",
              plan.predictions(Side.REFERENCE).source().place(),
              rows(profiles.reference())));
    }
    if (plan.windows().current().isAlways()) {
      notes.add("The predictions have no timestamp: all current rows form one window.");
    }
    notes.addAll(versions(cube));
    return notes;
  }

  /** Rows of one set of slices, in windows or not. */
  private static long rows(List<StoredWindow> windows) {
    return windows.stream()
        .flatMap(window -> Cell.ofOneSet(window.cells()).stream())
        .mapToLong(cell -> cell.profile().tally().read())
        .sum();
  }

  /** Versions that are compared with all rows though the reference tells versions. */
  private static List<String> versions(Cube cube) {
    Set<@Nullable String> reference = cube.referenceVersions();
    if (reference.stream().noneMatch(Objects::nonNull)) {
      return List.of();
    }
    String known =
        reference.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    return cube.versions().stream()
        .filter(version -> !reference.contains(version))
        .map(
            version ->
                String.format(
                    Locale.ROOT,
                    "%s has no rows in the reference dataset and is compared with all of its rows"
                        + " (versions there: %s).",
                    version,
                    known))
        .toList();
  }
}
