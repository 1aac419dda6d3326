package dev.surprisal.drift.incident;

import dev.surprisal.drift.finding.Family;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.profile.cube.Slice;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is taken for one cause, while its episodes are gathered. */
final class Cause {

  /** Onsets that are no more windows apart are the same. */
  static final int SAME_ONSET = 2;

  /** What two causes must have in common of the windows that either covers, to be one. */
  private static final double SAME_STRETCH = 0.5;

  private final Slice place;
  private final Set<@Nullable String> versions =
      new TreeSet<>(Comparator.nullsFirst(Comparator.<String>naturalOrder()));
  private final Set<Check> checks = new HashSet<>();
  private final List<Episode> evidence = new ArrayList<>();
  private final List<Episode> echoes = new ArrayList<>();
  private final List<Episode> claimed = new ArrayList<>();
  private final List<Finding> strays = new ArrayList<>();
  private boolean isProven = true;

  Cause(Slice place) {
    this.place = place;
  }

  Slice place() {
    return place;
  }

  Set<@Nullable String> versions() {
    return versions;
  }

  /** The episodes at the place. */
  List<Episode> evidence() {
    return evidence;
  }

  /** Those of other rows, that are loud because of the place. */
  List<Episode> echoes() {
    return echoes;
  }

  /** Single windows that alert, at the place or as its echo. */
  List<Finding> strays() {
    return strays;
  }

  /** Whether of every echo it was shown that its rows are quiet without the place. */
  boolean isProven() {
    return isProven;
  }

  /** Begins with what it is to take, without taking it yet. */
  void claim(Episode episode) {
    versions.add(episode.version());
    checks.add(episode.check());
    claimed.add(episode);
  }

  /** Adds what is found at the place itself. */
  void add(Episode episode) {
    versions.add(episode.version());
    checks.add(episode.check());
    evidence.add(episode);
  }

  /** Adds what is loud because of the place. */
  void addEcho(Episode episode, boolean proven) {
    versions.add(episode.version());
    checks.add(episode.check());
    echoes.add(episode);
    isProven &= proven;
  }

  void addStray(Finding finding) {
    strays.add(finding);
  }

  /** Takes over all that the other has. */
  void merge(Cause other) {
    versions.addAll(other.versions);
    checks.addAll(other.checks);
    evidence.addAll(other.evidence);
    echoes.addAll(other.echoes);
    isProven &= other.isProven;
  }

  /** What is loud: that of the place, or where it shows nothing by itself that of other rows. */
  List<Episode> episodes() {
    if (evidence.isEmpty()) {
      return echoes.isEmpty() ? claimed : echoes;
    }
    return evidence;
  }

  /** Whether one of its episodes is of the finding's series. */
  boolean hasSeries(Finding finding) {
    return Stream.concat(evidence.stream(), echoes.stream())
        .anyMatch(
            it ->
                it.slice().equals(finding.slice())
                    && it.check().equals(Check.of(finding))
                    && Objects.equals(it.version(), finding.version()));
  }

  /** Whether it is of what the model makes of its input, in part. */
  boolean isOfModel() {
    return checks.stream().anyMatch(it -> it.family().isOfModel());
  }

  /** Whether a check of its kind is among its own. */
  boolean covers(Check check) {
    return check.family().isOfModel() ? isOfModel() : checks.contains(check);
  }

  boolean hasFamily(Family family) {
    return checks.stream().anyMatch(it -> it.family() == family);
  }

  /** The first window; −1 where it is gradual. */
  int onset() {
    return episodes().stream().mapToInt(Episode::first).filter(it -> it >= 0).min().orElse(-1);
  }

  boolean isGradual() {
    return onset() < 0;
  }

  /** The windows that its episodes cover. */
  BitSet extent(int all) {
    BitSet extent = new BitSet(all);
    for (Episode episode : episodes()) {
      if (isGradual() || !episode.isGradual()) {
        extent.or(episode.extent(all));
      }
    }
    return extent;
  }

  /** Whether both began at the same time and covered much the same windows. */
  boolean coincides(Cause other, int all) {
    if (isGradual() || other.isGradual()) {
      return isGradual() && other.isGradual();
    }
    if (Math.abs(onset() - other.onset()) > SAME_ONSET) {
      return false;
    }
    BitSet both = extent(all);
    both.and(other.extent(all));
    BitSet either = extent(all);
    either.or(other.extent(all));
    return both.cardinality() >= SAME_STRETCH * either.cardinality();
  }

  /** Whether an episode is of the same time. */
  boolean isDuring(Episode episode, int all) {
    if (isGradual() || episode.isGradual()) {
      return true;
    }
    BitSet extent = extent(all);
    int from = Math.max(0, episode.first() - SAME_ONSET);
    int next = extent.nextSetBit(from);
    return next >= 0 && next <= episode.last() + SAME_ONSET;
  }
}
