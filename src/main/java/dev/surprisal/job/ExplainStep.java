package dev.surprisal.job;

import dev.surprisal.config.Config;
import dev.surprisal.dataset.CheckedRows;
import dev.surprisal.dataset.spec.LabelSpec;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.dataset.spec.SourceSpec;
import dev.surprisal.drift.classifier.ClassifierPolicy;
import dev.surprisal.profile.cube.SliceBlock;
import dev.surprisal.profile.cube.SlicePlan;
import dev.surprisal.profile.row.CategoricalColumns;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.TimeRange.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tells what a run would read and how, without profiling or writing anything. */
final class ExplainStep {

  private final Datasets datasets;
  private final Plan plan;
  private final Config config;

  ExplainStep(Datasets datasets) {
    this.datasets = datasets;
    this.plan = datasets.plan();
    this.config = plan.config();
  }

  /** The lines that tell it. */
  List<String> lines() {
    CheckedRows rows = datasets.rows(Side.PREDICTIONS);
    SlicePlan choice = plan.choice(rows);
    List<String> lines = new ArrayList<>();
    lines.add("Read");
    for (Side side : plan.sides()) {
      Scoring scoring = plan.scoring(side);
      lines.add("  " + scoring.name() + ": " + source(scoring.predictions().source()));
      LabelSpec labels = scoring.labels();
      if (labels != null) {
        lines.add("  " + scoring.labelsName() + ": " + source(labels.source()));
      }
    }
    datasets.notes().forEach(note -> lines.add("  " + note));
    lines.add("Windows");
    lines.add("  reference: " + range(plan.windows().reference(), true));
    lines.add("  current: " + range(plan.windows().current(), false));
    lines.add("Profile");
    lines.add(layout());
    config.columns().stream().map(this::column).forEach(lines::add);
    lines.add("  version: " + (rows.versioned() ? config.predictions().version() : "none"));
    if (rows.weighted()) {
      lines.add("  weight: " + config.predictions().weight());
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "  slices: %s; at most %,d per window, the rest in slice other (limits.slices)",
            config.slices().isEmpty()
                ? "none"
                : config.slices().stream()
                    .map(ExplainStep::cross)
                    .collect(Collectors.joining(", ")),
            config.limits().slices()));
    lines.addAll(choice(choice));
    lines.addAll(classifier());
    lines.add("Write to " + config.output().path());
    lines.add("Spark's plan");
    plan.profiler(choice, Side.PREDICTIONS)
        .plan(rows)
        .lines()
        .map(line -> "  " + line)
        .forEach(lines::add);
    return lines;
  }

  private static String source(SourceSpec source) {
    return source.format() + " " + source.place();
  }

  private String range(TimeRange range, boolean reference) {
    if (range.isAlways()) {
      return "all rows, 1 window";
    }
    long windows =
        plan.windows().all().stream()
            .filter(window -> plan.windows().isReference(window) == reference)
            .count();
    return String.format(Locale.ROOT, "%s to %s, %,d windows", range.from(), range.to(), windows);
  }

  private String layout() {
    return String.format(
        Locale.ROOT,
        "  classes: %,d; a large cell takes %,d bytes of task memory, a small one only that of its"
            + " rows",
        config.classes().size(),
        8L * plan.layout().longs());
  }

  private String column(String column) {
    CategoricalColumns categorical = plan.layout().spec().categorical();
    return "  column "
        + column
        + (categorical.contains(config.columns().indexOf(column))
            ? String.format(
                Locale.ROOT,
                ": categorical, at most %,d categories (limits.categories)",
                categorical.most())
            : ": numeric");
  }

  private List<String> classifier() {
    ClassifierPolicy policy = config.classifier();
    return policy == null
        ? List.of()
        : List.of(
            "Domain classifier (classifier), surprisal run only",
            String.format(
                Locale.ROOT,
                "  the predictions are read once more: up to %,d rows of either side per version"
                    + " are collected on the driver",
                policy.rows()),
            String.format(
                Locale.ROOT,
                "  per version, %d forests of %d trees are trained, one after another",
                2 * policy.folds(),
                policy.trees()));
  }

  private static List<String> choice(SlicePlan choice) {
    List<String> lines = new ArrayList<>();
    lines.add("Cells");
    for (SliceBlock block : choice.blocks()) {
      lines.add("  rows aggregated by " + cross(block.dimensions()) + sums(block));
    }
    choice.grounds().forEach(ground -> lines.add("  " + ground));
    return lines;
  }

  private static String sums(SliceBlock block) {
    return block.isOneSet()
        ? ""
        : ", then summed to "
            + block.sets().stream().map(ExplainStep::cross).collect(Collectors.joining(", "));
  }

  private static String cross(List<String> dimensions) {
    return dimensions.isEmpty() ? "window and version only" : String.join(" x ", dimensions);
  }
}
