package dev.surprisal.job;

import dev.surprisal.config.Config;
import dev.surprisal.dataset.CheckedRows;
import dev.surprisal.dataset.RowSample;
import dev.surprisal.dataset.RowSample.Stratum;
import dev.surprisal.drift.classifier.ClassifierPolicy;
import dev.surprisal.drift.classifier.DomainClassifier;
import dev.surprisal.drift.classifier.SampledRow;
import dev.surprisal.drift.classifier.Separation;
import dev.surprisal.drift.narrative.SeparationSentence;
import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.TimeRange.Side;
import dev.surprisal.report.Classifier;
import dev.surprisal.store.StoredWindow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Tells current rows from reference rows by all columns together, of each version. */
final class ClassifierStep {

  /** More versions than this are not worth a minute each. */
  static final int MOST_VERSIONS = 10;

  private final Datasets datasets;
  private final Plan plan;
  private final Config config;
  private final ClassifierPolicy policy;
  private final SparkSession spark;
  private final Progress progress;
  private final Clock clock;

  ClassifierStep(
      Datasets datasets,
      ClassifierPolicy policy,
      SparkSession spark,
      Progress progress,
      Clock clock) {
    this.datasets = datasets;
    this.plan = datasets.plan();
    this.config = plan.config();
    this.policy = policy;
    this.spark = spark;
    this.progress = progress;
    this.clock = clock;
  }

  /** Samples, learns and scores; says on the way what it costs. */
  Classifier classify(List<StoredWindow> stored) {
    List<Sides> versions = versions(stored);
    List<Sides> chosen =
        versions.stream()
            .sorted(Comparator.comparingLong((Sides it) -> it.current).reversed())
            .limit(MOST_VERSIONS)
            .sorted(
                Comparator.comparing(
                    Sides::version, Comparator.nullsFirst(Comparator.naturalOrder())))
            .toList();
    progress.step("Sampling rows for the domain classifier");
    Instant start = clock.instant();
    Map<Stratum, List<SampledRow>> samples = samples(strata(chosen));
    Instant sampled = clock.instant();
    progress.step("Training the domain classifier");
    DomainClassifier classifier = classifier();
    SeparationSentence words = new SeparationSentence(config.drift(), config.unit());
    List<Classifier.Described> separations = new ArrayList<>();
    for (Sides version : chosen) {
      Separation figures =
          classifier.separate(
              version.version,
              samples.getOrDefault(version.referenceStratum(plan), List.of()),
              samples.getOrDefault(version.currentStratum(plan), List.of()));
      separations.add(new Classifier.Described(figures, words.sentence(figures)));
    }
    progress.print(cost(versions, samples, start, sampled));
    return new Classifier(policy, separations, versions.size() - chosen.size());
  }

  /** Each dataset is read for the strata that are of it. */
  private Map<Stratum, List<SampledRow>> samples(List<Stratum> strata) {
    Map<Stratum, List<SampledRow>> samples = new HashMap<>();
    for (Side side : plan.sides()) {
      RowSample sample = new RowSample(plan.scoring(side), policy.rows(), policy.seed());
      CheckedRows rows = datasets.rows(side);
      for (boolean whole : new boolean[] {false, true}) {
        List<Stratum> of =
            strata.stream()
                .filter(it -> it.range().side() == side && it.whole() == whole)
                .distinct()
                .toList();
        samples.putAll(sample.draw(whole ? rows.withoutVersions() : rows, of));
      }
    }
    return samples;
  }

  private DomainClassifier classifier() {
    return new DomainClassifier(
        policy,
        config.drift(),
        config.columns(),
        plan.categorical(),
        new ForestLearner(spark, policy.trees(), policy.seed()));
  }

  private String cost(
      List<Sides> versions,
      Map<Stratum, List<SampledRow>> samples,
      Instant start,
      Instant sampled) {
    return String.format(
        Locale.ROOT,
        "The domain classifier sampled %,d of %,d rows in %.1f s; training and evaluation took"
            + " %.1f s.",
        samples.values().stream().mapToInt(List::size).sum(),
        versions.stream().mapToLong(it -> it.reference + it.current).sum(),
        Duration.between(start, sampled).toMillis() / 1e3,
        Duration.between(sampled, clock.instant()).toMillis() / 1e3);
  }

  private List<Stratum> strata(List<Sides> versions) {
    List<Stratum> strata = new ArrayList<>();
    for (Sides version : versions) {
      strata.add(version.referenceStratum(plan));
      strata.add(version.currentStratum(plan));
    }
    return strata;
  }

  /** The valid predictions of a version on either side. */
  private record Sides(@Nullable String version, long reference, long current, boolean whole) {

    Stratum referenceStratum(Plan plan) {
      TimeRange range = plan.windows().reference();
      return whole ? Stratum.ofAll(range, reference) : new Stratum(version, range, reference);
    }

    Stratum currentStratum(Plan plan) {
      return new Stratum(version, plan.windows().current(), current);
    }

    Sides plus(long ofReference, long ofCurrent) {
      return new Sides(version, reference + ofReference, current + ofCurrent, whole);
    }

    /** The same beside all rows of a reference dataset, which has none of this version. */
    Sides besideAll(long ofReference) {
      return new Sides(version, ofReference, current, true);
    }
  }

  /** The versions that have current rows. */
  private List<Sides> versions(List<StoredWindow> stored) {
    Map<@Nullable String, Sides> versions = new HashMap<>();
    for (StoredWindow window : stored) {
      TimeRange range = window.window();
      if (range != null) {
        boolean reference = plan.windows().isReference(range);
        for (Cell cell : Cell.ofOneSet(window.cells())) {
          long rows = cell.profile().tally().predictions();
          Sides before =
              versions.getOrDefault(cell.version(), new Sides(cell.version(), 0, 0, false));
          versions.put(cell.version(), before.plus(reference ? rows : 0, reference ? 0 : rows));
        }
      }
    }
    long all = versions.values().stream().mapToLong(Sides::reference).sum();
    boolean serves = plan.dataset() != null;
    return versions.values().stream()
        .filter(it -> it.current > 0)
        .map(it -> serves && it.reference == 0 ? it.besideAll(all) : it)
        .toList();
  }
}
