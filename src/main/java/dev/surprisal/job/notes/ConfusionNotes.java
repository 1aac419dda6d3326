package dev.surprisal.job.notes;

import dev.surprisal.profile.Profile;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.section.Confusion;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is confused most, in a sentence for each version: there is no matrix of many classes.
 *
 * @param classes the classes, in order
 */
public record ConfusionNotes(List<String> classes) {

  private static final int MOST = 5;

  public ConfusionNotes {
    classes = List.copyOf(classes);
  }

  /** The sentence on the current range of a version, where the series is that of all its rows. */
  public List<String> notes(Series series) {
    return series.slice().isAll() ? note(series.version(), series.current()) : List.of();
  }

  private List<String> note(@Nullable String version, Profile profile) {
    List<Confusion> confusions = profile.topConfusions(MOST);
    if (confusions.isEmpty()) {
      return List.of();
    }
    String what = confusions.stream().map(this::describe).collect(Collectors.joining("; "));
    String of = version == null ? "" : " of " + version;
    return List.of("Most frequent confusions" + of + " in the current range: " + what + ".");
  }

  private String describe(Confusion it) {
    String rows =
        it.atLeast() == it.atMost()
            ? String.format(Locale.ROOT, "%,.0f rows", it.atLeast())
            : String.format(Locale.ROOT, "%,.0f to %,.0f rows", it.atLeast(), it.atMost());
    return classes.get(it.label())
        + " predicted as "
        + classes.get(it.predicted())
        + " ("
        + rows
        + ")";
  }
}
