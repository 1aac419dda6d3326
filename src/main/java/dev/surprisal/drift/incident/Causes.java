package dev.surprisal.drift.incident;

import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.incident.Places.Relation;
import dev.surprisal.profile.cube.Slice;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gathers episodes into causes. Of each version: first what all rows show, each at its place; then
 * what is left and is neither at a place that is known nor an echo of one, the loudest first. At
 * last causes of one place whose windows coincide are one, and so are those of inputs, labels and
 * data quality of several versions.
 */
final class Causes {

  /** Slices that are tried as the place of a change. */
  private static final int MOST_TRIED = 24;

  private final Episodes episodes;
  private final Places places;
  private final int windows;
  private final Map<Slice, Long> rows = new HashMap<>();
  private final List<Cause> causes = new ArrayList<>();
  private final List<Finding> outside = new ArrayList<>();

  Causes(Episodes episodes, Effects effects, List<Finding> findings) {
    this.episodes = episodes;
    this.places = new Places(effects);
    this.windows = Math.max(1, episodes.windows().size());
    findings.forEach(it -> rows.merge(it.slice(), it.currentRows(), Math::max));
  }

  /** The alerts that belong to no cause. */
  List<Finding> outside() {
    return outside;
  }

  /** The causes, in no particular order. */
  List<Cause> find() {
    Set<@Nullable String> versions = new LinkedHashSet<>();
    episodes.all().forEach(it -> versions.add(it.version()));
    for (String version : versions) {
      find(version);
    }
    // One of several places that nothing alerts at, and whose alert of all rows another one has.
    causes.removeIf(it -> it.evidence().isEmpty() && it.echoes().isEmpty());
    mergeVersions();
    mergeCoinciding();
    addStrays();
    return causes;
  }

  private void find(@Nullable String version) {
    List<Episode> left = new ArrayList<>();
    episodes.all().stream().filter(it -> Objects.equals(version, it.version())).forEach(left::add);
    List<Episode> ofAllRows =
        left.stream()
            .filter(it -> it.slice().isAll())
            .sorted(
                Comparator.comparing(Episode::isGradual)
                    .thenComparing(it -> it.check().kind())
                    .thenComparing(Comparator.comparingInt(Episode::windows).reversed()))
            .toList();
    List<Episode> all = List.copyOf(left);
    for (Episode episode : ofAllRows) {
      left.remove(episode);
      place(episode, all);
    }
    while (!left.isEmpty()) {
      take(left);
      left.stream()
          .max(loudness())
          .ifPresent(
              it -> {
                left.remove(it);
                begin(it, all);
              });
    }
  }

  /** Finds the place of what all rows show. */
  private void place(Episode episode, List<Episode> all) {
    List<Slice> loud = loud(episode, all);
    BitSet extent = episode.extent(windows);
    Set<Slice> candidates = new LinkedHashSet<>();
    causes.stream()
        .filter(it -> it.versions().contains(episode.version()) && it.isDuring(episode, windows))
        .map(Cause::place)
        .filter(it -> !it.isAll())
        .forEach(candidates::add);
    candidates.addAll(loud);
    boolean isKnown = episode.check().kind().isLimit() || isOfAllRowsAlready(episode);
    for (Slice place :
        isKnown
            ? List.of(Slice.ALL)
            : within(
                episode,
                places.ofAllRows(episode.version(), episode.check(), extent, candidates, loud))) {
      Cause cause = cause(episode, place);
      if (place.isAll()) {
        cause.add(episode);
      } else {
        cause.claim(episode);
        if (isFirst(episode)) {
          cause.addEcho(episode, true);
        }
      }
    }
  }

  /** The same places, each narrowed down to a slice inside it where that is all of it. */
  private List<Slice> within(Episode episode, List<Slice> found) {
    return found.stream().map(place -> within(episode, place)).distinct().toList();
  }

  private Slice within(Episode episode, Slice place) {
    if (place.isAll()) {
      return place;
    }
    List<Slice> inside =
        rows.keySet().stream()
            .filter(it -> it.isIn(place) && !it.equals(place))
            .sorted(Comparator.comparing((Slice it) -> rows.get(it)).thenComparing(it -> it))
            .limit(MOST_TRIED)
            .toList();
    return places.within(
        episode.version(), place, episode.check(), episode.extent(windows), inside);
  }

  /** Whether a cause of all rows is known that it belongs to. */
  private boolean isOfAllRowsAlready(Episode episode) {
    return causes.stream()
        .anyMatch(
            it ->
                it.place().isAll()
                    && it.versions().contains(episode.version())
                    && it.covers(episode.check())
                    && it.isDuring(episode, windows));
  }

  /** Whether no cause has it yet: that of several places is counted with the first. */
  private boolean isFirst(Episode episode) {
    return causes.stream().noneMatch(it -> it.echoes().contains(episode));
  }

  /** The slices that are loud in the same check at the same time, the smallest first. */
  private List<Slice> loud(Episode of, List<Episode> all) {
    Cause during = new Cause(of.slice());
    during.add(of);
    return all.stream()
        .filter(it -> !it.slice().isAll() && it.check().equals(of.check()))
        .filter(it -> during.isDuring(it, windows))
        .map(Episode::slice)
        .distinct()
        .sorted(
            Comparator.comparing((Slice it) -> rows.getOrDefault(it, 0L)).thenComparing(it -> it))
        .limit(MOST_TRIED)
        .toList();
  }

  /** The cause of a place that an episode belongs to: one that is there, or a new one. */
  private Cause cause(Episode episode, Slice place) {
    for (Cause cause : causes) {
      if (cause.place().equals(place)
          && cause.versions().contains(episode.version())
          && cause.covers(episode.check())) {
        return cause;
      }
    }
    Cause cause = new Cause(place);
    causes.add(cause);
    return cause;
  }

  /** Takes from what is left all that is at a known place, or an echo of one. */
  private void take(List<Episode> left) {
    Iterator<Episode> each = left.iterator();
    while (each.hasNext()) {
      Episode episode = each.next();
      if (isTaken(episode)) {
        each.remove();
      }
    }
  }

  private boolean isTaken(Episode episode) {
    List<Cause> related =
        causes.stream()
            .filter(it -> it.versions().contains(episode.version()) && it.covers(episode.check()))
            .toList();
    for (Cause cause : related) {
      // Whenever: what comes back is the same.
      if (episode.slice().equals(cause.place())) {
        cause.add(episode);
        return true;
      }
    }
    List<Cause> during =
        related.stream()
            .filter(it -> it.isDuring(episode, windows))
            .filter(it -> !episode.slice().isDisjointFrom(it.place()))
            .toList();
    return during.stream().anyMatch(it -> isEcho(episode, List.of(it), it, Relation.ECHO))
        // Of two at once neither leaves the other's rows quiet.
        || during.size() > 1 && isEcho(episode, during, during.get(0), Relation.ECHO)
        || during.stream().anyMatch(it -> isEcho(episode, List.of(it), it, Relation.LIKELY_ECHO));
  }

  /** Adds an episode as an echo of some causes, counted with one, if it is that to them. */
  private boolean isEcho(Episode episode, List<Cause> of, Cause with, Relation as) {
    if (relation(episode, of) != as) {
      return false;
    }
    with.addEcho(episode, as == Relation.ECHO);
    return true;
  }

  private Relation relation(Episode episode, List<Cause> of) {
    Set<Slice> at = of.stream().map(Cause::place).collect(Collectors.toSet());
    if (episode.check().kind().isLimit()) {
      return at.stream().anyMatch(episode.slice()::isIn) ? Relation.ECHO : Relation.NONE;
    }
    return places.relation(
        episode.version(), episode.slice(), at, episode.check(), episode.extent(windows));
  }

  /** By what is most: windows that alert, then rows. */
  private Comparator<Episode> loudness() {
    return Comparator.comparingInt(Episode::windows)
        .thenComparing(Comparator.comparing((Episode it) -> it.check().kind()).reversed())
        .thenComparing(it -> rows.getOrDefault(it.slice(), 0L))
        .thenComparing(Comparator.comparing(Episode::slice).reversed());
  }

  /** Begins a cause at the place of what is loudest of all that is left. */
  private void begin(Episode episode, List<Episode> all) {
    Slice place =
        episode.check().kind().isLimit()
            ? episode.slice()
            : within(
                episode,
                places.around(
                    episode.version(),
                    episode.slice(),
                    episode.check(),
                    episode.extent(windows),
                    loud(episode, all)));
    Cause cause = around(episode, place);
    if (place.equals(episode.slice())) {
      cause.add(episode);
    } else {
      cause.addEcho(episode, true);
    }
  }

  /** The cause that a place belongs to: one whose place it lies in at that time, or its own. */
  private Cause around(Episode episode, Slice place) {
    return causes.stream()
        .filter(it -> it.versions().contains(episode.version()) && it.covers(episode.check()))
        .filter(it -> !place.equals(episode.slice()) && place.isIn(it.place()))
        .filter(it -> it.isDuring(episode, windows))
        .findFirst()
        .orElseGet(() -> cause(episode, place));
  }

  /** Inputs and labels are the same rows' for every version that scores them. */
  private void mergeVersions() {
    mergeWhere(
        (one, other) ->
            !one.isOfModel()
                && !other.isOfModel()
                && !one.versions().equals(other.versions())
                && one.place().equals(other.place())
                && one.evidence().stream().anyMatch(it -> other.covers(it.check()))
                && one.coincides(other, windows));
  }

  private void mergeCoinciding() {
    mergeWhere(
        (one, other) ->
            one.place().equals(other.place())
                && one.versions().stream().anyMatch(other.versions()::contains)
                && !(one.isOfModel() && other.isOfModel())
                && one.coincides(other, windows));
  }

  private interface Same {
    boolean test(Cause one, Cause other);
  }

  private void mergeWhere(Same same) {
    for (int i = 0; i < causes.size(); i++) {
      for (int j = causes.size() - 1; j > i; j--) {
        if (same.test(causes.get(i), causes.get(j))) {
          causes.get(i).merge(causes.remove(j));
        }
      }
    }
  }

  /** A single alert of a series that an incident has joins it; others are outside. */
  private void addStrays() {
    for (Finding stray : episodes.strays()) {
      causes.stream()
          .filter(it -> it.hasSeries(stray))
          .findFirst()
          .ifPresentOrElse(it -> it.addStray(stray), () -> outside.add(stray));
    }
  }
}
