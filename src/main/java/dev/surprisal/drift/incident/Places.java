package dev.surprisal.drift.incident;

import dev.surprisal.drift.incident.Effects.Effect;
import dev.surprisal.drift.incident.Effects.Rows;
import dev.surprisal.profile.cube.Slice;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a change is: the smallest slice without which all other rows are quiet. What is loud only
 * because it has rows of that slice is an echo.
 */
final class Places {

  /** A rest that would still alarm is quiet if it has no more than this of the effect. */
  private static final double REMAINDER = 0.25;

  /** A rest that does not alarm may have too few rows to; it must have lost half of the effect. */
  private static final double HALF = 0.5;

  /** By how much an echo may differ from what it would be with the place's share in all rows. */
  private static final double UNEVENNESS = 2;

  /** More slices that are changed at the same time are no places of their own. */
  private static final int MOST_PLACES = 3;

  /** A slice must take this of the effect away to be worth looking for another one beside it. */
  private static final double WORTHWHILE = 0.2;

  private final Effects effects;

  Places(Effects effects) {
    this.effects = effects;
  }

  /** What a slice that is loud is to a place. */
  enum Relation {
    /** It has nothing of the place, or more than that. */
    NONE,
    /** It is no louder than its share of the place would make it, as far as can be told. */
    LIKELY_ECHO,
    /** What it has beside the place is quiet, or it lies inside. */
    ECHO
  }

  /**
   * The places of a change of all rows.
   *
   * @param version the version
   * @param check what is checked
   * @param extent the windows in which it is loud
   * @param candidates the slices that it may be in, those to be preferred first
   * @param loud the slices that are loud in the same check
   * @return slices that are disjoint; {@link Slice#ALL} where no few slices leave the rest quiet
   */
  List<Slice> ofAllRows(
      @Nullable String version,
      Check check,
      BitSet extent,
      Collection<Slice> candidates,
      Collection<Slice> loud) {
    Effect whole = effect(version, Slice.ALL, Set.of(), check, extent).orElse(Effect.UNKNOWN);
    if (!whole.isKnown()) {
      return List.of(Slice.ALL);
    }
    for (Slice candidate : candidates) {
      if (leaves(version, Set.of(candidate), check, extent, whole)
          && explainsItsParents(version, candidate, check, extent, loud)) {
        return List.of(candidate);
      }
    }
    return several(version, check, extent, candidates, whole).orElse(List.of(Slice.ALL));
  }

  /** Whether all rows are quiet without some slices, and are enough to tell. */
  private boolean leaves(
      @Nullable String version, Set<Slice> without, Check check, BitSet extent, Effect whole) {
    return effect(version, Slice.ALL, without, check, extent)
        .filter(rest -> rest.isKnown() && isQuiet(rest, whole))
        .isPresent();
  }

  /** Whether what is loud around a slice is quiet without it: else it is a part of the place. */
  private boolean explainsItsParents(
      @Nullable String version, Slice slice, Check check, BitSet extent, Collection<Slice> loud) {
    return loud.stream()
        .filter(it -> slice.isIn(it) && !slice.equals(it))
        .allMatch(it -> relation(version, it, Set.of(slice), check, extent) == Relation.ECHO);
  }

  /** Slices of one set of dimensions that leave the rest quiet together. */
  private Optional<List<Slice>> several(
      @Nullable String version,
      Check check,
      BitSet extent,
      Collection<Slice> candidates,
      Effect whole) {
    List<Slice> chosen = new ArrayList<>();
    double left = Math.abs(whole.size());
    while (chosen.size() < MOST_PLACES) {
      Slice best = null;
      double least = left;
      for (Slice candidate : candidates) {
        if (chosen.stream().allMatch(candidate::isDisjointFrom)) {
          double size = size(version, with(chosen, candidate), check, extent);
          if (size < least) {
            least = size;
            best = candidate;
          }
        }
      }
      if (best == null || left - least < WORTHWHILE * Math.abs(whole.size())) {
        return Optional.empty();
      }
      chosen.add(best);
      left = least;
      if (leaves(version, Set.copyOf(chosen), check, extent, whole)) {
        return Optional.of(chosen);
      }
    }
    return Optional.empty();
  }

  private static Set<Slice> with(List<Slice> chosen, Slice more) {
    List<Slice> all = new ArrayList<>(chosen);
    all.add(more);
    return Set.copyOf(all);
  }

  private double size(@Nullable String version, Set<Slice> without, Check check, BitSet extent) {
    return effect(version, Slice.ALL, without, check, extent)
        .map(Effect::size)
        .filter(it -> !it.isNaN())
        .map(Math::abs)
        .orElse(Double.POSITIVE_INFINITY);
  }

  /**
   * The place of a change that all rows do not show: the given slice, or one around it that is loud
   * without it, too.
   */
  Slice around(
      @Nullable String version, Slice slice, Check check, BitSet extent, Collection<Slice> loud) {
    Slice place = slice;
    List<Slice> larger =
        loud.stream()
            .filter(it -> slice.isIn(it) && !slice.equals(it) && !it.isAll())
            .sorted(Comparator.comparingInt((Slice it) -> it.dimensions().size()).reversed())
            .toList();
    for (Slice parent : larger) {
      if (place.isIn(parent)
          && relation(version, parent, Set.of(place), check, extent) == Relation.NONE) {
        place = parent;
      }
    }
    return place;
  }

  /**
   * The first of some slices inside a place without which its other rows are quiet, and are enough
   * to tell; the place itself where there is none. Such a slice need not alert: it has fewer rows.
   */
  Slice within(
      @Nullable String version, Slice place, Check check, BitSet extent, List<Slice> inside) {
    Effect whole = effect(version, place, Set.of(), check, extent).orElse(Effect.UNKNOWN);
    return inside.stream()
        .filter(
            it ->
                whole.isKnown()
                    && effect(version, place, Set.of(it), check, extent)
                        .filter(rest -> rest.isKnown() && isQuiet(rest, whole))
                        .isPresent())
        .findFirst()
        .orElse(place);
  }

  /** What a slice that is loud is to one place, or to several together. */
  Relation relation(
      @Nullable String version, Slice slice, Set<Slice> places, Check check, BitSet extent) {
    if (places.stream().anyMatch(slice::isIn)) {
      return Relation.ECHO;
    }
    if (places.stream().allMatch(slice::isDisjointFrom)) {
      return Relation.NONE;
    }
    Effect whole = effect(version, slice, Set.of(), check, extent).orElse(Effect.UNKNOWN);
    Optional<Effect> rest = effect(version, slice, places, check, extent);
    if (rest.isPresent()) {
      Effect left = rest.get();
      return !left.isKnown() || !whole.isKnown() || isQuiet(left, whole) || isNothing(left)
          ? Relation.ECHO
          : Relation.NONE;
    }
    return isOfTheSameSize(
            whole, effect(version, Slice.ALL, Set.of(), check, extent).orElse(Effect.UNKNOWN))
        ? Relation.LIKELY_ECHO
        : Relation.NONE;
  }

  private static boolean isQuiet(Effect rest, Effect whole) {
    double share = Math.abs(rest.size()) / Math.abs(whole.size());
    return rest.alarms() ? share <= REMAINDER : share <= HALF || !(share > 0);
  }

  /**
   * Whether it may be no effect at all. Enough for an echo, which a place explains already: beside
   * a small effect, half of it is noise.
   */
  private static boolean isNothing(Effect rest) {
    return !rest.alarms() && Math.abs(rest.size()) <= rest.margin();
  }

  private static boolean isOfTheSameSize(Effect slice, Effect all) {
    if (!slice.isKnown() || !all.isKnown()) {
      return true;
    }
    double lower = Math.min(all.size() / UNEVENNESS, all.size() * UNEVENNESS) - all.margin();
    double upper = Math.max(all.size() / UNEVENNESS, all.size() * UNEVENNESS) + all.margin();
    return slice.size() + slice.margin() >= lower && slice.size() - slice.margin() <= upper;
  }

  private Optional<Effect> effect(
      @Nullable String version, Slice slice, Set<Slice> without, Check check, BitSet extent) {
    return effects.of(new Rows(version, slice, without), check, extent);
  }
}
