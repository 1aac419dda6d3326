package dev.surprisal.drift.incident;

import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Family;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.drift.history.ChangePoint;
import dev.surprisal.drift.history.VersionHistory;
import dev.surprisal.drift.incident.Effects.Rows;
import dev.surprisal.drift.incident.Incident.Scope;
import dev.surprisal.drift.incident.Incident.Stretch;
import dev.surprisal.drift.incident.Incident.Time;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes an incident of what is taken for one cause: when it was, how bad it is, how sure. */
final class IncidentBuilder {

  private final List<TimeRange> windows;
  private final Effects effects;
  private final Shifts shifts;
  private final Map<@Nullable String, VersionHistory> histories;
  private final List<Finding> findings;

  /** Where each finding is, by itself: two may be equal. */
  private final Map<Finding, Integer> order = new IdentityHashMap<>();

  IncidentBuilder(
      List<TimeRange> windows,
      Effects effects,
      Shifts shifts,
      Map<@Nullable String, VersionHistory> histories,
      List<Finding> findings) {
    this.windows = windows;
    this.effects = effects;
    this.shifts = shifts;
    this.histories = histories;
    this.findings = findings;
    for (int i = 0; i < findings.size(); i++) {
      order.put(findings.get(i), i);
    }
  }

  Incident incident(Cause cause) {
    List<Finding> evidence = alerts(cause.evidence());
    List<Finding> echoes = alerts(cause.echoes());
    cause.strays().forEach(it -> (it.slice().equals(cause.place()) ? evidence : echoes).add(it));
    evidence.sort(Comparator.comparing(order::get));
    echoes.sort(Comparator.comparing(order::get));
    List<Episode> shown = cause.episodes();
    Set<Check> checks = new LinkedHashSet<>();
    shown.stream()
        .map(Episode::check)
        .sorted(
            Comparator.comparing(Check::family)
                .reversed()
                .thenComparing(Check::kind)
                .thenComparing(Check::subject, Comparator.nullsFirst(Comparator.naturalOrder())))
        .forEach(checks::add);
    List<Family> families = checks.stream().map(Check::family).distinct().sorted().toList();
    Family kind = families.get(families.size() - 1);
    Time time = time(cause, shown, kind);
    BitSet extent = cause.extent(Math.max(1, windows.size()));
    String version = version(cause, kind);
    Optional<Series> place = during(version, cause.place(), extent);
    Optional<Series> all = during(version, Slice.ALL, extent);
    List<Shift> moved = place.map(it -> shifts(it, checks)).orElse(List.of());
    return new Incident(
        kind,
        suspect(shown, families),
        new ArrayList<>(cause.versions()),
        cause.place(),
        new Scope(
            cause.isProven(),
            restIsQuiet(version, cause.place(), checks, extent),
            place.flatMap(it -> all.map(whole -> shareOfRows(it, whole))).orElse(Double.NaN),
            place
                .filter(it -> moved.stream().anyMatch(Shift::isLogLoss))
                .flatMap(it -> all.map(whole -> shareOfChange(it, whole)))
                .orElse(Double.NaN)),
        time,
        evidence,
        echoes,
        (int) cause.echoes().stream().map(Episode::slice).distinct().count(),
        moved,
        cause.place().isAll() || moved.isEmpty()
            ? null
            : all.flatMap(it -> shifts.of(moved.get(0).check(), it)).orElse(null),
        unchanged(version, cause.place(), checks));
  }

  /** The earliest family that began with the others, not after them. */
  private Family suspect(List<Episode> shown, List<Family> families) {
    int onset = shown.stream().mapToInt(Episode::first).filter(it -> it >= 0).min().orElse(-1);
    return families.stream()
        .filter(
            family ->
                shown.stream()
                    .anyMatch(
                        it ->
                            it.check().family() == family
                                && it.first() - onset <= Cause.SAME_ONSET
                                && it.isGradual() == onset < 0))
        .findFirst()
        .orElse(families.get(0));
  }

  private static List<Finding> alerts(List<Episode> episodes) {
    List<Finding> alerts = new ArrayList<>();
    episodes.forEach(it -> alerts.addAll(it.alerts()));
    return alerts;
  }

  /** The version whose figures are told: one that shows the worst. */
  private @Nullable String version(Cause cause, Family kind) {
    return cause.episodes().stream()
        .filter(it -> it.check().family() == kind)
        .findFirst()
        .map(Episode::version)
        .orElse(null);
  }

  private Time time(Cause cause, List<Episode> shown, Family kind) {
    boolean isOngoing =
        shown.stream().anyMatch(it -> !it.isGradual() && it.isOngoing())
            || cause.isGradual() && isStillOn(cause);
    int onset = cause.onset();
    if (onset < 0) {
      return new Time(isOngoing, null, null, null, List.of(), 0, 0);
    }
    List<Stretch> stretches = stretches(shown, kind);
    int last =
        shown.stream()
            .filter(it -> it.check().family() == kind)
            .mapToInt(Episode::last)
            .max()
            .orElse(onset);
    last = last < 0 ? shown.stream().mapToInt(Episode::last).max().orElse(onset) : last;
    Check leading = leading(shown, kind);
    BitSet alerting = new BitSet();
    BitSet judged = new BitSet();
    for (Finding finding : findings) {
      if (finding.span() != Span.WINDOW
          || !(finding.slice().equals(cause.place()) || finding.slice().isAll())
          || !cause.versions().contains(finding.version())
          || !Check.of(finding).equals(leading)) {
        continue;
      }
      int at = Episodes.isOfWindow(finding) ? windows.indexOf(finding.window()) : -1;
      if (at >= onset && (isOngoing || at <= last)) {
        alerting.set(at, alerting.get(at) || finding.state() == FindingState.ALERT);
        judged.set(at, judged.get(at) || Episodes.isJudged(finding));
      }
    }
    // All rows may have labels enough where the place does not have them yet.
    int end = Math.max(last, alerting.length() - 1);
    return new Time(
        isOngoing,
        windows.get(onset),
        earliest(cause, onset),
        windows.get(end),
        lasting(stretches, windows.get(last), windows.get(end)),
        alerting.cardinality(),
        judged.cardinality());
  }

  /** The same stretches; one that lasts until a window goes on to another. */
  private static List<Stretch> lasting(List<Stretch> stretches, TimeRange last, TimeRange end) {
    return stretches.stream()
        .map(it -> it.to().equals(last) ? new Stretch(it.from(), end) : it)
        .toList();
  }

  /** The check of the worst family that alerts in most windows. */
  private static Check leading(List<Episode> shown, Family kind) {
    Map<Check, Integer> counts = new LinkedHashMap<>();
    shown.stream()
        .filter(it -> it.check().family() == kind)
        .sorted(Comparator.comparing(it -> it.check().kind()))
        .forEach(it -> counts.merge(it.check(), it.windows(), Integer::sum));
    Check log = new Check(ComparisonKind.LOG_LOSS, null);
    return counts.containsKey(log)
        ? log
        : counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  /** The union of the worst family's episodes, apart where a recovery is in between. */
  private List<Stretch> stretches(List<Episode> shown, Family kind) {
    TreeMap<Integer, Integer> spans = new TreeMap<>();
    shown.stream()
        .filter(it -> !it.isGradual() && it.check().family() == kind)
        .forEach(it -> spans.merge(it.first(), it.last(), Math::max));
    List<Stretch> stretches = new ArrayList<>();
    int from = -1;
    int to = -1;
    for (Map.Entry<Integer, Integer> span : spans.entrySet()) {
      if (from >= 0 && span.getKey() > to + Cause.SAME_ONSET + 1) {
        stretches.add(new Stretch(windows.get(from), windows.get(to)));
        from = -1;
      }
      from = from < 0 ? span.getKey() : from;
      to = Math.max(to, span.getValue());
    }
    if (from >= 0) {
      stretches.add(new Stretch(windows.get(from), windows.get(to)));
    }
    return stretches;
  }

  private @Nullable TimeRange earliest(Cause cause, int onset) {
    if (!cause.hasFamily(Family.PERFORMANCE)) {
      return null;
    }
    return cause.versions().stream()
        .map(histories::get)
        .filter(Objects::nonNull)
        .map(VersionHistory::changePoint)
        .filter(Objects::nonNull)
        .filter(it -> Math.abs(windows.indexOf(it.window()) - onset) <= Cause.SAME_ONSET)
        .map(ChangePoint::earliest)
        .filter(it -> it.from().isBefore(windows.get(onset).from()))
        .findFirst()
        .orElse(null);
  }

  /** Whether the last quarter of the windows shows it, of what no window shows by itself. */
  private boolean isStillOn(Cause cause) {
    BitSet last = new BitSet();
    last.set(Math.max(0, windows.size() - Math.max(2, windows.size() / 4)), windows.size() + 1);
    return cause.episodes().stream()
        .anyMatch(
            it ->
                it.check().kind().isLimit()
                    || effects
                        .of(new Rows(it.version(), it.slice(), Set.of()), it.check(), last)
                        .map(Effects.Effect::alarms)
                        .orElse(true));
  }

  private List<Shift> shifts(Series place, Set<Check> checks) {
    Map<String, Shift> moved = new LinkedHashMap<>();
    for (Check check : checks) {
      shifts.of(check, place).ifPresent(it -> moved.putIfAbsent(it.figure(), it));
    }
    return List.copyOf(moved.values());
  }

  /** The rows of a slice, of the reference and of the windows of the incident. */
  private Optional<Series> during(@Nullable String version, Slice slice, BitSet extent) {
    return effects.series(new Rows(version, slice, Set.of())).map(it -> effects.during(it, extent));
  }

  /** Whether all rows without the place were looked at, in each of its checks, and do not alarm. */
  private boolean restIsQuiet(
      @Nullable String version, Slice place, Set<Check> checks, BitSet extent) {
    return !place.isAll()
        && checks.stream()
            .filter(check -> !check.kind().isLimit())
            .allMatch(
                check ->
                    effects
                        .of(new Rows(version, Slice.ALL, Set.of(place)), check, extent)
                        .filter(rest -> rest.isKnown() && !rest.alarms())
                        .isPresent());
  }

  private static double shareOfRows(Series place, Series all) {
    return (double) place.current().read() / all.current().read();
  }

  /** What the place adds to the change of the mean log loss of all rows. */
  private static double shareOfChange(Series place, Series all) {
    double rows = place.current().finiteSize().weight() / all.current().finiteSize().weight();
    double ofPlace = rows * (place.current().meanFiniteLoss() - place.reference().meanFiniteLoss());
    double whole = all.current().meanFiniteLoss() - all.reference().meanFiniteLoss();
    return ofPlace / whole;
  }

  /** The main checks at the place that are quiet, in words. */
  private List<String> unchanged(@Nullable String version, Slice place, Set<Check> checks) {
    return findings.stream()
        .filter(it -> it.span() == Span.RANGE && it.slice().equals(place))
        .filter(it -> Objects.equals(it.version(), version) && it.comparison().isMain())
        .filter(it -> it.state() == FindingState.OK && !checks.contains(Check.of(it)))
        .map(it -> Objects.requireNonNullElse(it.subject(), it.comparison().words()))
        .toList();
  }
}
