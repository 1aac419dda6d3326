package dev.surprisal.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.WindowLength;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** How the keys about time, slices and zeros must fit together. */
final class ComparisonRules extends Rules {

  private static final String ZONE = "time_zone";
  private static final String SLICES = "slices";
  private static final String WINDOW = "window";
  private static final String COLUMNS = "columns";

  private static final String THRESHOLD = "model.decision_threshold";
  private static final String PREDICTIONS = "predictions";
  private static final String TIMESTAMP = "predictions.timestamp";

  private static final String INSTANT =
      "must be a date or timestamp, e.g. 1997-05-01, 1997-05-01T12:00 or 1997-05-01T12:00:00Z";

  private static final String OR_DATASET =
      "; or set reference.path or reference.table if the reference is a separate dataset";

  /** A sliding window of one would be that window once more. */
  private static final int FEWEST_SLIDING = 2;

  ComparisonRules(ConfigTree tree, Set<String> broken) {
    super(tree, broken);
  }

  @Override
  void tryAll() {
    Optional<ZoneId> zone = ConfigMapping.zone(tree());
    if (given(ZONE) && zone.isEmpty()) {
      invalid(ZONE, "must be a time zone, e.g. UTC, Europe/Paris or +02:00");
    }
    ZoneId assumed = zone.orElse(ZoneOffset.UTC);
    boolean hasDataset = ReferenceTree.isDataset(tree());
    if (hasDataset) {
      rangesHaveTimestamps();
    } else {
      rangesAreGiven();
    }
    Optional<TimeRange> reference =
        range("reference", assumed)
            .map(it -> hasDataset ? it.onSide(TimeRange.Side.REFERENCE) : it);
    Optional<TimeRange> current = range("current", assumed);
    if (reference.isPresent() && current.isPresent() && reference.get().overlaps(current.get())) {
      invalid("current", written("current"), "must not overlap reference, " + written("reference"));
    } else if (reference.isPresent() && current.isPresent()) {
      windowsAreFew(reference.get(), current.get(), assumed);
    }
    slidingIsOfWindows(assumed);
    slicesDiffer();
    thresholdIsOfTwoClasses();
    mixedInShareIsAShare();
    classifierHasColumns();
  }

  /** Of one dataset, both ranges must be told, and the timestamp that they are of. */
  private void rangesAreGiven() {
    if (tree().at(PREDICTIONS).isObject() && absent(TIMESTAMP)) {
      missing(TIMESTAMP, "must be text, e.g. scored_at");
    }
    if (absent("current")) {
      missing("current", "must be a mapping with the keys from, to");
    }
    for (String range : List.of("reference", "current")) {
      boolean neither = absent(range + ".from") && absent(range + ".to");
      boolean mayBeADataset =
          neither && range.equals("reference") && tree().at(range).properties().isEmpty();
      for (String end : List.of(".from", ".to")) {
        if (tree().at(range).isObject()
            && absent(range + end)
            && !(mayBeADataset && end.equals(".to"))
            && !(range.equals("reference") && isMeantAsDataset())) {
          missing(range + end, INSTANT + (mayBeADataset ? OR_DATASET : ""));
        }
      }
    }
  }

  /** Whether what is given is that of a dataset, which is told to lack its place. */
  private boolean isMeantAsDataset() {
    return ReferenceTree.described(tree()).isPresent()
        || !inOrder("reference.path")
        || !inOrder("reference.table");
  }

  /** A range can only be of rows whose time is known. */
  private void rangesHaveTimestamps() {
    if (absent(TIMESTAMP)) {
      for (String range : List.of("reference", "current")) {
        boolean timed = range.equals("reference") && !absent("reference.timestamp");
        for (String end : List.of(".from", ".to")) {
          if (!timed && given(range + end)) {
            invalid(range + end, "requires " + TIMESTAMP);
          }
        }
      }
    }
  }

  private Optional<TimeRange> range(String key, ZoneId zone) {
    Optional<Instant> from = instant(key + ".from", zone);
    Optional<Instant> to = instant(key + ".to", zone);
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    if (!from.get().isBefore(to.get())) {
      String start = tree().at(key + ".from").asText();
      invalid(key + ".to", "must be after " + key + ".from, " + start);
      return Optional.empty();
    }
    return Optional.of(new TimeRange(from.get(), to.get()));
  }

  private Optional<Instant> instant(String key, ZoneId zone) {
    if (!given(key)) {
      return Optional.empty();
    }
    Optional<Instant> instant = Instants.parse(tree().at(key).asText(), zone);
    if (instant.isEmpty()) {
      invalid(key, "must be a valid date and time of day");
    }
    return instant;
  }

  /** Each window costs the driver memory; so many are a slip of the pen. */
  private void windowsAreFew(TimeRange reference, TimeRange current, ZoneId zone) {
    if (!inOrder(WINDOW)) {
      return;
    }
    String length = tree().at(WINDOW).asText("1 day");
    Duration window = ConfigMapping.window(tree(), zone).estimatedDuration();
    long windows = windows(reference, window) + windows(current, window);
    if (windows > WindowLength.MAX_WINDOWS) {
      invalid(
          WINDOW,
          length,
          "must divide reference and current into at most "
              + WindowLength.MAX_WINDOWS
              + " windows, not about "
              + windows);
    }
  }

  private void slidingIsOfWindows(ZoneId zone) {
    if (given("sliding")
        && inOrder(WINDOW)
        && ConfigMapping.sliding(tree(), zone).orElse(0) < FEWEST_SLIDING) {
      invalid(
          "sliding",
          "must be a multiple of window, "
              + tree().at(WINDOW).asText("1 day")
              + ", and at least 2 windows");
    }
  }

  /** One more than fit, for a range need not begin where a window does. */
  private static long windows(TimeRange range, Duration window) {
    return Duration.between(range.from(), range.to()).dividedBy(window) + 1;
  }

  private String written(String range) {
    return tree().at(range + ".from").asText() + " to " + tree().at(range + ".to").asText();
  }

  private void slicesDiffer() {
    if (!given(SLICES)) {
      return;
    }
    Map<Set<String>, String> seen = new HashMap<>();
    int index = 0;
    for (JsonNode slice : tree().at(SLICES)) {
      String key = Key.element(SLICES, index++);
      String earlier = seen.putIfAbsent(new TreeSet<>(ConfigTree.texts(slice)), key);
      if (earlier != null) {
        invalid(key, ConfigTree.shown(slice), "is the same slice as " + earlier);
      }
    }
  }

  private void classifierHasColumns() {
    if (!given("classifier")) {
      return;
    }
    if (absent(COLUMNS)) {
      missing(COLUMNS, "required with classifier, which uses them as features");
    } else if (given(COLUMNS) && tree().at(COLUMNS).isEmpty()) {
      invalid(COLUMNS, "must name at least one with classifier, which uses them as features");
    }
  }

  private void thresholdIsOfTwoClasses() {
    if (given(THRESHOLD, "model.classes") && tree().at("model.classes").size() != 2) {
      invalid(
          THRESHOLD,
          "requires two classes; model.classes has "
              + tree().at("model.classes").size()
              + ". Remove it: of more classes the most probable one is predicted");
    }
  }

  private void mixedInShareIsAShare() {
    if (!given("zero.policy", "zero.floor", "model.classes")
        || !tree().at("zero.policy").asText().equals("renormalise")) {
      return;
    }
    int classes = tree().at("model.classes").size();
    if (tree().at("zero.floor").doubleValue() * classes >= 1) {
      invalid(
          "zero.floor",
          "must be less than 1 / "
              + classes
              + ", one over the number of classes, with zero.policy: renormalise");
    }
  }
}
