package dev.surprisal.dataset;

import dev.surprisal.dataset.source.UnfitCells;
import dev.surprisal.dataset.source.UnfitCells.Use;
import dev.surprisal.dataset.source.UnfitColumn;
import dev.surprisal.dataset.spec.ChallengerSpec;
import dev.surprisal.dataset.spec.LabelSpec;
import dev.surprisal.dataset.spec.PredictionSpec;
import dev.surprisal.dataset.spec.ProbabilitySpec;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration asks of each dataset, to tell which columns matter. A row whose
 * prediction, key or time is null is rejected and counted; all else that is null goes for a value
 * that is not there.
 *
 * @param join the datasets
 */
record Uses(Join join) {

  /** Looks for cells that are not of their columns' types, in rows of the ranges or of no time. */
  List<UnfitColumn> unfit(List<TimeRange> ranges) {
    Scoring scoring = join.scoring();
    PredictionPlan predictions = join.predictions();
    String instant = predictions.instant();
    List<UnfitColumn> unfit =
        new ArrayList<>(
            UnfitCells.of(
                scoring.name(),
                predictions.input(),
                ofPredictions(scoring),
                instant == null ? "true" : Timestamps.inRanges(instant, ranges)));
    LabelPlan labels = join.labels();
    LabelSpec labelSpec = scoring.labels();
    if (labels != null && labelSpec != null) {
      String name = scoring.labelsName();
      unfit.addAll(UnfitCells.of(name, labels.input(), ofLabels(name, labelSpec), "true"));
    }
    ChallengerPlan challenger = join.challenger();
    ChallengerSpec challengerSpec = scoring.challenger();
    if (challenger != null && challengerSpec != null) {
      String name = ChallengerPlan.KEY;
      unfit.addAll(
          UnfitCells.of(name, challenger.input(), ofChallenger(name, challengerSpec), "true"));
    }
    return unfit;
  }

  private static List<Use> ofPredictions(Scoring scoring) {
    PredictionSpec spec = scoring.predictions();
    String name = scoring.name();
    return List.of(
        lost(name + ".label", spec.label()),
        lost(name + ".version", spec.version()),
        new Use("slices", scoring.dimensions(), false),
        new Use("columns", scoring.columns(), false),
        new Use(name + ".probability", figures(spec.probability()), true),
        new Use(name + ".timestamp", given(spec.timestamp()), true),
        new Use(name + ".key", spec.key(), true),
        new Use(name + ".weight", given(spec.weight()), true));
  }

  private static List<Use> ofLabels(String name, LabelSpec spec) {
    return List.of(
        lost(name + ".label", spec.label()),
        new Use(name + ".key", spec.key(), false),
        lost(name + ".timestamp", spec.timestamp()));
  }

  private static List<Use> ofChallenger(String name, ChallengerSpec spec) {
    return List.of(
        new Use(name + ".probability", figures(spec.probability()), false),
        new Use(name + ".key", spec.key(), false),
        lost(name + ".timestamp", spec.timestamp()),
        lost(name + ".where", spec.where()));
  }

  private static Use lost(String key, @Nullable String text) {
    return new Use(key, given(text), false);
  }

  private static List<String> given(@Nullable String text) {
    return Stream.ofNullable(text).toList();
  }

  private static List<String> figures(ProbabilitySpec spec) {
    String column = spec.column();
    return column != null ? List.of(column) : List.copyOf(spec.columns().values());
  }
}
